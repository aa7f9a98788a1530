"""One posting, many searches at the same moment: the source is asked once and every search gets it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from redis import Redis
from sqlalchemy import select

from adapters.demo import DEMO_POSTINGS
from adapters.redis_locks import LocalLocks, RedisLocks
from adapters.sources import SourceOptions
from embedded.linkedin_standin.server import Running, running
from embedded.linkedin_standin.state import JSESSIONID, LI_AT, Options, State
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task, TaskPart
from services.tasks.engine import Engine, run_part, run_task
from settings import Settings
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

RESUME = Path(__file__).parent.parent.parent / "data" / "samples" / "electrician.txt"
SEARCHES = 12
Work = Callable[[], None]


@pytest.fixture
def standin() -> Iterator[Running]:
    """Serve the stand-in, slow enough for requests to overlap."""
    with running(State(DEMO_POSTINGS, Options(latency=0.2))) as server:
        yield server


@pytest.fixture
def source_options(standin: Running) -> SourceOptions:
    """Point the real client at the stand-in."""
    return SourceOptions(
        li_at=LI_AT, jsessionid=JSESSIONID, base_url=standin.url, seconds_per_request=0, demo=False
    )


@pytest.fixture
def waiting_details(caller: Caller, work: Work, sessions: Sessions, engine_of_work: Engine) -> list[int]:
    """Start searches that differ in their weights alone, up to where each wants to read the same posting."""
    with RESUME.open("rb") as file:
        caller.post("/api/resumes/upload", data={"file": (file, "cv.txt")})
    work()
    for number in range(SEARCHES):
        weights = {"skills": 1, "experience": 0.1 * number, "keywords": 0}
        question = {"keywords": "engineer", "limit": 1, "weights": weights}
        assert caller.post("/api/searches", json=question).status_code == 202
    for name in ("search.run", "search.run.page", "search.run.merge"):
        for key in _keys(sessions, name):
            (run_part if name.endswith("page") else run_task)(engine_of_work, name, key)
    return _keys(sessions, "search.run.detail")


def _keys(sessions: Sessions, name: str) -> list[int]:
    chosen = select(TaskPart.id).where(TaskPart.kind == name.rpartition(".")[2], TaskPart.status == "queued")
    if name in ("search.run", "search.run.merge"):
        chosen = select(Task.id).where(Task.kind == "search.run", Task.parts_open == 0)
    with sessions() as session:
        act_as(session, SYSTEM)
        return list(session.scalars(chosen))


def _fetched(standin: Running) -> int:
    log = requests.get(f"{standin.url}/__log", timeout=5).json()
    return sum("/jobs/jobPostings/" in entry["path"] for entry in log)


def test_twelve_concurrent_misses_are_one_request(
    standin: Running,
    caller: Caller,
    waiting_details: list[int],
    engine_of_work: Engine,
    work: Work,
    make_due: Work,
) -> None:
    assert len(waiting_details) == SEARCHES
    with ThreadPoolExecutor(SEARCHES) as threads:
        outcomes = list(
            threads.map(lambda key: run_part(engine_of_work, "search.run.detail", key), waiting_details)
        )
    assert _fetched(standin) == 1
    assert set(outcomes) == {"succeeded", "later"}
    for _ in range(3):
        make_due()
        work()
    found: list[dict[str, Any]] = caller.get("/api/searches", limit=100).json["items"]
    assert [(search["status"], search["counts"]["matched"]) for search in found] == [
        ("succeeded", 1)
    ] * SEARCHES
    assert _fetched(standin) == 1


def test_a_reader_who_fails_lets_the_next_one_in(
    standin: Running, waiting_details: list[int], engine_of_work: Engine
) -> None:
    requests.post(f"{standin.url}/__fault", json={"kind": "401", "times": 1}, timeout=5).raise_for_status()
    outcomes = [run_part(engine_of_work, "search.run.detail", key) for key in waiting_details[:3]]
    assert outcomes == ["failed", "succeeded", "succeeded"]
    assert _fetched(standin) == 2


def test_a_lock_is_held_by_one_until_it_is_given_back(cache: Redis, settings: Settings) -> None:
    cache.flushall()
    first, second = RedisLocks(settings.cache_url), RedisLocks(settings.cache_url)
    token = first.take("a", 60)
    assert token
    assert second.take("a", 60) is None
    assert second.take("b", 60)
    second.give_back("a", "somebody else's")
    assert second.take("a", 60) is None
    first.give_back("a", token)
    assert second.take("a", 60)
    assert 0 < cache.pttl("rolefit:lock:a") <= 60_000


def test_a_lock_whose_holder_is_never_heard_of_ends_and_cannot_be_given_back_twice() -> None:
    now = [0.0]
    locks = LocalLocks(lambda: now[0])
    token = locks.take("a", 60)
    assert token
    assert locks.take("a", 60) is None
    now[0] = 61.0
    assert locks.take("a", 60)
    locks.give_back("a", token)
    assert locks.take("a", 60) is None


def test_without_redis_locks_hold_within_the_process() -> None:
    locks = RedisLocks("redis://127.0.0.1:9/0")
    token = locks.take("a", 60)
    assert token
    assert locks.take("a", 60) is None
    locks.give_back("a", token)
    assert locks.take("a", 60)
