"""Keep the skills and synonyms that an account adds to the taxonomy."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "own_skill",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("synonyms", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("same_as", sa.Text(), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_own_skill_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_skill")),
    )
    op.create_index(op.f("ix_own_skill_account_id"), "own_skill", ["account_id"])
    op.create_index("uq_own_skill_name", "own_skill", ["account_id", sa.text("lower(name)")], unique=True)
    own = "account_id = (select rolefit_account())"
    op.execute("alter table own_skill enable row level security")
    op.execute("alter table own_skill force row level security")
    op.execute(f"create policy own_rows on own_skill using ({own}) with check ({own})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("own_skill")
