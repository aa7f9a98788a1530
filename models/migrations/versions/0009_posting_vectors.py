"""Keep each posting's vector, so that a resume can be scored against all stored postings."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# The writing transaction, not a sequence: of two that overlap, the one that began first may end last, and who
# had read up to the other's number would never see its rows.
STAMP = """
create function rolefit_stamp_vector() returns trigger language plpgsql as $$
begin
    new.written := pg_current_xact_id()::text::bigint;
    select closed_at is null and duplicate_of is null,
            coalesce(floor(extract(epoch from posted_at))::bigint, -4611686018427387904)
        into new.shown, new.posted from job_posting where id = new.posting_id;
    return new;
end
$$;
create trigger vector_stamped before insert or update on posting_vector
    for each row execute function rolefit_stamp_vector();
create function rolefit_renew_vector() returns trigger language plpgsql as $$
begin
    update posting_vector set written = written where posting_id = new.id;
    return null;
end
$$;
create trigger posting_vector_renewed after update on job_posting for each row
    when ((old.closed_at, old.duplicate_of, old.posted_at)
        is distinct from (new.closed_at, new.duplicate_of, new.posted_at))
    execute function rolefit_renew_vector();
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "posting_vector",
        sa.Column("posting_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("posted", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_posting_vector_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["job_posting.id"], name=op.f("fk_posting_vector_posting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("posting_id", name=op.f("pk_posting_vector")),
    )
    op.create_index(op.f("ix_posting_vector_account_id"), "posting_vector", ["account_id"])
    op.create_index("ix_posting_vector_written", "posting_vector", ["account_id", "written"])
    op.create_index(
        "ix_posting_vector_shown",
        "posting_vector",
        ["account_id", "version", "posting_id"],
        postgresql_where=sa.text("shown"),
    )
    own = "account_id = (select rolefit_account())"
    op.execute("alter table posting_vector enable row level security")
    op.execute("alter table posting_vector force row level security")
    op.execute(f"create policy own_rows on posting_vector using ({own}) with check ({own})")
    op.execute(STAMP)


def downgrade() -> None:
    """Take back."""
    op.execute("drop trigger posting_vector_renewed on job_posting")
    op.drop_table("posting_vector")
    op.execute("drop function rolefit_renew_vector(), rolefit_stamp_vector()")
