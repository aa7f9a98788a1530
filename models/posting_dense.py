"""What pgvector compares with a resume, per posting: a few hundred small numbers."""

from sqlalchemy import BigInteger, ForeignKey, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class DensePosting(Owned, Base):
    """A posting's place in the dense ``space``, in whole units, made of the vector that was ``written`` then.

    The column is an array, which any Postgres has; only the index over it, and the question, need pgvector
    (docs/decisions/0015). Rows are there where pgvector chooses postings, and nowhere else.
    """

    __tablename__ = "posting_dense"

    posting_id: Mapped[int] = mapped_column(
        ForeignKey("posting_vector.posting_id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    space: Mapped[str] = mapped_column(Text)
    written: Mapped[int] = mapped_column(BigInteger)
    units: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
