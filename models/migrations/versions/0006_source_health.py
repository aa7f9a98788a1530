"""How sources fare, and the companies whose boards an account follows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLE = "source_health"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        TABLE,
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        *(
            sa.Column(f"{name}_count", sa.BigInteger(), server_default="0", nullable=False)
            for name in ("ok", "partial", "failed")
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f(f"fk_{TABLE}_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("account_id", "source", name=op.f(f"uq_{TABLE}_account_id_source")),
    )
    op.create_index(op.f(f"ix_{TABLE}_account_id"), TABLE, ["account_id"], unique=False)
    op.execute(f"alter table {TABLE} enable row level security")
    op.execute(f"alter table {TABLE} force row level security")
    own = "account_id = (select rolefit_account())"
    op.execute(f"create policy own_rows on {TABLE} using ({own}) with check ({own})")
    # Metrics add up all accounts; nothing in these rows says what anybody searched for.
    op.execute(f"create policy system_reads on {TABLE} for select using ((select rolefit_is_system()))")
    op.add_column(
        "account", sa.Column("companies", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("account", "companies")
    op.drop_table(TABLE)
