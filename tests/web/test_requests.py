"""What surrounds every request: ids, tags, origins, shares, waits, and servers that go away."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import update

from domain.public_ids import public_id
from embedded.servers import Servers
from embedded.valkey import CACHE_POLICY, Valkey
from models.sessions import Sessions, act_as
from models.task import Task
from services.tasks.doorbell import Ring
from services.tasks.lookup import WaitingRoom
from tests.web.conftest import Caller, LiveServer
from web.app import create_app
from web.dependencies import Dependencies, WebConfig

pytestmark = pytest.mark.services

SEARCH = {"url": "http://127.0.0.1:1/", "events": ["search.completed"]}


@pytest.fixture
def task(caller: Caller, sessions: Sessions) -> str:
    """Give the account a queued task and return its public id."""
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        row = Task(account_id=caller.account_id, kind="search.run", subject_id=1)
        session.add(row)
        session.flush()
        return public_id("task", row.id)


def other_app(dependencies: Dependencies, caller: Caller, **changes: Any) -> Caller:
    """Return the caller at an application with other dependencies or configuration."""
    names = WebConfig.__dataclass_fields__
    config = replace(dependencies.config, **{k: v for k, v in changes.items() if k in names})
    others = {k: v for k, v in changes.items() if k not in names}
    app = create_app(replace(dependencies, config=config, **others))
    return Caller(app.test_client(), caller.account_id, caller.key)


def test_an_unchanged_body_is_not_sent_again(caller: Caller, task: str) -> None:
    first = caller.get(f"/api/tasks/{task}")
    tag = first.headers["ETag"]
    again = caller.call("GET", f"/api/tasks/{task}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = caller.call("GET", f"/api/tasks/{task}", headers={"If-None-Match": '"other"'})
    assert other.data == first.data


def test_a_change_changes_the_tag(caller: Caller, task: str) -> None:
    tag = caller.get(f"/api/tasks/{task}").headers["ETag"]
    caller.call("DELETE", f"/api/tasks/{task}")
    changed = caller.call("GET", f"/api/tasks/{task}", headers={"If-None-Match": tag})
    assert (changed.status_code, changed.json["status"]) == (200, "cancelled")


def test_an_allowed_origin_may_ask_before_it_sends(caller: Caller) -> None:
    asked = {
        "Origin": "https://app.example.com",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, idempotency-key",
    }
    answer = caller.client.options("/api/searches", headers=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert "authorization" in answer.headers["Access-Control-Allow-Headers"].lower()
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    real = caller.call("GET", "/api/tasks", headers={"Origin": "https://app.example.com"})
    assert real.headers["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert "Location" in real.headers["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in real.headers


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "https://app.example.com.evil.example", "http://app.example.com"],
)
def test_a_foreign_origin_gets_nothing(caller: Caller, origin: str) -> None:
    for answer in (
        caller.client.options(
            "/api/searches", headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
        ),
        caller.call("GET", "/api/tasks", headers={"Origin": origin}),
    ):
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control-")]


def test_without_a_list_no_origin_is_allowed(caller: Caller, dependencies: Dependencies) -> None:
    closed = other_app(dependencies, caller, cors_origins=())
    answer = closed.call("GET", "/api/tasks", headers={"Origin": "https://app.example.com"})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_request_id_is_accepted_and_echoed(caller: Caller) -> None:
    answer = caller.call("GET", "/api/nothing", headers={"X-Request-Id": "mine-1.a_b"})
    assert answer.headers["X-Request-Id"] == answer.json["request_id"] == "mine-1.a_b"


@pytest.mark.parametrize("offered", ["", "a b", "x" * 65, "<script>", "sm\xf6r", "a;b"])
def test_a_bad_request_id_is_replaced(caller: Caller, offered: str) -> None:
    given = caller.call("GET", "/api/tasks", headers={"X-Request-Id": offered}).headers["X-Request-Id"]
    assert given != offered
    assert len(given) == 16


def test_the_request_id_travels_with_the_task(caller: Caller, sessions: Sessions) -> None:
    import io

    caller.post(
        "/api/resumes/upload",
        data={"file": (io.BytesIO(b"Ann"), "cv.txt")},
        headers={"X-Request-Id": "trace-7"},
    )
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        assert session.query(Task).one().request_id == "trace-7"


def test_every_answer_says_how_much_is_left(caller: Caller) -> None:
    first, second = caller.get("/api/tasks"), caller.get("/api/tasks")
    assert first.headers["RateLimit-Policy"] == '"default";q=10000;w=60'
    left = [int(answer.headers["RateLimit"].split(";")[1].removeprefix("r=")) for answer in (first, second)]
    assert left[0] - left[1] == 1


def test_past_the_share_there_is_a_429(
    caller: Caller, dependencies: Dependencies, make_caller: Callable[..., Caller]
) -> None:
    slow = other_app(dependencies, caller, rate_limit="3/hour")
    answers = [slow.get("/api/tasks") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].mimetype == "application/problem+json"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert answers[-1].headers["RateLimit"].startswith('"default";r=0;t=')
    neighbour = replace(slow, key=make_caller("neighbour").key)
    assert neighbour.get("/api/tasks").status_code == 200
    assert slow.client.get("/healthz").status_code == 200


def test_wrong_keys_share_the_share_of_their_address(caller: Caller, dependencies: Dependencies) -> None:
    """Guessing keys does not open a fresh share for every guess."""
    slow = other_app(dependencies, caller, rate_limit="3/hour")
    guesses = [replace(slow, key=f"rf_{guess}").get("/api/tasks").status_code for guess in range(6)]
    assert guesses == [401, 401, 401, 429, 429, 429]
    assert slow.get("/api/tasks").status_code == 200, "a good key is not punished for them"


def test_shares_are_counted_while_redis_is_away(
    caller: Caller, dependencies: Dependencies, servers: Servers, tmp_path: Path
) -> None:
    valkey = Valkey(type(servers.home)(tmp_path), "cache", servers.credentials.cache, CACHE_POLICY)
    valkey.start()
    try:
        slow = other_app(dependencies, caller, rate_limit="3/hour", rate_limit_url=valkey.url)
        assert slow.get("/api/tasks").status_code == 200
    finally:
        valkey.stop()
    began = time.monotonic()
    assert [slow.get("/api/tasks").status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert time.monotonic() - began < 3


def test_no_key_reaches_the_counters_server(caller: Caller, cache: Redis) -> None:
    caller.get("/api/tasks")
    names = b" ".join(cache.keys("*"))
    assert names
    assert caller.key.encode() not in names


def test_a_wait_ends_with_the_change(caller: Caller, task: str, sessions: Sessions) -> None:
    def finish() -> None:
        time.sleep(0.5)
        with sessions.begin() as session:
            act_as(session, caller.account_id)
            session.execute(update(Task).values(status="succeeded"))

    changing = threading.Thread(target=finish)
    began = time.monotonic()
    changing.start()
    answer = caller.get(f"/api/tasks/{task}", wait=10)
    changing.join()
    assert answer.json["status"] == "succeeded"
    assert 0.4 < time.monotonic() - began < 4


def test_a_wait_ends_with_its_time(caller: Caller, task: str) -> None:
    began = time.monotonic()
    assert caller.get(f"/api/tasks/{task}", wait=0.6).json["status"] == "queued"
    assert 0.5 < time.monotonic() - began < 4


def test_no_seat_no_wait(caller: Caller, task: str, dependencies: Dependencies, sessions: Sessions) -> None:
    full = other_app(dependencies, caller, waiting=WaitingRoom(sessions, seats=0))
    began = time.monotonic()
    assert full.get(f"/api/tasks/{task}", wait=10).json["status"] == "queued"
    assert time.monotonic() - began < 3


def test_waiters_leave_room_for_others(live_server: LiveServer, caller: Caller, task: str) -> None:
    """Forty long polls meet sixteen threads: the process still answers, and most polls at once."""

    def wait() -> None:
        with closing(live_server.connect()) as connection:
            headers = {"Authorization": f"Bearer {caller.key}"}
            connection.request("GET", f"/api/tasks/{task}?wait=3", headers=headers)
            statuses.append(connection.getresponse().status)

    statuses: list[int] = []
    waiters = [threading.Thread(target=wait) for _ in range(40)]
    for waiter in waiters:
        waiter.start()
    time.sleep(0.5)
    slowest = max(_timed(live_server) for _ in range(10))
    for waiter in waiters:
        waiter.join()
    assert statuses == [200] * 40
    assert slowest < 2


def _timed(server: LiveServer) -> float:
    began = time.monotonic()
    with closing(server.connect()) as connection:
        connection.request("GET", "/healthz")
        assert connection.getresponse().status == 200
    return time.monotonic() - began


class RecordingDoorbell:
    """Remember what was rung."""

    def __init__(self) -> None:
        self.rung: list[Ring] = []

    def ring(self, rings: Any) -> None:
        """Note the rings."""
        self.rung += rings

    def waiting(self) -> int | None:
        """Say that nobody waits."""
        return 0


def test_a_refused_commit_is_no_promise(
    caller: Caller, dependencies: Dependencies, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Postgres dies between the handler and its commit: 503, nothing stored, nobody rung."""
    import io

    from sqlalchemy.exc import OperationalError
    from sqlalchemy.orm import Session

    bell = RecordingDoorbell()
    ours = other_app(dependencies, caller, doorbell=bell)
    file = {"file": (io.BytesIO(b"Ann"), "cv.txt")}
    with monkeypatch.context() as patched:

        def die(self: Session) -> None:
            raise OperationalError("commit", {}, Exception("server closed the connection"))

        patched.setattr(Session, "commit", die)
        answer = ours.post("/api/resumes/upload", data=file)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "Location" not in answer.headers
    assert bell.rung == []
    assert caller.get("/api/resumes").json["items"] == []
    ours.post("/api/resumes/upload", data={"file": (io.BytesIO(b"Ann"), "cv.txt")})
    assert len(bell.rung) == 1


