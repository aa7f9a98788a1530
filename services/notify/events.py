"""Announce something in the transaction in which it happens: one event, one delivery per endpoint."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.public_ids import public_id
from models.webhook import WebhookDelivery, WebhookEndpoint, WebhookEvent
from services.tasks.submit import submit

KIND = "webhook.deliver"
_PATHS = {"resume": "/api/resumes/", "search": "/api/searches/", "match": "/api/matches/"}


def announce(session: Session, account_id: int, event_type: str, subject: tuple[str, int]) -> None:
    """Write the event and promise its deliveries; without an endpoint that wants it, write nothing.

    Payloads are thin, ids and hrefs: what they point to is asked for with the receiver's own key.
    """
    wanted = select(WebhookEndpoint).where(
        WebhookEndpoint.disabled_at.is_(None), WebhookEndpoint.events.contains([event_type])
    )
    endpoints = session.scalars(wanted).all()
    if endpoints:
        event = _event(session, account_id, event_type, thin_payload(*subject))
        for endpoint in endpoints:
            promise_delivery(session, endpoint, event)


def announce_test(session: Session, endpoint: WebhookEndpoint) -> WebhookDelivery:
    """Send a test event to one endpoint, whatever it subscribed to."""
    payload = {"webhook_id": public_id("webhook", endpoint.id)}
    event = _event(session, endpoint.account_id, "webhook.test", payload)
    return promise_delivery(session, endpoint, event)


def promise_delivery(session: Session, endpoint: WebhookEndpoint, event: WebhookEvent) -> WebhookDelivery:
    """Store a delivery and the task that makes it."""
    delivery = WebhookDelivery(
        account_id=endpoint.account_id, endpoint_id=endpoint.id, event_id=event.id, status="pending"
    )
    session.add(delivery)
    session.flush()
    task = submit(session, account_id=endpoint.account_id, kind=KIND, subject_id=delivery.id)
    delivery.task_id = task.id
    session.flush()
    return delivery


def thin_payload(kind: str, key: int) -> dict[str, Any]:
    """Return a payload that names a row and where to read it."""
    shown = public_id(kind, key)
    return {f"{kind}_id": shown, "href": _PATHS[kind] + shown}


def _event(session: Session, account_id: int, event_type: str, payload: dict[str, Any]) -> WebhookEvent:
    event = WebhookEvent(account_id=account_id, type=event_type, payload=payload)
    session.add(event)
    session.flush()
    return event
