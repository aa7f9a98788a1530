"""Which words an account's stored postings share, as it was last counted."""

from datetime import datetime

from sqlalchemy import LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class TermStatistics(Identified, Owned, Base):
    """One count, of ``version``: how much less a word weighs than the shipped corpus says.

    ``terms`` are 64-bit columns, sorted, and ``factors`` as many 16-bit units, both little-endian.
    The row counted last is in force.
    """

    __tablename__ = "term_statistics"

    version: Mapped[str] = mapped_column(Text)
    documents: Mapped[int]
    counted_at: Mapped[datetime]
    terms: Mapped[bytes] = mapped_column(LargeBinary)
    factors: Mapped[bytes] = mapped_column(LargeBinary)
