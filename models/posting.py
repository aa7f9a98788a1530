"""Job postings as stored: normalised facts, the source's own answer, what the tagger read."""

from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, ForeignKey, Index, Integer, LargeBinary, SmallInteger, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class Posting(Identified, Owned, Base):
    """One posting of one source (schema.org JobPosting), owned by the account that found it."""

    __tablename__ = "job_posting"

    source: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    apply_url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    company_name: Mapped[str | None] = mapped_column(Text)
    company_url: Mapped[str | None] = mapped_column(Text)
    location_raw: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    region: Mapped[str | None] = mapped_column(Text)
    country: Mapped[str | None] = mapped_column(Text)
    workplace: Mapped[str | None] = mapped_column(Text)
    applicant_location_requirements: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    job_type: Mapped[str | None] = mapped_column(Text)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    level_provenance: Mapped[str | None] = mapped_column(Text)
    salary: Mapped[dict[str, Any] | None]
    posted_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    description_html: Mapped[str | None] = mapped_column(Text)
    description_text: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(Text)
    stated_skills: Mapped[list[Any]]
    raw: Mapped[dict[str, Any]]
    features: Mapped[dict[str, Any] | None]
    features_version: Mapped[str | None] = mapped_column(Text)
    duplicate_of: Mapped[int | None] = mapped_column(
        ForeignKey("job_posting.id", ondelete="SET NULL"), index=True
    )

    __table_args__ = (UniqueConstraint("account_id", "source", "external_id"),)


class PostingFingerprint(Owned, Base):
    """What recognises an offer on other boards; the keys find those it is worth comparing with."""

    __tablename__ = "posting_fingerprint"

    posting_id: Mapped[int] = mapped_column(
        ForeignKey("job_posting.id", ondelete="CASCADE"), primary_key=True
    )
    company: Mapped[str] = mapped_column(Text)
    company_key: Mapped[int | None] = mapped_column(Integer)
    title_key: Mapped[int] = mapped_column(Integer)
    title: Mapped[list[str]] = mapped_column(ARRAY(Text))
    signature: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_posting_fingerprint_company", "account_id", "company_key"),
        Index("ix_posting_fingerprint_title", "account_id", "title_key"),
    )