def test_without_postgres_there_is_a_503(caller: Caller, dependencies: Dependencies) -> None:
    nowhere = other_app(
        dependencies, caller, database_url="postgresql+psycopg2://rolefit:x@127.0.0.1:1/rolefit"
    )
    answer = nowhere.get("/api/tasks")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Retry-After"]
    assert "127.0.0.1" not in answer.text
    ready = nowhere.client.get("/readyz")
    assert (ready.status_code, ready.json["checks"]["postgres"]) == (503, "unreachable")
    assert nowhere.client.get("/healthz").status_code == 200


def test_a_lost_broker_is_degraded_not_down(caller: Caller, dependencies: Dependencies) -> None:
    ready = other_app(dependencies, caller, broker_alive=lambda: False).client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "degraded")


def test_metrics_are_for_loopback_or_the_token(caller: Caller, dependencies: Dependencies) -> None:
    stranger = {"environ_overrides": {"REMOTE_ADDR": "203.0.113.5"}}
    assert caller.client.get("/metrics").status_code == 200
    assert caller.client.get("/metrics", **stranger).status_code == 403
    guarded = other_app(dependencies, caller, metrics_token="let-me-see").client
    assert guarded.get("/metrics").status_code == 403
    assert guarded.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 403
    answer = guarded.get("/metrics", headers={"Authorization": "Bearer let-me-see"}, **stranger)
    assert answer.status_code == 200


