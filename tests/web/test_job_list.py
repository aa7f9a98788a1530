"""``GET /api/jobs``: every filter changes the result, every bad value is refused, pages stay stable."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.codes import JobType, Workplace
from domain.postings import Company, JobPosting, Place, Salary
from models.account import Account
from models.posting import Posting
from models.sessions import Sessions, act_as
from services.jobs.store import save_posting
from tests.web.conftest import Caller

NOW = datetime.now(UTC)
BERLIN = Place("Berlin, Germany", "Berlin", None, "Germany")
WANTED = JobPosting(
    source="greenhouse",
    external_id="wanted",
    title="Senior Data Engineer",
    company=Company("Ünlü Maps GmbH"),
    location=BERLIN,
    workplace=Workplace.REMOTE,
    job_type=JobType.FULL_TIME,
    level=4,
    salary=Salary(80_000, 90_000, "EUR", "YEAR"),
    posted_at=NOW - timedelta(days=1),
    description_text="Build pipelines with Kubernetes and Python. No travelling.",
    language="en",
)
OTHER = JobPosting(
    source="lever",
    external_id="other",
    title="Junior Nurse",
    company=Company("Care & Co"),
    location=Place("Lyon, France", "Lyon", None, "France"),
    workplace=Workplace.ONSITE,
    job_type=JobType.PART_TIME,
    level=2,
    salary=Salary(3_000, 3_500, "USD", "MONTH"),
    posted_at=NOW - timedelta(days=20),
    description_text="Night shifts on a small ward.",
    language="fr",
)
VAGUE = JobPosting(source="file", external_id="vague", title="Helper", description_text="Whatever comes up.")


@pytest.fixture
def keep(caller: Caller, sessions: Sessions) -> Callable[..., None]:
    """Return a way to store postings for the caller."""

    def store(*postings: JobPosting) -> None:
        with sessions.begin() as session:
            act_as(session, caller.account_id)
            for posting in postings:
                save_posting(session, caller.account_id, posting, NOW)

    return store


def listed(caller: Caller, **query: Any) -> set[str]:
    answer = caller.get("/api/jobs", **query)
    assert answer.status_code == 200, answer.text
    return {item["external_id"] for item in answer.json["items"]}


FILTERS = [
    ({"q": "data engineer"}, {"wanted"}),
    ({"q": '"data engineer"'}, {"wanted"}),
    ({"q": '"engineer data"'}, set()),
    ({"q": "nurse or kubernetes"}, {"wanted", "other"}),
    ({"q": "-kubernetes"}, {"other", "vague"}),
    ({"q": "ünlü maps"}, {"wanted"}),
    ({"q": "unlu"}, {"wanted"}),
    ({"q": "pipeline"}, {"wanted"}),
    ({"location": "Berlin"}, {"wanted"}),
    ({"location": "Berlin, Deutschland"}, {"wanted"}),
    ({"location": "lyon"}, {"other"}),
    ({"location": "Lyon", "include_unknown": "true"}, {"other", "vague"}),
    ({"work_from": "Paris"}, {"wanted", "other"}),
    ({"work_from": "Canada"}, {"wanted"}),
    ({"work_from": "EMEA", "remote": "1"}, {"other"}),
    ({"work_from": "Canada", "include_unknown": "true"}, {"wanted", "vague"}),
    ({"country": "France"}, {"other"}),
    ({"experience": "4"}, {"wanted"}),
    ({"experience": "2,4"}, {"wanted", "other"}),
    ({"experience": "4", "include_unknown": "true"}, {"wanted", "vague"}),
    ({"remote": "2"}, {"wanted"}),
    ({"remote": ["1", "2"]}, {"wanted", "other"}),
    ({"job_type": "P"}, {"other"}),
    ({"company": "unlu maps"}, {"wanted"}),
    ({"company": "Ünlü Maps, Care & Co."}, {"wanted", "other"}),
    ({"posted_within_days": "7"}, {"wanted", "vague"}),
    ({"min_salary": "60000"}, {"wanted", "vague"}),
    ({"min_salary": "60000", "salary_required": "true"}, {"wanted"}),
    ({"min_salary": "42000", "salary_required": "true"}, {"wanted", "other"}),
    ({"salary_required": "true"}, {"wanted", "other"}),
    ({"currency": "USD"}, {"other"}),
    ({"source": "lever,file"}, {"other", "vague"}),
    ({"language": "fr"}, {"other"}),
    ({"exclude_companies": "Unlu Maps"}, {"other", "vague"}),
    ({"exclude_words": "night shifts"}, {"wanted", "vague"}),
    ({"exclude_words": "night python, kubernetes"}, {"other", "vague"}),
    ({"status": "closed"}, {"closed", "expired"}),
    ({"status": "all"}, {"wanted", "other", "vague", "closed", "expired"}),
    ({"duplicates": "true"}, {"wanted", "other", "vague", "repeat"}),
    ({"limit": "1"}, {"vague"}),
]


@pytest.fixture
def market(keep: Callable[..., None], caller: Caller, sessions: Sessions) -> None:
    """Store three open postings that differ in everything, and three that are hidden."""
    closed = JobPosting("file", "closed", "Clerk", closed_at=NOW)
    expired = JobPosting("file", "expired", "Clerk", expires_at=NOW - timedelta(hours=1))
    keep(WANTED, OTHER, VAGUE, closed, expired, JobPosting("file", "repeat", "Helper"))
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        rows = {row.external_id: row for row in session.query(Posting)}
        rows["repeat"].duplicate_of = rows["vague"].id


def test_every_filter_changes_the_result(caller: Caller, market: None) -> None:
    everything = {"wanted", "other", "vague"}
    assert listed(caller) == everything
    given = {str(query): listed(caller, **query) for query, _ in FILTERS}
    assert given == {str(query): expected for query, expected in FILTERS}
    assert everything not in given.values()


BAD = [
    {"q": "!!!"},
    {"q": "x" * 301},
    {"q": "a\0b"},
    {"location": "x" * 201},
    {"work_from": "Middle-earth"},
    {"country": "x" * 201},
    {"experience": "7"},
    {"experience": "senior"},
    {"remote": "0"},
    {"remote": "4"},
    {"job_type": "X"},
    {"company": "x" * 201},
    {"posted_within_days": "0"},
    {"posted_within_days": "soon"},
    {"min_salary": "-1"},
    {"min_salary": "50k"},
    {"min_salary": "99999999999"},
    {"salary_required": "perhaps"},
    {"currency": "euro"},
    {"source": "no such!"},
    {"language": "english"},
    {"exclude_companies": "x" * 201},
    {"exclude_words": "x" * 101},
    {"status": "gone"},
    {"duplicates": "some"},
    {"include_unknown": "some"},
    {"sort": "salary"},
    {"facets": "some"},
    {"highlight": "some"},
    {"limit": "0"},
    {"limit": "101"},
    {"cursor": "*"},
    {"cursor": "MTIz"},
    {"cursor": "MSAyIDM"},
    {"keywords": "python"},
]


def test_a_bad_value_is_refused_by_name(caller: Caller) -> None:
    for query in BAD:
        answer = caller.get("/api/jobs", **query)
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json"), query
        assert list(answer.json["errors"]) == list(query)


def test_every_parameter_is_tried_with_good_and_bad_values() -> None:
    """A new filter cannot be forgotten here."""
    from web.schemas.job_list import JobListArgsSchema

    known = set(JobListArgsSchema().fields)
    shown_elsewhere = {"sort", "facets", "highlight", "cursor"}
    assert {name for query, _ in FILTERS for name in query} | shown_elsewhere == known
    assert {name for query in BAD for name in query} - {"keywords"} == known


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_pages_follow_one_another_while_postings_come_in(
    caller: Caller, keep: Callable[..., None], sort: str
) -> None:
    """Every posting of the first moment is shown once, in order, whatever is stored between two pages."""
    titles = ["Engineer", "Data engineer", "Engineer of engineers", "Clerk for engineers"]
    early = [
        JobPosting("file", str(number), titles[number % 4], posted_at=NOW - timedelta(hours=number // 3))
        for number in range(23)
    ]
    keep(*early)
    query = {"q": "engineer", "sort": sort, "limit": 5}
    whole = [item["external_id"] for item in caller.get("/api/jobs", **query | {"limit": 100}).json["items"]]
    seen, cursor, late = [], None, 0
    while cursor is not None or not seen:
        answer = caller.get("/api/jobs", **query | ({"cursor": cursor} if cursor else {})).json
        seen += [item["external_id"] for item in answer["items"]]
        cursor = answer["next_cursor"]
        keep(JobPosting("late", str(late), "Engineer", posted_at=NOW - timedelta(hours=late)))
        late += 1
    assert [name for name in whole if name in seen] == whole
    assert len(seen) == len(set(seen)) or late > 0


def test_relevance_puts_title_before_company_before_skills_before_text(
    caller: Caller, keep: Callable[..., None]
) -> None:
    old = NOW - timedelta(days=2)
    keep(
        JobPosting("file", "text", "Clerk", description_text="We keep falcons.", posted_at=NOW),
        JobPosting("file", "skill", "Clerk", stated_skills=("Falcon",), posted_at=old),
        JobPosting("file", "company", "Clerk", company=Company("Falcon Ltd"), posted_at=old),
        JobPosting("file", "title", "Falcon keeper", posted_at=old),
    )
    ranked = [item["external_id"] for item in caller.get("/api/jobs", q="falcon").json["items"]]
    by_date = [item["external_id"] for item in caller.get("/api/jobs", q="falcon", sort="date").json["items"]]
    assert ranked == ["title", "company", "skill", "text"]
    assert by_date == ["text", "title", "company", "skill"]


def test_facets_count_what_each_value_would_leave_with_the_other_filters(
    caller: Caller, market: None
) -> None:
    """For every value shown, filtering by it gives exactly the number promised."""
    query = {"remote": "1,2", "min_salary": "1000"}
    answer = caller.get("/api/jobs", **query).json
    assert (answer["total"], answer["count_exact"]) == (2, True)
    assert answer["facets"]["remote"] == [
        {"value": 1, "count": 1},
        {"value": 2, "count": 1},
        {"value": None, "count": 1},
    ]
    names = set(answer["facets"]) - {"salary_known"}
    promised = [(name, value["value"], value["count"]) for name in names for value in answer["facets"][name]]
    assert len(promised) >= 15
    for name, value, count in promised:
        if value is not None:
            assert caller.get("/api/jobs", **query | {name: value}).json["total"] == count, (name, value)
    assert answer["facets"]["salary_known"] == [{"value": True, "count": 2}]


def test_a_typing_error_in_a_title_is_forgiven_and_said(caller: Caller, market: None) -> None:
    """One letter missing, too many, wrong, or swapped with its neighbour."""
    errors = {"Enginneer": "engineer", "enigneer": "engineer", "nurze": "nurse", "snior data": "senior data"}
    for typed, meant in errors.items():
        answer = caller.get("/api/jobs", q=typed).json
        assert (len(answer["items"]), answer["corrected"]) == (1, meant)
        assert caller.get("/api/jobs", q=meant).json["corrected"] is None


def test_words_that_nothing_resembles_find_nothing(caller: Caller, market: None) -> None:
    answer = caller.get("/api/jobs", q="astronaut").json
    assert (answer["items"], answer["total"], answer["corrected"]) == ([], 0, None)


def test_terms_that_parsers_mangle_are_found(caller: Caller, keep: Callable[..., None]) -> None:
    terms = ["C++", "C#", ".NET", "node.js", "IT", "R", "CI/CD", "Go", "Straßenbau", "Москва"]
    keep(*(JobPosting("file", term, f"Developer {term}") for term in terms))
    keep(JobPosting("file", "no", "Developer C", description_text="Java, net salary, node, ci, strasse."))
    for term in terms:
        assert listed(caller, q=term) == listed(caller, q=term.lower()) == {term}


def test_a_snippet_points_at_the_words(caller: Caller, market: None) -> None:
    item = caller.get("/api/jobs", q="kubernetes pipelines", highlight="true").json["items"][0]
    text = item["snippet"]["text"]
    assert [text[start:end] for start, end in item["snippet"]["spans"]] == ["pipelines", "Kubernetes"]
    assert caller.get("/api/jobs", q="kubernetes").json["items"][0]["snippet"] is None


def test_another_account_finds_and_counts_nothing(
    caller: Caller, market: None, make_caller: Callable[..., Caller]
) -> None:
    stranger = make_caller("second")
    for query in ({}, {"q": "engineer"}, {"q": "-nurse"}, {"q": "@1"}, {"q": f'"@{caller.account_id}"'}):
        answer = stranger.get("/api/jobs", **query).json
        assert (answer["items"], answer["total"]) == ([], 0)
        assert all(value["count"] == 0 for values in answer["facets"].values() for value in values)


def test_companies_the_account_excludes_are_left_out_everywhere(
    caller: Caller, market: None, sessions: Sessions
) -> None:
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.get_one(Account, caller.account_id).exclude_companies = ["unlu maps"]
    assert listed(caller) == {"other", "vague"}


def test_a_posting_follows_its_changes_at_once(
    caller: Caller, market: None, keep: Callable[..., None]
) -> None:
    keep(JobPosting("lever", "other", "Falconer", closed_at=None, description_text="Birds."))
    assert listed(caller, q="falconer") == {"other"}
    assert listed(caller, q="nurse") == set()


def test_remote_jobs_are_found_from_where_they_may_be_done(caller: Caller, keep: Callable[..., None]) -> None:
    """What a text asks of applicants is a filter of the stored search, and follows the text."""
    asks = {
        "anywhere": "Work from anywhere.",
        "germany": "You must be based in Germany.",
        "union": "Open to candidates in the EU.",
        "states": "US only.",
        "unsaid": "Mend nets.",
    }
    for name, text in asks.items():
        keep(JobPosting("file", name, "Fisher", workplace=Workplace.REMOTE, description_text=text))
    assert listed(caller, work_from="Germany") == {"anywhere", "germany", "union", "unsaid"}
    assert listed(caller, work_from="Lyon, France") == {"anywhere", "union", "unsaid"}
    assert listed(caller, work_from="US") == {"anywhere", "states", "unsaid"}
    facets = caller.get("/api/jobs", work_from="US").json["facets"]
    assert facets["remote"] == [{"value": 2, "count": 3}]
    keep(JobPosting("file", "states", "Fisher", workplace=Workplace.REMOTE, description_text="France only."))
    assert listed(caller, work_from="US") == {"anywhere", "unsaid"}


def test_old_readings_are_shown_as_stale(caller: Caller, market: None, sessions: Sessions) -> None:
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        for row in session.query(Posting).filter_by(external_id="other"):
            row.fetched_at = NOW - timedelta(hours=25)
    stale = {item["external_id"]: item["stale"] for item in caller.get("/api/jobs").json["items"]}
    assert stale == {"wanted": False, "other": True, "vague": False}
