"""What scoring multiplies, per posting: bytes that ``services.matching.payload`` packs and unpacks."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class StoredVector(Owned, Base):
    """One posting's vector, of ``version``. Triggers keep the rest with the posting.

    ``written`` is the transaction that wrote the row or changed whether its posting is ``shown``: open, and
    not the repetition of another. ``posted`` is in seconds since 1970.
    """

    __tablename__ = "posting_vector"

    posting_id: Mapped[int] = mapped_column(
        ForeignKey("job_posting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    version: Mapped[str] = mapped_column(Text)
    written: Mapped[int] = mapped_column(BigInteger)
    shown: Mapped[bool]
    posted: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_posting_vector_written", "account_id", "written"),
        Index(
            "ix_posting_vector_shown", "account_id", "version", "posting_id", postgresql_where=text("shown")
        ),
    )
