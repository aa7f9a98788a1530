"""Where postings come from: each source says what it needs, and companies can be followed."""

import pytest

from tests.web.conftest import Caller

pytestmark = pytest.mark.services


def test_every_source_says_what_it_needs_and_whose_it_is(caller: Caller) -> None:
    items = {item["name"]: item for item in caller.get("/api/sources").json["items"]}
    assert (items["demo"]["enabled"], items["demo"]["demo"], items["demo"]["needs"]) == (True, True, None)
    assert not items["linkedin"]["enabled"]
    assert items["linkedin"]["needs"]
    assert items["linkedin"]["attribution"]["terms_url"].startswith("https://www.linkedin.com/")
    assert items["demo"]["answers"] == {"ok": 0, "partial": 0, "failed": 0}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("greenhouse:acme", "greenhouse:acme"),
        (" Lever:Acme-Data ", "lever:Acme-Data"),
        ("https://boards.greenhouse.io/acme/jobs/12", "greenhouse:acme"),
        ("jobs.lever.co/acme", "lever:acme"),
        ("https://jobs.ashbyhq.com/acme", "ashby:acme"),
        ("https://acme.jobs.personio.de/job/7", "personio:acme"),
        ("https://acme.teamtailor.com/jobs", "teamtailor:acme"),
        ("https://apply.workable.com/acme/", "workable:acme"),
        ("https://ats.rippling.com/acme/jobs", "rippling:acme"),
        ("https://careers.example.com/us/en", "careersite:careers.example.com/us/en"),
    ],
)
def test_a_company_is_followed_by_name_or_address(caller: Caller, given: str, kept: str) -> None:
    answer = caller.call("PUT", "/api/sources/companies", json={"companies": [given]})
    assert (answer.status_code, answer.json) == (200, {"companies": [kept]})
    assert caller.get("/api/sources").json["companies"] == [kept]


@pytest.mark.parametrize(
    "given",
    [
        "acme",
        "monster:acme",
        "greenhouse:../admin",
        "greenhouse:",
        "https://127.0.0.1/jobs",
        "http://localhost/jobs",
        "https://[::1]/jobs",
        "https://user:pw@careers.example.com/",
        "https://careers.example.com:8443/",
        "careersite:metadata",
        "file:///etc/passwd",
        "https://exa mple.com",
    ],
)
def test_what_is_no_company_is_refused_by_name(caller: Caller, given: str) -> None:
    answer = caller.call("PUT", "/api/sources/companies", json={"companies": [given]})
    assert answer.status_code == 422
    assert "companies" in answer.json["errors"]
    assert caller.get("/api/sources/companies").json == {"companies": []}


def test_followed_companies_belong_to_the_account(caller: Caller, make_caller: type[Caller]) -> None:
    caller.call("PUT", "/api/sources/companies", json={"companies": ["greenhouse:acme"]})
    assert make_caller("second").get("/api/sources/companies").json == {"companies": []}
