"""Keep where applicants may be, and what a posting demands that a resume shows or does not."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Constant defaults rewrite none of the rows there are."""
    op.add_column(
        "job_posting",
        sa.Column(
            "applicant_location_requirements",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
        ),
    )
    op.add_column(
        "match", sa.Column("requirements", postgresql.JSONB(), server_default="[]", nullable=False)
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("match", "requirements")
    op.drop_column("job_posting", "applicant_location_requirements")
