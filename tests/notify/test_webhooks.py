"""Every event reaches every endpoint that wants it, signed, once its transaction has committed."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import select, text, update
from standardwebhooks import Webhook, WebhookVerificationError

from models.base import Base
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task
from models.webhook import WebhookDelivery, WebhookEvent
from services.notify.delivery import RETRY_AFTER
from services.notify.events import announce
from services.notify.signing import signed_headers
from tests.notify.conftest import Receiver, status
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

Work = Callable[[], None]


def register(caller: Caller, receiver: Receiver, *events: str) -> dict[str, Any]:
    body = {"url": receiver.url, "events": events or ["resume.parsed", "resume.failed"]}
    answer = caller.post("/api/webhooks", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json


def send_test(caller: Caller, webhook: dict[str, Any]) -> dict[str, Any]:
    answer = caller.post(f"/api/webhooks/{webhook['id']}/test")
    assert answer.status_code == 202, answer.text
    return answer.json


def log(caller: Caller, webhook: dict[str, Any]) -> list[dict[str, Any]]:
    return caller.get(f"/api/webhooks/{webhook['id']}/deliveries").json["items"]


def test_a_delivery_is_signed_to_the_letter(caller: Caller, work: Work, receiver: Receiver) -> None:
    webhook = register(caller, receiver)
    delivery = send_test(caller, webhook)
    work()
    (request,) = receiver.received
    headers = {name.lower(): value for name, value in request.headers.items()}
    payload = Webhook(webhook["secret"]).verify(request.body, headers)
    assert payload["type"] == "webhook.test"
    assert payload["data"] == {"webhook_id": webhook["id"]}
    assert headers["webhook-id"] == delivery["event_id"]
    (shown,) = log(caller, webhook)
    assert (shown["status"], shown["attempts"], shown["response_status"]) == ("delivered", 1, 204)
    assert shown["delivered_at"]


@pytest.mark.parametrize("change", ["body", "id", "old", "early", "secret"])
def test_what_was_changed_or_kept_back_does_not_verify(change: str) -> None:
    secret = "whsec_" + "c2VjcmV0" * 4
    sent_at = datetime.now(UTC)
    if change in ("old", "early"):
        sent_at += timedelta(minutes=6) * (1 if change == "early" else -1)
    headers = signed_headers(secret, "evt_1", sent_at, b'{"a":1}')
    body = b'{"a":2}' if change == "body" else b'{"a":1}'
    headers |= {"webhook-id": "evt_2"} if change == "id" else {}
    verifier = Webhook("whsec_" + "b3RoZXIh" * 4 if change == "secret" else secret)
    with pytest.raises(WebhookVerificationError):
        verifier.verify(body, headers)


def test_the_specifications_own_example_verifies() -> None:
    """The vector that all Standard Webhooks libraries share."""
    headers = signed_headers(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        datetime.fromtimestamp(1614265330, UTC),
        b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_retries_keep_the_id_and_renew_the_time(
    caller: Caller, work: Work, make_due: Work, receiver: Receiver, sessions: Sessions
) -> None:
    receiver.scripts = [status(500), status(302, Location="http://127.0.0.1:1/"), status(503), status(200)]
    webhook = register(caller, receiver)
    send_test(caller, webhook)
    for attempt in range(4):
        work()
        assert len(receiver.received) == attempt + 1
        (shown,) = log(caller, webhook)
        assert shown["attempts"] == attempt + 1
        assert shown["status"] == ("delivered" if attempt == 3 else "pending")
        make_due()
    ids = {request.headers["webhook-id"] for request in receiver.received}
    bodies = {request.body for request in receiver.received}
    assert (len(ids), len(bodies)) == (1, 1)
    for request in receiver.received:
        headers = {name.lower(): value for name, value in request.headers.items()}
        Webhook(webhook["secret"]).verify(request.body, headers)


def test_ten_tries_then_it_has_failed(
    caller: Caller, work: Work, make_due: Work, receiver: Receiver, sessions: Sessions
) -> None:
    receiver.scripts = [status(500)]
    webhook = register(caller, receiver)
    send_test(caller, webhook)
    waits = []
    for _ in range(len(RETRY_AFTER) + 3):
        work()
        waits.append(_seconds_to_next_try(sessions))
        make_due()
    assert len(receiver.received) == len(RETRY_AFTER) + 1 == 10
    for planned, waited in zip(RETRY_AFTER, waits, strict=False):
        assert waited is not None
        assert planned - 2 <= waited <= planned * 1.1 + 1
    (shown,) = log(caller, webhook)
    assert (shown["status"], shown["attempts"], shown["error"]["status"]) == ("failed", 10, 500)
    assert sum(RETRY_AFTER) / 3600 > 75


def _seconds_to_next_try(sessions: Sessions) -> float | None:
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        due = text(
            "select extract(epoch from due_at - now()) from task where status in ('queued', 'running')"
        )
        seconds = session.scalar(due)
        return None if seconds is None else float(seconds)


def test_a_receiver_may_ask_for_patience(
    caller: Caller, work: Work, receiver: Receiver, sessions: Sessions
) -> None:
    receiver.scripts = [status(429, Retry_After="1000"), status(200)]
    send_test(caller, register(caller, receiver))
    work()
    seconds = _seconds_to_next_try(sessions)
    assert seconds is not None
    assert 990 < seconds <= 1000


def test_gone_disables_the_endpoint(caller: Caller, work: Work, receiver: Receiver) -> None:
    receiver.scripts = [status(410)]
    webhook = register(caller, receiver, "resume.parsed", "resume.failed")
    send_test(caller, webhook)
    work()
    assert caller.get(f"/api/webhooks/{webhook['id']}").json["disabled_at"]
    caller.post("/api/resumes/upload", data={"file": (io.BytesIO(b"%PDF-1.4 broken"), "cv.pdf")})
    work()
    assert len(receiver.received) == 1
    (shown,) = log(caller, webhook)
    assert (shown["status"], shown["response_status"]) == ("failed", 410)


def test_a_disabled_endpoint_gets_nothing_until_it_is_enabled(
    caller: Caller, work: Work, receiver: Receiver
) -> None:
    webhook = register(caller, receiver)
    path = f"/api/webhooks/{webhook['id']}"
    send_test(caller, webhook)
    caller.call("PATCH", path, json={"disabled": True})
    work()
    assert receiver.received == []
    assert log(caller, webhook)[0]["status"] == "failed"
    caller.call("PATCH", path, json={"disabled": False})
    send_test(caller, webhook)
    work()
    assert len(receiver.received) == 1


def test_a_failure_is_told_with_ids_only(caller: Caller, work: Work, receiver: Receiver) -> None:
    webhook = register(caller, receiver)
    resume = caller.post(
        "/api/resumes/upload", data={"file": (io.BytesIO(b"%PDF-1.4 broken"), "Ann Example.pdf")}
    ).json["resume"]
    work()
    work()
    (request,) = receiver.received
    headers = {name.lower(): value for name, value in request.headers.items()}
    payload = Webhook(webhook["secret"]).verify(request.body, headers)
    assert payload["type"] == "resume.failed"
    assert payload["data"] == {"resume_id": resume["id"], "href": f"/api/resumes/{resume['id']}"}


def test_only_what_was_asked_for_is_told(caller: Caller, work: Work, receiver: Receiver) -> None:
    register(caller, receiver, "search.completed")
    caller.post("/api/resumes/upload", data={"file": (io.BytesIO(b"%PDF-1.4 broken"), "cv.pdf")})
    work()
    assert receiver.received == []


def test_an_event_lives_and_dies_with_its_transaction(
    caller: Caller, receiver: Receiver, sessions: Sessions
) -> None:
    register(caller, receiver)
    with sessions() as session:
        act_as(session, caller.account_id)
        announce(session, caller.account_id, "resume.parsed", ("resume", 1))
        assert len(session.scalars(select(WebhookDelivery)).all()) == 1
        session.rollback()
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        for row in (WebhookEvent, WebhookDelivery, Task):
            assert session.scalars(select(row)).all() == []


def test_redelivery_sends_the_same_event_again(caller: Caller, work: Work, receiver: Receiver) -> None:
    webhook = register(caller, receiver)
    delivery = send_test(caller, webhook)
    work()
    path = f"/api/webhooks/{webhook['id']}/deliveries/{delivery['id']}/redeliver"
    again = caller.post(path)
    assert again.status_code == 202
    assert again.json["id"] != delivery["id"]
    work()
    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert [shown["status"] for shown in log(caller, webhook)] == ["delivered", "delivered"]


def test_removing_an_endpoint_drops_what_was_pending(
    caller: Caller, work: Work, make_due: Work, receiver: Receiver
) -> None:
    receiver.scripts = [status(500)]
    webhook = register(caller, receiver)
    send_test(caller, webhook)
    work()
    assert caller.call("DELETE", f"/api/webhooks/{webhook['id']}").status_code == 204
    make_due()
    work()
    assert len(receiver.received) == 1
    assert caller.get(f"/api/webhooks/{webhook['id']}").status_code == 404
    statuses = {task["status"] for task in caller.get("/api/tasks").json["items"]}
    assert statuses <= {"failed", "cancelled"}


def test_the_secret_is_shown_once_and_kept_sealed(
    caller: Caller, receiver: Receiver, owner_engine: Database, sessions: Sessions
) -> None:
    webhook = register(caller, receiver)
    secret = webhook["secret"]
    assert secret.startswith("whsec_")
    for path in ("/api/webhooks", f"/api/webhooks/{webhook['id']}"):
        assert secret not in caller.get(path).text
    assert secret.removeprefix("whsec_") not in dump(sessions, caller.account_id)


def dump(sessions: Sessions, account_id: int) -> str:
    """Return every row that the account or the engine can see, as text."""
    found = []
    for actor in (account_id, SYSTEM):
        with sessions.begin() as session:
            act_as(session, actor)
            for table in Base.metadata.sorted_tables:
                found += session.scalars(text(f"select t::text from {table.name} t")).all()
    return "\n".join(found)


def test_a_secret_that_no_key_opens_fails_plainly(
    caller: Caller, work: Work, receiver: Receiver, sessions: Sessions
) -> None:
    """After a lost SECRET_KEY a delivery ends as failed; it does not go out with a wrong signature."""
    webhook = register(caller, receiver)
    send_test(caller, webhook)
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.execute(update(Base.metadata.tables["webhook_endpoint"]).values(encrypted_secret=b"other"))
    for _ in range(12):
        work()
    assert receiver.received == []
    assert log(caller, webhook)[0]["status"] in ("failed", "pending")


def test_a_rotated_secret_signs_from_then_on(caller: Caller, work: Work, receiver: Receiver) -> None:
    webhook = register(caller, receiver)
    answer = caller.post(f"/api/webhooks/{webhook['id']}/rotate-secret")
    assert answer.status_code == 200
    assert answer.json["secret"] not in ("", webhook["secret"])
    send_test(caller, webhook)
    work()
    (request,) = receiver.received
    headers = {name.lower(): value for name, value in request.headers.items()}
    Webhook(answer.json["secret"]).verify(request.body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(webhook["secret"]).verify(request.body, headers)
