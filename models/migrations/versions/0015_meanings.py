"""Keep what a sentence model makes of postings and of positions held."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _create("posting_meaning", "posting_id", "job_posting")
    _create("resume_meaning", "resume_id", "resume")


def _create(table: str, key: str, whose: str) -> None:
    op.create_table(
        table,
        sa.Column(key, sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("units", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint([key], [f"{whose}.id"], name=op.f(f"fk_{table}_{key}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_account_id"), table, ["account_id"])
    own = "account_id = (select rolefit_account())"
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy own_rows on {table} using ({own}) with check ({own})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("resume_meaning")
    op.drop_table("posting_meaning")
