"""Webhook endpoints, the events they may receive, and every delivery."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Identified, Owned


class WebhookEndpoint(Identified, Owned, Base):
    """An integrator's address. The signing secret is stored encrypted."""

    __tablename__ = "webhook_endpoint"

    url: Mapped[str] = mapped_column(Text)
    events: Mapped[list[str]] = mapped_column(ARRAY(Text))
    encrypted_secret: Mapped[bytes] = mapped_column(LargeBinary)
    disabled_at: Mapped[datetime | None]


class WebhookEvent(Identified, Owned, Base):
    """Something that happened, written in the transaction in which it happened."""

    __tablename__ = "webhook_event"

    type: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]]


class WebhookDelivery(Identified, Owned, Base):
    """One event on its way to one endpoint; its durable task is ``webhook.deliver``."""

    __tablename__ = "webhook_delivery"

    endpoint_id: Mapped[int] = mapped_column(
        ForeignKey("webhook_endpoint.id", ondelete="CASCADE"), index=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("webhook_event.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, server_default="0")
    response_status: Mapped[int | None] = mapped_column(Integer)
    error: Mapped[dict[str, Any] | None]
    duration_ms: Mapped[int | None] = mapped_column(Integer)
    attempted_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
