"""Searches through the real LinkedIn client over HTTP, against the stand-in and its faults."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from adapters.demo import DEMO_POSTINGS
from adapters.sources import SourceOptions
from embedded.linkedin_standin.server import Running, running
from embedded.linkedin_standin.state import JSESSIONID, LI_AT, State
from tests.web.conftest import Caller
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

RESUME = Path(__file__).parent.parent.parent / "data" / "samples" / "electrician.txt"
SEARCH, POSTING = "voyagerJobsDashJobCards", "/jobs/jobPostings/"
ONE_OF_EACH = {
    "400": "bad_query",
    "401": "auth_expired",
    "checkpoint": "challenge_required",
    "999": "blocked",
    "429": "rate_limited",
    "html200": "schema_drift",
    "503": "transient",
}
Work = Callable[[], None]


@pytest.fixture
def standin() -> Iterator[Running]:
    """Serve the stand-in over the demo postings."""
    with running(State(DEMO_POSTINGS)) as server:
        yield server


@pytest.fixture
def source_options(standin: Running) -> SourceOptions:
    """Point the real client at the stand-in."""
    return SourceOptions(li_at=LI_AT, jsessionid=JSESSIONID, base_url=standin.url, seconds_per_request=0)


@pytest.fixture
def search(caller: Caller, work: Work, make_due: Work) -> Callable[..., dict[str, Any]]:
    """Return a function that searches to the end, whatever has to be tried again."""
    with RESUME.open("rb") as file:
        caller.post("/api/resumes/upload", data={"file": (file, "cv.txt")})
    work()

    def run(**criteria: Any) -> dict[str, Any]:
        question = {"keywords": "engineer", "limit": 30, "refresh": True, **criteria}
        started = caller.post("/api/searches", json=question).json["search"]
        for _ in range(4):
            work()
            make_due()
        found = caller.get(f"/api/searches/{started['id']}").json
        found["matches"] = caller.get(f"/api/searches/{started['id']}/matches", limit=100).json["items"]
        return found

    return run


def fault(standin: Running, kind: str, **options: Any) -> None:
    requests.post(f"{standin.url}/__fault", json={"kind": kind, **options}, timeout=5).raise_for_status()


def asked(standin: Running, path: str) -> int:
    """Return how many requests LinkedIn saw for a path."""
    log = requests.get(f"{standin.url}/__log", timeout=5).json()
    return sum(path in str(entry) for entry in log)


def test_linkedin_is_asked_once_per_page_and_posting(standin: Running, search: Any) -> None:
    found = search()
    assert [(o["source"], o["status"], o["found"]) for o in found["sources"]] == [("linkedin", "ok", 30)]
    assert found["status"] == "succeeded"
    assert len(found["matches"]) == 30
    assert (asked(standin, SEARCH), asked(standin, POSTING)) == (2, 30)


def test_known_postings_are_not_fetched_again(standin: Running, search: Any) -> None:
    search()
    before = asked(standin, POSTING)
    again = search(refresh=False)
    assert again["sources"][0]["cached"] == 30
    assert asked(standin, POSTING) == before


def test_after_a_999_nothing_more_is_asked_and_what_is_known_is_ranked(standin: Running, search: Any) -> None:
    """The breaker stands between a refusal and the fifty requests that would follow it."""
    search(limit=25)
    before = asked(standin, "/voyager")
    fault(standin, "999", path="start=25")
    found = search(refresh=False, limit=75)
    outcome = found["sources"][0]
    assert asked(standin, "/voyager") == before + 2
    assert (found["status"], outcome["status"], outcome["error"]["code"]) == ("partial", "partial", "blocked")
    assert 20 <= len(found["matches"]) <= 25
    again = search(refresh=True, limit=75)
    assert asked(standin, "/voyager") == before + 2
    assert again["sources"][0]["error"]["code"] == "resting"
    assert "a person must act" in again["sources"][0]["error"]["detail"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("401", "auth_expired"),
        ("checkpoint", "challenge_required"),
        ("999", "blocked"),
        ("410", "schema_drift"),
        ("400", "bad_query"),
        ("html200", "schema_drift"),
        ("429", "rate_limited"),
        ("503", "transient"),
        ("truncated", "transient"),
    ],
)
def test_an_error_is_never_no_jobs(standin: Running, search: Any, kind: str, code: str) -> None:
    fault(standin, kind, path=SEARCH)
    found = search()
    assert found["status"] == "failed"
    assert found["sources"][0]["status"] == "failed"
    assert found["sources"][0]["error"]["code"] == code
    assert found["error"]["code"] == "no_source_answered"


def test_whatever_a_page_meets_the_search_is_partial_and_ranked(
    standin: Running, search: Any, dependencies: Dependencies, caller: Caller
) -> None:
    """One fault of each outcome on the second page; the adapter's own table holds every fault to its outcome."""
    search(limit=25)
    for number, (kind, code) in enumerate(ONE_OF_EACH.items()):
        standin.state.reset()
        fault(standin, kind, path="start=25")
        found = search(refresh=False, weights={"skills": 1, "keywords": number / 100})
        outcome = found["sources"][0]
        assert (found["status"], outcome["status"], outcome["error"]["code"]) == ("partial", "partial", code)
        scores = [match["score"] for match in found["matches"]]
        assert 20 <= len(scores) <= 25
        assert scores == sorted(scores, reverse=True)
        dependencies.sources.for_account(caller.account_id).get("linkedin").resume(shared=True)


