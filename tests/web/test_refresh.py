"""Stored postings are read again when asked, and daily where people are matched with them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from domain.public_ids import row_id
from models.posting import Posting
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task
from services.jobs.refresh import DAILY, KIND, refresh_matched
from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

Work = Callable[[], None]


@pytest.fixture
def jobs(caller: Caller, work: Work, sessions: Sessions, resume: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: F811
    """Search, let the postings grow two days old, and return them."""
    search = run(caller, work)
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.execute(update(Posting).values(fetched_at=func.now() - timedelta(days=2)))
    items = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    return [match["job"] for match in items]


def promised(sessions: Sessions) -> int:
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        return session.scalar(select(func.count()).select_from(Task).where(Task.kind == KIND)) or 0


def test_a_stale_posting_is_fresh_after_a_refresh(
    caller: Caller, work: Work, jobs: list[dict[str, Any]]
) -> None:
    """The task ends in the posting, which is no longer stale."""
    job = caller.get(f"/api/jobs/{jobs[0]['id']}").json
    assert job["stale"]
    answer = caller.post(f"/api/jobs/{job['id']}/refresh")
    assert answer.status_code == 202
    work()
    task = caller.get(answer.headers["Location"]).json
    assert (task["status"], task["result"]["href"]) == ("succeeded", f"/api/jobs/{job['id']}")
    assert not caller.get(f"/api/jobs/{job['id']}").json["stale"]


def test_asking_twice_is_one_request(caller: Caller, sessions: Sessions, jobs: list[dict[str, Any]]) -> None:
    """The second asker waits for the same task."""
    tasks = [caller.post(f"/api/jobs/{jobs[0]['id']}/refresh").json["task"]["id"] for _ in range(2)]
    assert tasks[0] == tasks[1]
    assert promised(sessions) == 1


def test_a_posting_that_is_gone_is_closed(
    caller: Caller, work: Work, sessions: Sessions, jobs: list[dict[str, Any]]
) -> None:
    """What the source no longer has stays stored and is marked closed."""
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.get_one(Posting, row_id("posting", jobs[0]["id"])).external_id = "9999999999"
    caller.post(f"/api/jobs/{jobs[0]['id']}/refresh")
    work()
    assert caller.get(f"/api/jobs/{jobs[0]['id']}").json["closed_at"]


def test_what_no_source_can_give_again_says_so(
    caller: Caller, sessions: Sessions, jobs: list[dict[str, Any]]
) -> None:
    """A posting that was imported is renewed by importing it."""
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.get_one(Posting, row_id("posting", jobs[0]["id"])).source = "my file"
    answer = caller.post(f"/api/jobs/{jobs[0]['id']}/refresh")
    assert answer.status_code == 409
    assert "import it again" in answer.json["detail"]


def test_good_matches_are_read_again_once_a_day(
    caller: Caller, sessions: Sessions, dependencies: Dependencies, jobs: list[dict[str, Any]]
) -> None:
    """Only those worth it, at most so many, and a second beat on the same day does nothing."""
    history = caller.get("/api/matches/history", limit=100).json["items"]
    caller.post(f"/api/matches/{history[-1]['id']}/feedback", json={"verdict": "relevant"})
    good = {match["job"]["id"] for match in history if match["score"] >= 60} | {history[-1]["job"]["id"]}
    now = datetime.now(UTC)
    assert refresh_matched(sessions, dependencies.sources, now) == min(DAILY, len(good)) == promised(sessions)
    assert refresh_matched(sessions, dependencies.sources, now + timedelta(minutes=1)) in (0, len(good))
    assert promised(sessions) == len(good)
