"""A person's data goes where it is meant to be and nowhere else."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from redis import Redis
from sqlalchemy import Engine as Database
from sqlalchemy import text

from adapters.logs import configure_logs
from models.base import Base
from models.sessions import SYSTEM, Sessions, act_as
from tests.notify.conftest import Receiver
from tests.notify.conftest import receiver as receiver
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

CANARIES = ("Zsofiaqa", "Wintergreenq", "zq.canary", "5550142377", "Quillfeather Lane")
RESUME = b"""Zsofiaqa Wintergreenq
zq.canary@example.org | +1 555 014 2377 | 5550142377 | 17 Quillfeather Lane, Springfield

Experience
Senior Python Engineer, Example Works, 2015-01 - 2023-06
- Built services with Python, PostgreSQL and Docker

Skills
Python, PostgreSQL, Docker
"""


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Log everything at DEBUG as an installation does, and return what was written."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logs("DEBUG")
    yield lambda: "".join(capfd.readouterr())
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def leaks(text_: str) -> list[str]:
    return [canary for canary in CANARIES if canary.lower() in text_.lower()]


def everything_in(server: Redis) -> str:
    """Return all keys and values of a Redis."""
    found = []
    for key in server.scan_iter():
        found.append(str(key))
        kind = server.type(key)
        found.append(str(server.get(key) if kind == b"string" else server.dump(key)))
    return "\n".join(found)


def every_row(sessions: Sessions, account_id: int) -> str:
    found: list[str] = []
    for actor in (account_id, SYSTEM):
        with sessions.begin() as session:
            act_as(session, actor)
            for table in Base.metadata.sorted_tables:
                found += session.scalars(text(f"select t::text from {table.name} t")).all()
    return "\n".join(found)


def test_a_resume_leaves_no_trace_where_it_does_not_belong(
    caller: Caller,
    work: Callable[[], None],
    receiver: Receiver,
    lines: Callable[[], str],
    broker: Redis,
    cache: Redis,
    sessions: Sessions,
) -> None:
    caller.post("/api/webhooks", json={"url": receiver.url, "events": ["resume.parsed", "search.completed"]})
    accepted = caller.post(
        "/api/resumes/upload",
        data={"file": (io.BytesIO(RESUME), "Zsofiaqa Wintergreenq.txt"), "label": "Wintergreenq"},
        headers={"Idempotency-Key": "canary"},
    )
    work()
    path = f"/api/resumes/{accepted.json['resume']['id']}"
    shown = caller.get(path)
    assert leaks(shown.text), "the owner does see it"
    assert shown.json["status"] == "ready"
    caller.get(path)  # now from the cache
    caller.post("/api/searches", json={"keywords": "python", "limit": 3})
    work()
    refused = caller.post("/api/resumes/upload", data={"file": (io.BytesIO(b""), "Wintergreenq.pdf")})
    problems = refused.text + caller.get("/api/resumes/Zsofiaqa").json["detail"]

    assert len(receiver.received) == 2
    assert leaks(b"".join(request.body for request in receiver.received).decode()) == []
    assert leaks(everything_in(broker)) == []
    assert leaks(everything_in(cache)) == []
    assert leaks(caller.client.get("/metrics").text) == []
    assert leaks(problems) == []
    assert leaks(caller.get("/api/tasks").text) == []
    written = lines()
    assert '"event": "request"' in written
    assert leaks(written) == []
    assert all(isinstance(json.loads(line), dict) for line in written.splitlines() if line.startswith("{"))

    assert leaks(every_row(sessions, caller.account_id))
    assert caller.call("DELETE", path).status_code == 204
    assert leaks(every_row(sessions, caller.account_id)) == []


def test_a_database_error_says_nothing_of_its_parameters(engine: Database) -> None:
    with pytest.raises(Exception, match="hidden") as raised, engine.connect() as connection:
        connection.execute(text("select cast(:value as integer)"), {"value": "Wintergreenq"})
    assert "SQL parameters hidden" in str(raised.value)


def test_an_unexpected_error_is_logged_without_what_it_quotes(
    caller: Caller, lines: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(*_: Any, **__: Any) -> None:
        raise RuntimeError(f"could not read {CANARIES}")

    monkeypatch.setattr("web.resumes.list_resumes", explode)
    answer = caller.get("/api/resumes")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    written = lines()
    assert leaks(answer.text) == []
    assert leaks(written) == [], written
    assert "RuntimeError" in written
