"""Answer the question asked most, "how is my task?", in one round trip: whose key, and the task."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The account is entered first; the task is then read under its row-level security like anywhere else.
POLL = """
create function rolefit_poll(offered bytea, at timestamptz, wanted bigint)
    returns table (
        account_id bigint, key_id bigint, scopes text[],
        id bigint, kind text, status text, attempts int,
        progress_done int, progress_total int, stage text, result_kind text, result_id bigint, error jsonb,
        created_at timestamptz, started_at timestamptz, finished_at timestamptz
    ) language plpgsql as $$
#variable_conflict use_column
declare
    caller record;
begin
    select * into caller from rolefit_enter(offered, at);
    if caller.key_id is null then
        return;
    end if;
    return query
        select caller.account_id, caller.key_id, caller.scopes,
               t.id, t.kind, t.status, t.attempts,
               t.progress_done, t.progress_total, t.stage, t.result_kind, t.result_id, t.error,
               t.created_at, t.started_at, t.finished_at
        from (select 1) as always
        left join task t on t.id = wanted and t.account_id = caller.account_id;
end
$$
"""


def upgrade() -> None:
    """Apply."""
    op.execute(POLL)


def downgrade() -> None:
    """Take back."""
    op.execute("drop function rolefit_poll(bytea, timestamptz, bigint)")
