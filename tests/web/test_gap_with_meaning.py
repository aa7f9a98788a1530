"""The skill gap of an account whose weights have meaning in them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models.account import Account
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
def dependencies(dependencies: Dependencies) -> Dependencies:
    """Wire the application with a model."""
    return replace(dependencies, sentences=HashedWords)


def test_the_gap_counts_the_likeness_that_is_stored_and_says_so(
    caller: Caller,
    work: Work,
    sessions: Sessions,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Before anything is compared meaning is left out; then what-if finds as many postings lifted."""
    with acting(sessions, caller.account_id) as session:
        session.get_one(Account, caller.account_id).weights = WEIGHTS
    run(caller, work, weights={"skills": 1})
    before = caller.get("/api/insights/skill-gap", min_score=30).json
    assert (before["compared"], "left out" in before["note"]) == (0, True)
    search = run(caller, work)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    score = sorted(match["score"] for match in matches)[-3]
    gap = caller.get("/api/insights/skill-gap", min_score=score).json
    assert (gap["reached"], gap["compared"]) == (3, len(matches))
    assert "stays as it is" in gap["note"]
    best = gap["gaps"][0]
    wish = {"skills": [best["skill"]["id"]]}
    imagined = [caller.post(f"/api/matches/{match['id']}/what-if", json=wish).json for match in matches]
    assert best["lifted"] == sum(one["score"] >= score for one in imagined) - 3
    assert {one["note"] for one in imagined} == {gap["note"]}
