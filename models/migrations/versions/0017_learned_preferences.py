"""Keep what the owners of resumes like in postings, as their verdicts have told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("learned_ranker", sa.Column("preferences", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "learned_preferences",
        sa.Column("resume_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("profile", postgresql.JSONB(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_learned_preferences_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_learned_preferences_resume_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resume_id", "version", name=op.f("pk_learned_preferences")),
    )
    op.create_index(op.f("ix_learned_preferences_account_id"), "learned_preferences", ["account_id"])
    own = "account_id = (select rolefit_account())"
    op.execute("alter table learned_preferences enable row level security")
    op.execute("alter table learned_preferences force row level security")
    op.execute(f"create policy own_rows on learned_preferences using ({own}) with check ({own})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("learned_preferences")
    op.drop_column("learned_ranker", "preferences")
