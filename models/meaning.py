"""What a sentence model makes of texts, kept so that each text is read once."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Owned


class PostingMeaning(Owned, Base):
    """A posting's vector as 16-bit units, little-endian; ``digest`` names the model and the text it read."""

    __tablename__ = "posting_meaning"

    posting_id: Mapped[int] = mapped_column(
        ForeignKey("job_posting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    units: Mapped[bytes] = mapped_column(LargeBinary)


class ResumeMeaning(Owned, Base):
    """A resume's vectors, one per position that it tells of, as those of postings are kept."""

    __tablename__ = "resume_meaning"

    resume_id: Mapped[int] = mapped_column(
        ForeignKey("resume.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    units: Mapped[bytes] = mapped_column(LargeBinary)
