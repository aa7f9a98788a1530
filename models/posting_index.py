"""What the full-text search reads: one narrow row per posting, kept by triggers on ``job_posting``."""

from datetime import datetime

from sqlalchemy import ARRAY, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class PostingIndex(Base):
    """A posting's words and what it can be filtered by. Nothing here is read from anywhere but its posting.

    Reading follows a policy that compares ``document`` with the words of ``rolefit.query``; unset, it
    returns all rows of the account (docs/decisions/0012). ``head`` holds title (A), company (B) and skills
    (C) for ranking, ``document`` the whole text (D) besides, each word after the account (``42:engin``),
    and the posting's day and week. While ``pending`` the words are still to be read; filters work already.
    """

    __tablename__ = "posting_index"

    posting_id: Mapped[int] = mapped_column(
        ForeignKey("job_posting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(Text)
    company: Mapped[str | None] = mapped_column(Text)
    company_key: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    workplace: Mapped[str | None] = mapped_column(Text)
    job_type: Mapped[str | None] = mapped_column(Text)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    language: Mapped[str | None] = mapped_column(Text)
    pay: Mapped[int | None]
    currency: Mapped[str | None] = mapped_column(Text)
    posted_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    closed: Mapped[bool]
    repeated: Mapped[bool]
    pending: Mapped[bool]
    head: Mapped[str] = mapped_column(TSVECTOR)
    document: Mapped[str] = mapped_column(TSVECTOR)
    open_to: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")

    __table_args__ = (
        Index("ix_posting_index_document", "document", postgresql_using="gin"),
        Index("ix_posting_index_pending", "account_id", "posting_id", postgresql_where=text("pending")),
    )


class PostingWord(Base):
    """A word of the account's titles under each of its spellings: whole, and with one letter left out."""

    __tablename__ = "posting_word"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    spelling: Mapped[str] = mapped_column(Text, primary_key=True)
    word: Mapped[str] = mapped_column(Text, primary_key=True)
