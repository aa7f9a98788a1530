"""How each source answered an account's searches: the newest outcome, the newest success, the counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class SourceHealth(Identified, Owned, Base):
    """One source as one account has met it. ``error`` is that of the newest answer that had one."""

    __tablename__ = "source_health"

    source: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    succeeded_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[dict[str, Any] | None]
    ok_count: Mapped[int] = mapped_column(server_default="0")
    partial_count: Mapped[int] = mapped_column(server_default="0")
    failed_count: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (UniqueConstraint("account_id", "source"),)
