"""A search with every source on: it ends, says how each source fared, and stands in only when nothing answers."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.demo import DEMO_POSTINGS
from adapters.sources import SourceOptions
from embedded.boards_standin.server import Running, running
from embedded.boards_standin.state import State
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

RESUME = Path(__file__).parent.parent.parent / "data" / "samples" / "electrician.txt"
KEYLESS = {"remotive", "arbeitnow", "remoteok", "hackernews", "themuse"}
NEED_SOMETHING = {"linkedin", "usajobs", "adzuna"}
Work = Callable[[], None]
Search = Callable[..., dict[str, Any]]


@pytest.fixture
def standin() -> Iterator[Running]:
    """Serve every board on loopback."""
    with running(State.from_file(DEMO_POSTINGS)) as server:
        yield server


@pytest.fixture
def offline() -> None:
    """Let nobody answer: the boards are at a port that refuses connections."""


@pytest.fixture
def source_options(standin: Running, request: pytest.FixtureRequest) -> SourceOptions:
    """Set up a fresh installation whose boards are the stand-ins."""
    url = "http://127.0.0.1:1" if "offline" in request.fixturenames else standin.url
    return SourceOptions(boards={"stand_ins": {"*": url}})


@pytest.fixture
def search(caller: Caller, work: Work) -> Search:
    """Return a function that searches to the end without letting time pass."""
    with RESUME.open("rb") as file:
        caller.post("/api/resumes/upload", data={"file": (file, "cv.txt")})
    work()

    def run(**criteria: Any) -> dict[str, Any]:
        started = caller.post("/api/searches", json={"keywords": "engineer", "limit": 5, **criteria}).json
        work()
        found = caller.get(f"/api/searches/{started['search']['id']}").json
        found["by_source"] = {outcome["source"]: outcome for outcome in found["sources"]}
        found["matches"] = caller.get(f"/api/searches/{found['id']}/matches", limit=100).json["items"]
        return found

    return run


def test_a_fresh_installation_asks_every_board_that_needs_nothing(search: Search) -> None:
    found = search()
    statuses = {name: outcome["status"] for name, outcome in found["by_source"].items()}
    assert statuses == dict.fromkeys(KEYLESS, "ok") | dict.fromkeys(NEED_SOMETHING, "skipped")
    assert found["status"] == "succeeded"
    for name in KEYLESS:
        outcome = found["by_source"][name]
        assert (outcome["found"], outcome["fetched"], outcome["cached"]) == (5, 5, 0)
    assert {match["job"]["source"] for match in found["matches"]} <= KEYLESS
    assert len(found["matches"]) > 5


def test_remote_jobs_for_those_elsewhere_take_no_place_of_others(search: Search) -> None:
    """Remotive tells where applicants may be: of its remote jobs only those open to the place are chosen."""
    found = search(sources=["remotive"], location="Germany", limit=3)
    assert found["by_source"]["remotive"]["found"] == 3
    open_to = [match["job"]["applicant_location_requirements"] for match in found["matches"]]
    assert len(open_to) == 3
    assert {place for places in open_to for place in places} == {"Germany"}


def test_companies_named_in_a_search_have_their_boards_read(search: Search, standin: Running) -> None:
    named = ["greenhouse:acme", "https://jobs.lever.co/acme", "ashby:unheard-of"]
    found = search(companies=named, keywords="manager")
    outcomes = {name: found["by_source"][name] for name in ("greenhouse", "lever", "ashby")}
    assert {name: outcome["status"] for name, outcome in outcomes.items()} == {
        "greenhouse": "ok",
        "lever": "ok",
        "ashby": "failed",
    }
    assert outcomes["ashby"]["error"]["code"] == "unknown_company"
    assert found["status"] == "partial"
    assert found["criteria"]["companies"] == ["greenhouse:acme", "lever:acme", "ashby:unheard-of"]


def test_followed_companies_are_read_by_every_search(caller: Caller, search: Search) -> None:
    caller.call("PUT", "/api/sources/companies", json={"companies": ["greenhouse:acme"]})
    assert search()["by_source"]["greenhouse"]["status"] == "ok"


def test_a_company_board_without_a_company_is_skipped_with_the_reason(search: Search) -> None:
    found = search(sources=["greenhouse", "remotive"])
    assert found["by_source"]["greenhouse"]["status"] == "skipped"
    assert "greenhouse:acme" in found["by_source"]["greenhouse"]["error"]["detail"]


def test_one_board_that_fails_makes_the_search_partial_and_still_ranked(
    search: Search, standin: Running
) -> None:
    standin.fault("html", "remotive.com")
    found = search()
    assert (found["status"], found["by_source"]["remotive"]["status"]) == ("partial", "failed")
    assert found["by_source"]["remotive"]["error"]["code"] == "schema_drift"
    scores = [match["score"] for match in found["matches"]]
    assert scores == sorted(scores, reverse=True)
    assert scores


def test_without_a_network_the_search_answers_at_once_from_the_fictional_postings(
    search: Search, caller: Caller, offline: None
) -> None:
    began = time.process_time()
    found = search(companies=["greenhouse:acme", "careersite:careers.example.com"])
    failed = {name for name, outcome in found["by_source"].items() if outcome["status"] == "failed"}
    assert failed == KEYLESS | {"greenhouse", "careersite"}
    assert {found["by_source"][name]["error"]["code"] for name in failed} == {"unreachable"}
    assert (found["status"], found["by_source"]["demo"]["status"]) == ("partial", "ok")
    assert {match["job"]["source"] for match in found["matches"]} == {"demo"}
    assert time.process_time() - began < 60
    shown = {item["name"]: item for item in caller.get("/api/sources").json["items"]}
    assert shown["remotive"]["last_status"] == "failed"
    assert shown["remotive"]["last_error"]["code"] == "unreachable"
    assert shown["remotive"]["last_success_at"] is None


def test_how_a_source_fares_is_remembered(search: Search, caller: Caller, standin: Running) -> None:
    search()
    shown = {item["name"]: item for item in caller.get("/api/sources").json["items"]}
    assert shown["remotive"]["last_success_at"]
    assert (shown["remotive"]["answers"]["ok"], shown["remotive"]["answers"]["failed"]) == (1, 0)
    assert shown["remotive"]["budget"] == {"left": 3, "limit": 4}
    assert shown["remotive"]["attribution"]["text"] == "Remotive"
    assert shown["greenhouse"]["per_company"]
    assert "USAJOBS_KEY" in shown["usajobs"]["needs"]
    metrics = caller.get("/metrics").get_data(as_text=True)
    assert 'rolefit_source_answers{source="remotive",status="ok"} 1.0' in metrics
    assert 'rolefit_source_breaker_open{source="remotive"} 0.0' in metrics


def test_a_careers_site_that_is_read_in_part_is_partial(search: Search, standin: Running) -> None:
    standin.fault("500", "careers.acme.example/jobs/", times=2)
    found = search(companies=["careers.acme.example"], sources=["careersite"], keywords="a")
    outcome = found["by_source"]["careersite"]
    assert (outcome["status"], outcome["error"]["code"]) == ("partial", "incomplete")
    assert found["status"] == "partial"


def test_postings_name_their_source(search: Search) -> None:
    jobs = [match["job"] for match in search(sources=["remoteok"])["matches"]]
    assert {job["attribution"] for job in jobs} == {"Remote OK"}
    assert all(job["url"].startswith("https://remoteok.com/") for job in jobs)


def test_repeating_a_search_reads_no_listing_again(search: Search, standin: Running) -> None:
    search()
    before = len(standin.state.asked)
    found = search(refresh=True)
    assert len(standin.state.asked) == before
    assert found["status"] == "succeeded"
    assert found["by_source"]["remotive"]["fetched"] == 5


def test_boards_fail_side_by_side_and_nothing_is_waited_for(search: Search, standin: Running) -> None:
    for kind, path in (("html", "www.arbeitnow.com"), ("404", "hn.algolia.com"), ("451", "lever.co")):
        standin.fault(kind, path)
    standin.fault("redirect-private", "www.themuse.com")
    found = search(companies=["greenhouse:acme", "lever:acme"], keywords="manager")
    codes = {name: (outcome["error"] or {}).get("code") for name, outcome in found["by_source"].items()}
    assert {name: codes[name] for name in ("arbeitnow", "hackernews", "lever", "themuse")} == {
        "arbeitnow": "schema_drift",
        "hackernews": "schema_drift",
        "lever": "blocked",
        "themuse": "disallowed",
    }
    assert {found["by_source"][name]["status"] for name in ("greenhouse", "remotive", "remoteok")} == {"ok"}


def test_passing_trouble_at_a_board_is_tried_again(
    search: Search, standin: Running, caller: Caller, work: Work, make_due: Work
) -> None:
    standin.fault("500", "remotive.com", times=1)
    waiting = search(sources=["remotive"])
    assert waiting["status"] == "running"
    make_due()
    work()
    found = caller.get(f"/api/searches/{waiting['id']}").json
    assert (found["status"], found["sources"][0]["status"]) == ("succeeded", "ok")
    assert standin.state.count("remotive.com") == 2
