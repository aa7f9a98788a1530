"""Who owns everything: accounts and their API keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class Account(Identified, Base):
    """One tenant. ``weights`` is the account's own 50/30/20, None for the default.

    ``companies`` are those whose boards every search reads, such as ``greenhouse:acme``.
    """

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(Text)
    weights: Mapped[dict[str, Any] | None]
    exclude_companies: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    companies: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")


class ApiKey(Identified, Owned, Base):
    """A key shown once; only its SHA-256 is kept (the key itself holds 256 random bits)."""

    __tablename__ = "api_key"

    label: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class IdempotencyKey(Base):
    """The first answer to a POST that carried an ``Idempotency-Key``; None while it is in flight."""

    __tablename__ = "idempotency_key"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    request_digest: Mapped[bytes] = mapped_column(LargeBinary)
    status_code: Mapped[int | None]
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(index=True)
