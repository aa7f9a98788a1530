"""Keep who weighed a search, and what was learnt from an account's verdicts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("search", sa.Column("ranker", sa.Text(), server_default="weighted", nullable=False))
    op.add_column("search", sa.Column("ranker_version", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "learned_ranker",
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("formula", sa.BigInteger(), nullable=False),
        sa.Column("weights", postgresql.JSONB(), nullable=False),
        sa.Column("liked", sa.BigInteger(), nullable=False),
        sa.Column("disliked", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_learned_ranker_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_ranker")),
    )
    op.create_index(op.f("ix_learned_ranker_account_id"), "learned_ranker", ["account_id"])
    op.create_index("ix_learned_ranker_account_id_id", "learned_ranker", ["account_id", "id"])
    op.create_index(
        "ix_match_verdict",
        "match",
        ["account_id", "resume_id", "posting_id", "id"],
        postgresql_where=sa.text("verdict is not null"),
    )
    own = "account_id = (select rolefit_account())"
    op.execute("alter table learned_ranker enable row level security")
    op.execute("alter table learned_ranker force row level security")
    op.execute(f"create policy own_rows on learned_ranker using ({own}) with check ({own})")


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_match_verdict", "match")
    op.drop_table("learned_ranker")
    op.drop_column("search", "ranker_version")
    op.drop_column("search", "ranker")
