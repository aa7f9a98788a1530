"""Keep dense vectors of postings for pgvector, on a Postgres without it as well.

The vectors are arrays of small numbers. Only the index over them needs the extension: it is built here if the
extension is installed, and by ``select rolefit_index_dense()``, called by the owner, if it comes later.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEX = """
create function rolefit_index_dense() returns boolean language plpgsql as $$
begin
    if not exists (select from pg_extension where extname = 'vector') then
        return false;
    end if;
    execute 'create index if not exists ix_posting_dense_units on posting_dense'
        ' using hnsw ((units::integer[]::halfvec(512)) halfvec_ip_ops)';
    return true;
end
$$;
select rolefit_index_dense();
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "posting_dense",
        sa.Column("posting_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("space", sa.Text(), nullable=False),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.Column("units", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_posting_dense_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"],
            ["posting_vector.posting_id"],
            name=op.f("fk_posting_dense_posting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("posting_id", name=op.f("pk_posting_dense")),
    )
    op.create_index(op.f("ix_posting_dense_account_id"), "posting_dense", ["account_id"])
    own = "account_id = (select rolefit_account())"
    op.execute("alter table posting_dense enable row level security")
    op.execute("alter table posting_dense force row level security")
    op.execute(f"create policy own_rows on posting_dense using ({own}) with check ({own})")
    op.execute(INDEX)


def downgrade() -> None:
    """Take back."""
    op.execute("drop function rolefit_index_dense()")
    op.drop_table("posting_dense")
