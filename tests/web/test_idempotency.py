"""An ``Idempotency-Key`` makes a repeated POST harmless, however it is repeated."""

import io
import json
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from models.sessions import SYSTEM, Sessions, act_as
from services.tasks.periodic import housekeep
from tests.web.conftest import Caller, LiveServer
from web.idempotency import lock_number

pytestmark = pytest.mark.services

BODY = {"url": "http://127.0.0.1:1/", "events": ["resume.parsed"]}
KEY = {"Idempotency-Key": "k-1"}


def upload(caller: Caller, content: bytes = b"Ann Example", key: str = "k-1") -> Any:
    return caller.post(
        "/api/resumes/upload",
        data={"file": (io.BytesIO(content), "cv.txt")},
        headers={"Idempotency-Key": key},
    )


def test_the_same_request_gets_the_first_answer(caller: Caller) -> None:
    """Each multipart body has a boundary of its own, so the parts are compared."""
    first, again = upload(caller), upload(caller)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.data == again.data
    assert first.headers["Location"] == again.headers["Location"]
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(caller.get("/api/resumes").json["items"]) == 1


def test_a_secret_is_not_kept_for_the_repetition_in_the_clear(caller: Caller, sessions: Sessions) -> None:
    first = caller.post("/api/webhooks", json=BODY, headers=KEY)
    again = caller.post("/api/webhooks", json=BODY, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        bodies = session.scalars(text("select body from idempotency_key")).all()
    assert bodies
    assert all(first.json["secret"].encode() not in bytes(body) for body in bodies)


@pytest.mark.parametrize("content", [b"Bob Example", b"Ann Example "])
def test_the_key_belongs_to_one_body(caller: Caller, content: bytes) -> None:
    upload(caller)
    answer = upload(caller, content)
    assert answer.status_code == 422
    assert "idempotency_key" in answer.json["errors"]
    assert len(caller.get("/api/resumes").json["items"]) == 1


def test_the_key_belongs_to_one_route(caller: Caller) -> None:
    upload(caller)
    assert caller.post("/api/webhooks", json=BODY, headers=KEY).status_code == 422


def test_accounts_do_not_share_keys(caller: Caller, make_caller: Callable[..., Caller]) -> None:
    first, other = upload(caller), upload(make_caller("other"), b"Bob Example")
    assert (first.status_code, other.status_code) == (202, 202)
    assert "Idempotent-Replayed" not in other.headers


def test_a_failure_is_not_remembered(caller: Caller) -> None:
    assert upload(caller, b"").status_code == 422
    assert upload(caller).status_code == 202


@pytest.mark.parametrize("key", ["x" * 201, "sm\xf6rg\xe5s"])
def test_a_key_that_cannot_be_kept_is_refused(caller: Caller, key: str) -> None:
    answer = upload(caller, key=key)
    assert answer.status_code == 422
    assert "idempotency_key" in answer.json["errors"]


def test_keys_are_kept_for_a_day(caller: Caller, sessions: Sessions) -> None:
    upload(caller)
    for hours, replayed in ((23, True), (25, False)):
        with sessions.begin() as session:
            act_as(session, SYSTEM)
            housekeep(session, now=datetime.now(UTC) + timedelta(hours=hours))
        assert ("Idempotent-Replayed" in upload(caller).headers) is replayed


def test_fifty_at_once_store_one_resume(live_server: LiveServer, caller: Caller) -> None:
    answers: list[tuple[int, bytes]] = []

    def send(number: int) -> None:
        boundary = f"b{number}"
        part = 'Content-Disposition: form-data; name="file"; filename="cv.txt"\r\n\r\nAnn Example'
        headers = {
            "Authorization": f"Bearer {caller.key}",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            **KEY,
        }
        with closing(live_server.connect()) as connection:
            body = f"--{boundary}\r\n{part}\r\n--{boundary}--\r\n"
            connection.request("POST", "/api/resumes/upload", body, headers)
            answer = connection.getresponse()
            answers.append((answer.status, answer.read()))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 50
    assert {status for status, _ in answers} <= {202, 409}
    accepted = [json.loads(body)["resume"]["id"] for status, body in answers if status == 202]
    assert len(accepted) >= 1
    assert len(set(accepted)) == 1
    assert len(caller.get("/api/resumes").json["items"]) == 1


def test_the_first_still_in_flight_is_a_conflict(caller: Caller, sessions: Sessions) -> None:
    number = lock_number(caller.account_id, "k-1")
    with sessions.begin() as session:
        session.execute(text("select pg_advisory_xact_lock(:number)"), {"number": number})
        answer = upload(caller)
    assert answer.status_code == 409
    assert upload(caller).status_code == 202