def test_metrics_show_what_can_go_wrong(caller: Caller, task: str) -> None:
    shown = caller.client.get("/metrics").text
    for name in (
        'rolefit_tasks{kind="search.run",status="queued"} 1.0',
        "rolefit_oldest_queued_seconds",
        'rolefit_webhook_deliveries{status="failed"}',
        "rolefit_rings_failed",
        "rolefit_http_request_seconds_count",
    ):
        assert name in shown, name


def test_every_log_line_of_a_request_carries_its_id(live_server: LiveServer, caller: Caller) -> None:
    with closing(live_server.connect()) as connection:
        headers = {"Authorization": f"Bearer {caller.key}", "X-Request-Id": "seen-in-the-log"}
        connection.request("GET", "/api/tasks?limit=1", headers=headers)
        connection.getresponse().read()
    time.sleep(0.2)
    lines = [json.loads(line) for line in live_server.log.read_text().splitlines() if line.startswith("{")]
    (line,) = [line for line in lines if line.get("request_id") == "seen-in-the-log"]
    assert (line["route"], line["status"], line["method"]) == ("/api/tasks", 200, "GET")
    assert caller.key not in live_server.log.read_text()


def test_an_application_answers_for_its_own_preflight_only(app: Flask) -> None:
    assert app.test_client().options("/api/tasks").status_code == 200
