"""Keep what recognises one offer on several boards, and which posting repeats which."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("job_posting", sa.Column("duplicate_of", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_job_posting_duplicate_of"), "job_posting", "job_posting", ["duplicate_of"], ["id"], ondelete="SET NULL"
    )
    op.create_index(op.f("ix_job_posting_duplicate_of"), "job_posting", ["duplicate_of"])
    op.create_table(
        "posting_fingerprint",
        sa.Column("posting_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("company_key", sa.Integer(), nullable=True),
        sa.Column("title_key", sa.Integer(), nullable=False),
        sa.Column("title", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_posting_fingerprint_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["job_posting.id"], name=op.f("fk_posting_fingerprint_posting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("posting_id", name=op.f("pk_posting_fingerprint")),
    )
    op.create_index(op.f("ix_posting_fingerprint_account_id"), "posting_fingerprint", ["account_id"])
    op.create_index("ix_posting_fingerprint_company", "posting_fingerprint", ["account_id", "company_key"])
    op.create_index("ix_posting_fingerprint_title", "posting_fingerprint", ["account_id", "title_key"])
    own = "account_id = (select rolefit_account())"
    op.execute("alter table posting_fingerprint enable row level security")
    op.execute("alter table posting_fingerprint force row level security")
    op.execute(f"create policy own_rows on posting_fingerprint using ({own}) with check ({own})")


def downgrade() -> None:
    """Take back."""
    op.drop_table("posting_fingerprint")
    op.drop_index(op.f("ix_job_posting_duplicate_of"), table_name="job_posting")
    op.drop_constraint(op.f("fk_job_posting_duplicate_of"), "job_posting", type_="foreignkey")
    op.drop_column("job_posting", "duplicate_of")
