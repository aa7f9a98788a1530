"""Find an API key and act for its account in one round trip."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# As the system the key is found, then the transaction belongs to its account, or to nobody.
ENTER = """
create function rolefit_enter(offered bytea, at timestamptz)
    returns table (account_id bigint, key_id bigint, scopes text[]) language plpgsql as $$
declare
    key api_key%rowtype;
begin
    perform set_config('rolefit.account_id', 'system', true);
    select * into key from api_key
        where digest = offered and revoked_at is null and (expires_at is null or expires_at > at);
    perform set_config('rolefit.account_id', coalesce(key.account_id::text, ''), true);
    if key.id is not null then
        return query select key.account_id, key.id, key.scopes;
    end if;
end
$$
"""


def upgrade() -> None:
    """Apply."""
    op.execute(ENTER)


def downgrade() -> None:
    """Take back."""
    op.execute("drop function rolefit_enter(bytea, timestamptz)")
