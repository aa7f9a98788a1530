"""An uploaded resume: its file, its text, what was read from it."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ForeignKey, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class Resume(Identified, Owned, Base):
    """One resume. ``parsed`` is a :class:`domain.resumes.ParsedResume` record without its text."""

    __tablename__ = "resume"

    label: Mapped[str] = mapped_column(Text)
    is_default: Mapped[bool] = mapped_column(server_default=sa.false())
    status: Mapped[str] = mapped_column(Text)
    error: Mapped[dict[str, Any] | None]
    filename: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    byte_count: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    parsed: Mapped[dict[str, Any] | None]
    corrections: Mapped[dict[str, Any] | None]
    parser_version: Mapped[str | None] = mapped_column(Text)
    parsed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_resume_default", "account_id", unique=True, postgresql_where=sa.text("is_default")),
        Index("ix_resume_account_id_id", "account_id", "id"),
    )


class ResumeFile(Owned, Base):
    """The uploaded bytes, in the same transaction as the promise to read them (docs/decisions/0010)."""

    __tablename__ = "resume_file"

    resume_id: Mapped[int] = mapped_column(ForeignKey("resume.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
