"""Logins at job sources that users store, and what is remembered of every login between requests."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("source_account", "source_session")


def _owned(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_account_id"), table, ["account_id"], unique=False)
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    own = "account_id = (select rolefit_account())"
    op.execute(f"create policy own_rows on {table} using ({own}) with check ({own})")


def upgrade() -> None:
    """Apply."""
    _owned(
        "source_account",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("encrypted_credentials", sa.LargeBinary(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
    )
    _owned(
        "source_session",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("encrypted_cookies", sa.LargeBinary(), nullable=True),
        sa.Column("resting_reason", sa.Text(), nullable=True),
        sa.Column("resting_until", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("account_id", "login", name=op.f("uq_source_session_account_id_login")),
    )


def downgrade() -> None:
    """Take back."""
    for table in TABLES:
        op.drop_table(table)