@pytest.mark.parametrize("kind", ["429", "503", "truncated", "reset"])
def test_passing_trouble_is_tried_again(standin: Running, search: Any, kind: str) -> None:
    fault(standin, kind, path=SEARCH, times=1)
    found = search()
    assert found["status"] == "succeeded"
    assert len(found["matches"]) == 30


def test_a_place_that_linkedin_ignores_is_checked_before_a_request_is_spent(
    standin: Running, search: Any
) -> None:
    """LinkedIn is known to answer for the account's own country whatever place was asked for."""
    fault(standin, "ignore-location", path=SEARCH)
    found = search(location="Dublin, Ireland")
    places = {match["job"]["location"]["city"] for match in found["matches"] if match["job"]["remote"] != 2}
    assert places == {"Dublin"}
    assert found["counts"]["filtered"] > 20
    assert asked(standin, POSTING) == len(found["matches"])


def test_a_posting_that_cannot_be_read_costs_only_itself(standin: Running, search: Any) -> None:
    fault(standin, "401", path=POSTING, after=3, times=1)
    found = search()
    assert (found["status"], found["sources"][0]["status"]) == ("partial", "partial")
    assert len(found["matches"]) == 29


def test_a_posting_that_is_gone_is_no_error(standin: Running, search: Any) -> None:
    fault(standin, "404", path=POSTING, times=1)
    found = search()
    assert (found["status"], found["sources"][0]["status"]) == ("succeeded", "ok")
    assert len(found["matches"]) == 29


def test_an_empty_answer_is_an_honest_zero(search: Any) -> None:
    found = search(keywords="zeppelin captain unobtainium")
    assert (found["status"], found["counts"]["found"], found["matches"]) == ("succeeded", 0, [])


def test_a_source_that_is_down_is_answered_from_the_last_three_days(
    standin: Running, search: Callable[..., dict[str, Any]]
) -> None:
    """Its earlier answer is ranked again and called stale; the error is still told."""
    before = search()
    fault(standin, "503", path=SEARCH)
    after = search()
    assert after["status"] == "partial"
    (source,) = after["sources"]
    assert (source["status"], source["stale"], source["error"]["code"]) == ("partial", True, "transient")
    assert [match["job"]["id"] for match in after["matches"]] == [
        match["job"]["id"] for match in before["matches"]
    ]


def test_a_question_never_answered_before_fails_when_the_source_is_down(
    standin: Running, search: Callable[..., dict[str, Any]]
) -> None:
    """What was found for other words does not stand in."""
    search()
    fault(standin, "503", path=SEARCH)
    after = search(keywords="teacher")
    assert (after["status"], after["matches"]) == ("failed", [])


def test_a_posting_that_cannot_be_read_again_is_shown_as_it_was(
    standin: Running, search: Callable[..., dict[str, Any]]
) -> None:
    """When its page fails, the reading of the last three days stands in."""
    before = search()
    fault(standin, "410", path=POSTING)
    after = search()
    (source,) = after["sources"]
    assert (source["status"], source["stale"], source["fetched"]) == ("partial", True, source["found"])
    assert len(after["matches"]) == len(before["matches"])
