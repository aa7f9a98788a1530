"""Let a match name the rarity statistics it was scored with, beside the algorithm."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("match", sa.Column("statistics", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("match", "statistics")
