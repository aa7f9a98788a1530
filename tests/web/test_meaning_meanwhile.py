"""While a search compares by meaning: what its task shows, and postings that go meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select

from models.meaning import PostingMeaning
from models.posting import Posting
from models.search import Match
from models.sessions import Sessions
from services.tasks.leases import acting
from tests.web.conftest import Caller
from tests.web.reading_model import HashedWords
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

Work = Callable[[], None]
WEIGHTS = {"skills": 0.4, "experience": 0.3, "keywords": 0.1, "semantic": 0.2}


@pytest.fixture
def model() -> HashedWords:
    """Make the model that the search reads with."""
    return HashedWords()


@pytest.fixture
def dependencies(dependencies: Dependencies, model: HashedWords) -> Dependencies:
    """Wire the application with it."""
    return replace(dependencies, sentences=lambda: model)


def test_the_task_shows_that_it_compares_by_meaning(
    caller: Caller,
    work: Work,
    model: HashedWords,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Before the first text is read, and with the number of postings to compare."""
    seen: list[dict[str, Any]] = []
    model.first = lambda: seen.append(caller.get("/api/tasks", limit=1).json["items"][0]["progress"])
    run(caller, work, weights=WEIGHTS, limit=5)
    assert seen[0] == {"done": 0, "total": 5, "stage": "comparing by meaning"}
    assert {progress["stage"] for progress in seen} == {"comparing by meaning"}
    done = caller.get("/api/tasks", limit=1).json["items"][0]
    assert (done["status"], done["progress"]["done"], done["progress"]["total"]) == ("succeeded", 5, 5)


def test_a_posting_deleted_while_it_is_compared_loses_nothing_else(
    caller: Caller,
    work: Work,
    model: HashedWords,
    sessions: Sessions,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """The search succeeds with every other posting, and keeps what was read of them."""

    def delete_one() -> Iterator[int]:
        with acting(sessions, caller.account_id) as session:
            key = session.scalars(select(Posting.id).order_by(Posting.id).limit(1)).one()
            session.execute(delete(Posting).where(Posting.id == key))
        yield key

    gone: list[int] = []
    model.first = lambda: gone.extend(() if gone else delete_one())
    search = run(caller, work, weights=WEIGHTS, limit=5)
    assert (search["status"], search["counts"]["matched"]) == ("succeeded", 4)
    with acting(sessions, caller.account_id) as session:
        matched = set(session.scalars(select(Match.posting_id)))
        read = set(session.scalars(select(PostingMeaning.posting_id)))
    assert matched == read
    assert len(matched) == 4
    assert gone[0] not in matched
