"""Read the delivery log, and send an event again."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from domain.problems import NotFound
from models.webhook import WebhookDelivery, WebhookEndpoint, WebhookEvent
from services.notify.events import promise_delivery

Delivered = Row[WebhookDelivery, WebhookEvent]


def list_endpoints(session: Session, *, limit: int, before: int | None) -> Sequence[WebhookEndpoint]:
    """Return up to ``limit`` endpoints older than ``before``, newest first."""
    chosen = select(WebhookEndpoint).order_by(WebhookEndpoint.id.desc()).limit(limit)
    return session.scalars(chosen if before is None else chosen.where(WebhookEndpoint.id < before)).all()


def list_deliveries(
    session: Session, endpoint_id: int, *, limit: int, before: int | None
) -> Sequence[Delivered]:
    """Return up to ``limit`` deliveries of an endpoint older than ``before``, newest first."""
    chosen = _deliveries(endpoint_id).order_by(WebhookDelivery.id.desc()).limit(limit)
    return session.execute(chosen if before is None else chosen.where(WebhookDelivery.id < before)).all()


def find_logged(session: Session, endpoint_id: int, key: int) -> Delivered:
    """Return one delivery of an endpoint with its event; NotFound for any other id."""
    found = session.execute(_deliveries(endpoint_id).where(WebhookDelivery.id == key)).one_or_none()
    if found is None:
        raise NotFound("this webhook has no delivery with this id")
    return found


def redeliver(session: Session, endpoint: WebhookEndpoint, key: int) -> WebhookDelivery:
    """Promise a new delivery of the same event: receivers know it by its unchanged ``webhook-id``."""
    _, event = find_logged(session, endpoint.id, key)
    return promise_delivery(session, endpoint, event)


def _deliveries(endpoint_id: int) -> Select[WebhookDelivery, WebhookEvent]:
    joined = select(WebhookDelivery, WebhookEvent).join(WebhookEvent)
    return joined.where(WebhookDelivery.endpoint_id == endpoint_id)
