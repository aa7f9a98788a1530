"""Keep an account's resumes and searches in the order in which they are listed.

Without it a page is found by walking the rows of all accounts, newest first.
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for table in ("resume", "search"):
        op.create_index(f"ix_{table}_account_id_id", table, ["account_id", "id"])


def downgrade() -> None:
    """Take back."""
    for table in ("search", "resume"):
        op.drop_index(f"ix_{table}_account_id_id", table_name=table)
