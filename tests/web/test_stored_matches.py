"""A resume against everything stored, through the API."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select, update

from models.account import Account
from models.posting import Posting
from models.sessions import Sessions, act_as
from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run, upload  # noqa: F401 - a fixture, used by name

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


QUESTIONS: tuple[dict[str, str], ...] = (
    {"location": "Germany"},
    {"remote": "2"},
    {"experience": "4"},
    {"job_type": "F"},
    {"source": "demo"},
    {"source": "elsewhere"},
    {"q": "python"},
    {"exclude_words": "python"},
    {"status": "closed"},
    {"status": "all"},
    {"status": "all", "duplicates": "true"},
)


def test_words_and_filters_choose_as_in_the_list_of_postings(
    caller: Caller, stored_engineers: dict[str, Any]
) -> None:
    """The same postings as the list has for the same question, each scored as without it."""
    path = f"/api/resumes/{stored_engineers['id']}/matches"
    every = caller.get(path, limit=100, status="all", duplicates="true").json["items"]
    scores = {match["job"]["id"]: match["score"] for match in every}
    sizes = set()
    for asked in QUESTIONS:
        listed = {job["id"] for job in caller.get("/api/jobs", limit=100, **asked).json["items"]}
        answer = caller.get(path, limit=100, **asked).json
        assert {match["job"]["id"] for match in answer["items"]} == listed, asked
        assert answer["scored"] == len(listed), asked
        assert all(match["score"] == scores[match["job"]["id"]] for match in answer["items"]), asked
        sizes.add(len(listed))
    assert len(sizes) > 5, "the questions leave different postings"


@pytest.fixture
def stored_engineers(
    caller: Caller,
    work: Callable[[], None],
    sessions: Sessions,
    resume: dict[str, Any],  # noqa: F811
) -> dict[str, Any]:
    """Store thirty postings, two of them closed; return the resume."""
    run(caller, work, keywords="engineer", limit=30)
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        some = session.scalars(select(Posting.id).order_by(Posting.id).limit(2)).all()
        session.execute(update(Posting).where(Posting.id.in_(some)).values(closed_at=func.now()))
    return resume


def test_an_excluded_company_is_in_no_ranking(
    caller: Caller, sessions: Sessions, stored_engineers: dict[str, Any]
) -> None:
    """What the account never wants to see is left out without being asked for."""
    path = f"/api/resumes/{stored_engineers['id']}/matches"
    every = caller.get(path, limit=100).json
    company = every["items"][0]["job"]["company"]["name"]
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.execute(update(Account).values(exclude_companies=[company]))
    left = caller.get(path, limit=100).json
    assert 0 < left["scored"] < every["scored"]
    assert company not in {match["job"]["company"]["name"] for match in left["items"]}


def test_several_resumes_rank_as_each_does_alone(
    caller: Caller,
    work: Callable[[], None],
    stored_engineers: dict[str, Any],
) -> None:
    """The same postings, order and scores in one call; an unread or unknown resume is refused."""
    other = upload(caller, b"Ann Example\nann@example.com\n\nSkills\nKubernetes, Terraform\n", "cv.txt").json
    assert caller.get("/api/matches/best", resume_id=other["resume"]["id"]).status_code == 409
    work()
    both = caller.get("/api/matches/best", limit=20).json
    assert [one["resume_id"] for one in both["items"]] == [other["resume"]["id"], stored_engineers["id"]]
    for one in both["items"]:
        alone = caller.get(f"/api/resumes/{one['resume_id']}/matches", limit=20).json
        shown = [(match["job"]["id"], match["score"]) for match in one["matches"]]
        assert shown == [(match["job"]["id"], match["score"]) for match in alone["items"]]
        assert both["scored"] == alone["scored"]
    assert caller.get("/api/matches/best", resume_id="res_0").status_code == 422
