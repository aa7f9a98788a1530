"""What if, why not higher, the market and a score over time, through the API on a real search."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from models.search import Match
from models.sessions import Sessions, act_as
from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name

pytestmark = pytest.mark.services

Work = Callable[[], None]


@pytest.fixture
def matches(caller: Caller, work: Work, resume: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: F811
    """Search, and return the matches."""
    search = run(caller, work)
    items: list[dict[str, Any]] = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    return items


def lacking(matches: list[dict[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a match and a skill that it misses."""
    return next(
        (match, match["breakdown"]["skills"]["missing"][0])
        for match in matches
        if match["breakdown"]["skills"]["missing"]
    )


def what_if(caller: Caller, match: dict[str, Any], **wish: Any) -> Any:
    return caller.post(f"/api/matches/{match['id']}/what-if", json=wish)


def test_a_missing_skill_would_raise_the_score(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """The score rises, the skill is matched in the explanation, and the points sum to the new score."""
    match, missing = lacking(matches)
    answer = what_if(caller, match, skills=[missing["name"]]).json
    assert answer["before"] == match["score"]
    assert answer["score"] > match["score"]
    assert missing["id"] in {skill["id"] for skill in answer["breakdown"]["skills"]["matched"]}
    points = [answer["breakdown"][part]["points"] for part in ("skills", "experience", "keywords")]
    assert round(sum(points), 1) == answer["score"]


def test_nothing_is_stored(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """Imagining changes neither the match nor the resume."""
    match, missing = lacking(matches)
    what_if(caller, match, skills=[missing["id"]], years=10)
    assert caller.get(f"/api/matches/{match['id']}").json == match


def test_more_years_never_lower_a_score(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """Ten more years leave every match as it is or better."""
    assert all(what_if(caller, match, years=10).json["difference"] >= 0 for match in matches)


@pytest.mark.parametrize(
    "wish", [{}, {"skills": ["quantum basket weaving"]}, {"years": -1}, {"years": 41}, {"skills": [""]}]
)
def test_a_wish_that_means_nothing_is_refused(
    caller: Caller, matches: list[dict[str, Any]], wish: dict[str, Any]
) -> None:
    """Nothing asked, nothing known, or impossible years: a clear error."""
    answer = what_if(caller, matches[0], **wish)
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_unknown_skills_are_named_beside_known_ones(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """A typing error does not spoil the rest of the wish."""
    answer = what_if(caller, matches[0], skills=["Kubernetes", "quantum basket weaving"]).json
    assert [skill["name"] for skill in answer["skills"]] == ["Kubernetes"]
    assert answer["unknown_skills"] == ["quantum basket weaving"]


def test_advice_is_what_the_formula_says(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """Each improvement, imagined, gives the points it promises, and the strongest comes first."""
    match, _ = lacking(matches)
    advice = caller.get(f"/api/matches/{match['id']}/why-not-higher").json
    assert advice["score"] == match["score"]
    points = [one["points"] for one in advice["improvements"]]
    assert points
    assert points == sorted(points, reverse=True)
    best = advice["improvements"][0]
    wish = {"skills": [best["skill"]["id"]]} if best["kind"] == "skill" else {"years": best["years"]}
    assert what_if(caller, match, **wish).json["difference"] == best["points"]


def test_the_skill_gap_is_over_all_that_is_stored(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """It counts the postings that reach the score today, and its first skill, imagined, lifts as many more."""
    score = sorted(match["score"] for match in matches)[-3]
    gap = caller.get("/api/insights/skill-gap", min_score=score).json
    assert (gap["postings"], gap["reached"]) == (len(matches), 3)
    assert gap["gaps"]
    best = gap["gaps"][0]
    after = [what_if(caller, match, skills=[best["skill"]["id"]]).json["score"] for match in matches]
    assert best["lifted"] == sum(one >= score for one in after) - 3


def test_the_market_counts_what_postings_ask(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """Counts are of the search's postings, shares of their number, the most wanted first."""
    market = caller.get("/api/insights/market", search_id=matches[0]["search_id"]).json
    assert market["postings"] == len(matches)
    counts = [skill["postings"] for skill in market["skills"]]
    assert counts == sorted(counts, reverse=True)
    asked = [caller.get(f"/api/jobs/{match['job']['id']}").json["skills"] for match in matches]
    first = market["skills"][0]
    assert first["postings"] == sum(first["skill"]["id"] in {one["id"] for one in skills} for skills in asked)
    assert first["share"] == pytest.approx(first["postings"] / len(matches), abs=1e-4)


def test_a_run_again_keeps_the_old_score(caller: Caller, work: Work, matches: list[dict[str, Any]]) -> None:
    """The trend of a posting shows both runs, newest first."""
    run(caller, work, refresh=True)
    job = matches[0]["job"]["id"]
    trend = caller.get(f"/api/jobs/{job}/trend").json["items"]
    assert [point["score"] for point in trend] == [matches[0]["score"]] * 2
    assert trend[-1]["match_id"] == matches[0]["id"]
    assert trend[0]["created_at"] > trend[1]["created_at"]


def test_insights_of_other_accounts_are_not_found(
    make_caller: Callable[..., Caller], matches: list[dict[str, Any]]
) -> None:
    """A foreign match, search or posting answers 404 like one that never was."""
    stranger = make_caller("second")
    match = matches[0]
    answers = [
        stranger.get(f"/api/matches/{match['id']}/why-not-higher"),
        stranger.get("/api/insights/market", search_id=match["search_id"]),
        stranger.get(f"/api/jobs/{match['job']['id']}/trend"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert what_if(stranger, match, years=1).status_code == 404


def test_a_match_scored_again_is_the_same_until_something_changes(
    caller: Caller, sessions: Sessions, matches: list[dict[str, Any]]
) -> None:
    """As it was weighed: the same. By the learned ranker, or scored under older counts: outdated."""
    path = f"/api/matches/{matches[0]['id']}/rescore"
    same = caller.post(path, json={}).json
    assert (same["score"], same["before"], same["outdated"]) == (matches[0]["score"],) * 2 + (False,)
    assert same["breakdown"] == matches[0]["breakdown"]
    learned = caller.post(path, json={"ranker": "learned"}).json
    assert (learned["outdated"], learned["algorithm"].startswith("learned@")) == (True, True)
    skills = caller.post(path, json={"weights": "skills:1"}).json
    assert skills["score"] == skills["breakdown"]["skills"]["points"]
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.execute(update(Match).values(statistics="older"))
    assert caller.post(path, json={}).json["outdated"]
    assert caller.post(path, json={"ranker": "learned", "weights": "skills:1"}).status_code == 422
