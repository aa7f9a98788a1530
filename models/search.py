"""Searches, the postings each one found, and the scored matches."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, Numeric, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class Search(Identified, Owned, Base):
    """One run of search-and-match. ``digest`` names what was asked, to find a fresh answer again.

    ``weights`` are those that rank; ``ranker`` and ``ranker_version`` say who chose them.
    """

    __tablename__ = "search"

    resume_id: Mapped[int] = mapped_column(ForeignKey("resume.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    criteria: Mapped[dict[str, Any]]
    weights: Mapped[dict[str, Any]]
    ranker: Mapped[str] = mapped_column(Text, server_default="weighted")
    ranker_version: Mapped[str] = mapped_column(Text, server_default="")
    refresh: Mapped[bool]
    status: Mapped[str] = mapped_column(Text)
    error: Mapped[dict[str, Any] | None]
    sources: Mapped[list[Any]]
    counts: Mapped[dict[str, Any]]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_search_account_digest", "account_id", "digest", "finished_at"),
        Index("ix_search_account_id_id", "account_id", "id"),
    )


class SearchPosting(Owned, Base):
    """A posting that a search found, at its place in the source's own order."""

    __tablename__ = "search_posting"

    search_id: Mapped[int] = mapped_column(ForeignKey("search.id", ondelete="CASCADE"), primary_key=True)
    posting_id: Mapped[int] = mapped_column(
        ForeignKey("job_posting.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    source_rank: Mapped[int] = mapped_column(Integer)


class Match(Identified, Owned, Base):
    """A scored posting. ``score`` (0.0 to 100.0) is what is shown and sorted by; ``position`` its rank."""

    __tablename__ = "match"

    search_id: Mapped[int] = mapped_column(ForeignKey("search.id", ondelete="CASCADE"))
    resume_id: Mapped[int] = mapped_column(ForeignKey("resume.id", ondelete="CASCADE"), index=True)
    posting_id: Mapped[int] = mapped_column(ForeignKey("job_posting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    score: Mapped[Decimal] = mapped_column(Numeric(4, 1))
    breakdown: Mapped[dict[str, Any]]
    requirements: Mapped[list[Any]] = mapped_column(server_default="[]")
    summary: Mapped[str] = mapped_column(Text)
    algorithm: Mapped[str] = mapped_column(Text)
    statistics: Mapped[str | None] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("uq_match_search_position", "search_id", "position", unique=True),
        Index("ix_match_history", "account_id", "id"),
        Index(
            "ix_match_verdict",
            "account_id",
            "resume_id",
            "posting_id",
            "id",
            postgresql_where=text("verdict is not null"),
        ),
    )
