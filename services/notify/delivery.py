"""Deliver one event to one endpoint; the retries are due-time rows of its task."""

import random
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from domain.problems import NotFound, Problem
from domain.public_ids import public_id
from domain.records import to_record
from models.webhook import WebhookDelivery, WebhookEndpoint, WebhookEvent
from services.notify.events import KIND
from services.notify.ports import AddressRefused, Reply, Undeliverable, WebhookSender
from services.notify.signing import body_of, signed_headers
from services.ports import Cipher
from services.tasks.kinds import Done, Effect, Failed, Kind, Later, Outcome
from services.tasks.work import Work

RETRY_AFTER = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds between the ten tries, 75 h 35 min in all (the schedule Standard Webhooks suggests)."""
_GONE = 410
_LONGEST_RETRY_AFTER = 86400.0


@dataclass(frozen=True)
class _Letter:
    url: str
    headers: dict[str, str]
    body: bytes
    enabled: bool


@dataclass(frozen=True)
class _Attempt:
    """What came of one try: a reply, or the problem that prevented one."""

    reply: Reply | None
    problem: Problem | None
    milliseconds: int
    final: bool = False

    @property
    def delivered(self) -> bool:
        """Tell whether the receiver took it: any 2xx."""
        return self.reply is not None and 200 <= self.reply.status < 300


class Deliver:
    """Post a signed event; anything but 2xx is tried again, 410 disables the endpoint."""

    def __init__(self, sender: WebhookSender, cipher: Cipher) -> None:
        self._sender = sender
        self._cipher = cipher

    def __call__(self, work: Work) -> Effect:
        """Return the effect that logs the try and says what follows."""
        with work.reading() as session:
            letter = self._letter(session, work.subject_id)
        if not letter.enabled:
            return _abandon(work.subject_id)
        attempt = self._post(letter)
        return lambda session: _record(session, work, attempt)

    def _letter(self, session: Session, key: int) -> _Letter:
        delivery = find_delivery(session, key)
        endpoint = session.get_one(WebhookEndpoint, delivery.endpoint_id)
        event = session.get_one(WebhookEvent, delivery.event_id)
        body = body_of(event.type, event.created_at, event.payload)
        secret = self._cipher.decrypt(endpoint.encrypted_secret)
        headers = signed_headers(secret, public_id("event", event.id), datetime.now(UTC), body)
        return _Letter(endpoint.url, headers, body, endpoint.disabled_at is None)

    def _post(self, letter: _Letter) -> _Attempt:
        began = time.monotonic()
        reply, problem, final = None, None, False
        try:
            reply = self._sender.post(letter.url, letter.headers, letter.body)
        except Undeliverable as error:
            problem, final = error.as_problem(), isinstance(error, AddressRefused)
        return _Attempt(reply, problem, int((time.monotonic() - began) * 1000), final)


def delivery_kind(sender: WebhookSender, cipher: Cipher) -> Kind:
    """Return the kind ``webhook.deliver``: ten tries over 75 hours, on the io pool."""
    return Kind(
        name=KIND,
        steps={"start": Deliver(sender, cipher)},
        max_attempts=len(RETRY_AFTER) + 1,
        time_limit=60.0,
        on_failure=_give_up,
    )


def find_delivery(session: Session, key: int) -> WebhookDelivery:
    """Return one delivery; NotFound for any other id."""
    delivery = session.get(WebhookDelivery, key)
    if delivery is None:
        raise NotFound("no delivery has this id")
    return delivery


def _record(session: Session, work: Work, attempt: _Attempt) -> Outcome:
    delivery = find_delivery(session, work.subject_id)
    delivery.attempts += 1
    delivery.attempted_at = datetime.now(UTC)
    delivery.duration_ms = attempt.milliseconds
    delivery.response_status = attempt.reply.status if attempt.reply else None
    if attempt.delivered:
        delivery.status, delivery.delivered_at, delivery.error = "delivered", delivery.attempted_at, None
        return Done()
    problem = attempt.problem or _refusal(attempt)
    delivery.error = to_record(problem)
    if attempt.reply is not None and attempt.reply.status == _GONE:
        session.get_one(WebhookEndpoint, delivery.endpoint_id).disabled_at = delivery.attempted_at
        return Failed(problem)
    return Failed(problem) if attempt.final else Later(_wait(work.attempts, attempt.reply), problem)


def _wait(attempts: int, reply: Reply | None) -> float:
    """Return seconds to the next try: the schedule plus up to a tenth, or longer if the receiver asks."""
    planned = RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]
    spread = planned * (1 + random.random() / 10)  # noqa: S311 - to spread load, not a secret
    asked = min(reply.retry_after or 0.0, _LONGEST_RETRY_AFTER) if reply else 0.0
    return max(spread, asked)


def _refusal(attempt: _Attempt) -> Problem:
    status = attempt.reply.status if attempt.reply else 0
    redirect = 300 <= status < 400
    detail = "redirects are not followed" if redirect else ""
    return Problem("refused", f"The receiver answered {status}", detail, status)


def _abandon(key: int) -> Effect:
    problem = Problem("endpoint_disabled", "The webhook is disabled")

    def effect(session: Session) -> Failed:
        find_delivery(session, key).error = to_record(problem)
        return Failed(problem)

    return effect


def _give_up(session: Session, work: Work, problem: Problem) -> None:
    delivery = find_delivery(session, work.subject_id)
    delivery.status, delivery.error = "failed", to_record(problem)
