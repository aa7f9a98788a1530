"""A resume against everything stored, through the API."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name

pytestmark = pytest.mark.services


def test_stored_postings_score_as_in_the_search_that_stored_them(
    caller: Caller,
    work: Callable[[], None],
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """The same numbers, order and explanation as the search gave, from vectors that it left behind."""
    search = run(caller, work)
    searched = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    answer = caller.get(f"/api/resumes/{resume['id']}/matches", limit=100).json
    assert searched
    assert answer["scored"] == len(searched)
    shown = [(match["job"]["id"], match["score"], match["breakdown"]) for match in answer["items"]]
    assert shown == [(match["job"]["id"], match["score"], match["breakdown"]) for match in searched]
    best = caller.get(f"/api/resumes/{resume['id']}/matches", limit=1).json["items"]
    assert best == answer["items"][:1]
    least = searched[1]["score"]
    good = caller.get(f"/api/resumes/{resume['id']}/matches", min_score=least).json["items"]
    assert {match["score"] >= least for match in good} == {True}
    assert caller.get("/api/resumes/res_0/matches").status_code == 404
