"""Logins at job sources that users have stored, and what is remembered of every login between requests."""

from datetime import datetime

from sqlalchemy import LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class SourceAccount(Identified, Owned, Base):
    """A login at a source: encrypted credentials, and when the risk of its terms was acknowledged."""

    __tablename__ = "source_account"

    source: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    encrypted_credentials: Mapped[bytes] = mapped_column(LargeBinary)
    acknowledged_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SourceSession(Identified, Owned, Base):
    """Encrypted cookies of a login, stored or of the settings, and the rest that only a person can end."""

    __tablename__ = "source_session"

    login: Mapped[str] = mapped_column(Text)
    encrypted_cookies: Mapped[bytes | None] = mapped_column(LargeBinary)
    resting_reason: Mapped[str | None] = mapped_column(Text)
    resting_until: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("account_id", "login"),)
