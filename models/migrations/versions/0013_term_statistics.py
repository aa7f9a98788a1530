"""Keep which words an account's stored postings share, so that these weigh less in a match."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "term_statistics",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("documents", sa.BigInteger(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.Column("factors", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_term_statistics_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_statistics")),
    )
    op.create_index(op.f("ix_term_statistics_account_id"), "term_statistics", ["account_id"])
    own = "account_id = (select rolefit_account())"
    op.execute("alter table term_statistics enable row level security")
    op.execute("alter table term_statistics force row level security")
    op.execute(f"create policy own_rows on term_statistics using ({own}) with check ({own})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("term_statistics")
