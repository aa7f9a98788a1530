"""Postings that users bring: every good row is stored, every other one is named with line and reason."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.problems import Invalid
from embedded.boards_standin.companies import json_ld
from services.jobs.uploads.rows import RowProblem, split_rows
from services.jobs.uploads.store import read_rows
from tests.web.conftest import Caller

GOOD = {
    "title": "Baker",
    "company": "Krume",
    "location": "Ghent, Belgium",
    "description": "Bake bread.\n\nAt night.",
}


def send(caller: Caller, content: str | bytes, name: str = "jobs.json") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return caller.post("/api/jobs/import", data={"file": (io.BytesIO(data), name)})


def read(content: str | bytes) -> tuple[list[Any], list[RowProblem]]:
    return read_rows(split_rows(content.encode() if isinstance(content, str) else content))


CSV = "title;company;city;description;remote;salary_min;salary_max;salary_currency;salary_period\n"


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([GOOD]),
        json.dumps({"jobs": [GOOD]}, indent=2),
        json.dumps(GOOD),
        json.dumps(GOOD) + "\n\n" + json.dumps(GOOD | {"id": "2"}),
        'title,company,location,description\nBaker,Krume,"Ghent, Belgium","Bake bread.\n\nAt night."\n',
        "\ufeffTitle\tCompany\tLocation\tDescription\nBaker\tKrume\tGhent, Belgium\tBake bread.\n",
    ],
    ids=["list", "object", "single", "lines", "csv", "tabs"],
)
def test_every_format_gives_the_same_posting(content: str) -> None:
    postings, problems = read(content)
    assert problems == []
    found = postings[0]
    assert (found.title, found.company.name, found.location.raw) == ("Baker", "Krume", "Ghent, Belgium")
    assert found.description_text.startswith("Bake bread.")
    assert found.source == "own"


def test_schema_org_postings_are_read_whole() -> None:
    from adapters.demo import DEMO_POSTINGS

    told = [json.loads(line) for line in DEMO_POSTINGS.read_text(encoding="utf-8").splitlines()[:20]]
    postings, problems = read(
        json.dumps({"@context": "https://schema.org", "@graph": list(map(json_ld, told))})
    )
    assert problems == []
    by_id = {posting.external_id: posting for posting in postings}
    for one in told:
        found = by_id[one["id"]]
        assert (found.title, found.company.name) == (one["title"], one["company"])
        assert found.job_type == one["job_type"]
        assert one["location"]["city"] in (found.location.raw or "")
        if one.get("salary"):
            assert found.salary is not None
            assert (found.salary.min, found.salary.period) == (one["salary"]["min"], one["salary"]["period"])


@pytest.mark.parametrize(
    ("stated", "places"),
    [
        ({"@type": "Country", "name": "USA"}, ("United States",)),
        (
            [{"@type": "Country", "name": "DE"}, {"@type": "AdministrativeArea", "name": "EU"}],
            ("Germany", "European Union"),
        ),
        ("Worldwide", ("Worldwide",)),
        ([{"@type": "Country"}, 7, ""], ()),
    ],
)
def test_where_applicants_may_be_is_read_as_schema_org_writes_it(
    stated: Any, places: tuple[str, ...]
) -> None:
    remote = GOOD | {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": stated}
    postings, problems = read(json.dumps(remote))
    assert problems == []
    assert postings[0].applicant_location_requirements == places


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (f"[\n{json.dumps(GOOD)},\n\n  7\n]", 4, "not a JSON object"),
        (f'[{json.dumps(GOOD)},\n{{"title": "Half"', 2, "not valid JSON"),
        (f"[{json.dumps(GOOD)},\n", 2, "cut short"),
        (f"{json.dumps(GOOD)}\nnonsense\n", 2, "not a JSON object"),
        (f"{json.dumps(GOOD)}\n{json.dumps({'title': 'x'})}\n", 2, "no description"),
        (f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'title': ' '})}\n", 2, "no title"),
        (f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'title': 'x' * 400})}\n", 2, "longer than 300"),
        (
            f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'url': 'javascript:alert(1)'})}\n",
            2,
            "url is not a web address",
        ),
        (f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'posted_at': 'soon'})}\n", 2, "posted_at is not a date"),
        (f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'level': 9})}\n", 2, "level must be 1 to 6"),
        (f"{json.dumps(GOOD)}\n{json.dumps(GOOD | {'description': 'a' + chr(0)})}\n", 2, "NUL"),
        (json.dumps(GOOD) + '\n{"title": "a\\ud800", "description": "b"}\n', 2, "characters that are none"),
        (f"{CSV}Baker;Krume;Ghent;Bread;yes;1;2;EUR;YEAR;extra;more\nCook;Krume;Ghent;Soup\n", 2, "11 cells"),
        (f'{CSV}Cook;Krume;Ghent;"Soup\nof the day"\nBaker;Krume;Ghent\n', 4, "no description"),
    ],
)
def test_a_bad_row_costs_itself_and_names_its_line(content: str, line: int, reason: str) -> None:
    postings, problems = read(content)
    assert len(postings) == 1
    assert [problem.line for problem in problems] == [line]
    assert reason in problems[0].detail


@pytest.mark.parametrize(
    "content", ["", "  \n", "<html></html>", "no columns here\n1", "[]", b"\x00\x01\x02"]
)
def test_what_is_no_list_of_postings_is_refused_as_a_whole(content: str | bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read(content)
    assert "file" in refused.value.errors.messages


def test_markup_that_could_run_is_dropped() -> None:
    hostile = (
        "<p onclick='x()'>Bake</p><script>steal()</script><img src=x onerror=y><a href='javascript:z'>go</a>"
    )
    posting = read(json.dumps([GOOD | {"description": hostile}]))[0][0]
    assert posting.description_html is not None
    for trap in ("script", "onclick", "onerror", "javascript", "img"):
        assert trap not in posting.description_html
    assert "steal" not in posting.description_text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: ("[" + text).encode("utf-8", "replace")),
    )
)
def test_no_content_breaks_the_reader(content: bytes) -> None:
    try:
        postings, problems = read(content)
    except Invalid:
        return
    assert postings or problems


@pytest.mark.services
def test_a_file_is_stored_once_and_found(caller: Caller) -> None:
    rows = [GOOD | {"title": f"Baker {number}", "id": str(number)} for number in range(30)]
    bad = [{"title": "No text"}, 7]
    first = send(caller, json.dumps(rows + bad)).json
    assert (first["created"], first["updated"], first["rejected"]) == (30, 0, 2)
    assert [problem["detail"] for problem in first["problems"]] == [
        "has no description",
        "is not a JSON object",
    ]
    again = send(caller, json.dumps(rows)).json
    assert (again["created"], again["updated"], again["rejected"]) == (0, 30, 0)
    found = caller.get("/api/jobs", q="baker", limit=100).json
    assert {item["source"] for item in found["items"]} == {"own"}
    assert caller.get("/api/jobs", q="baker 7", source="own").json["items"]


@pytest.mark.services
def test_a_pasted_posting_is_stored_and_shown(caller: Caller) -> None:
    pasted = {
        "title": "Data Engineer",
        "company": "Krume",
        "text": "We need:\n- Python\n- SQL",
        "job_type": "P",
    }
    answer = caller.post("/api/jobs", json=pasted)
    assert answer.status_code == 201
    shown = caller.get(f"/api/jobs/{answer.json['id']}").json
    assert (shown["source"], shown["title"], shown["job_type"]) == ("own", "Data Engineer", "P")
    assert shown["description_text"] == "We need:\n- Python\n- SQL"
    assert caller.post("/api/jobs", json=pasted).json["id"] == answer.json["id"]


@pytest.mark.services
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "x"}, "text"),
        ({"title": "", "text": "y"}, "title"),
        ({"title": "x", "text": "y", "url": "ftp://z"}, "url"),
    ],
)
def test_a_pasted_posting_that_lacks_something_says_what(
    caller: Caller, body: dict[str, str], field: str
) -> None:
    answer = caller.post("/api/jobs", json=body)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


@pytest.mark.services
def test_a_file_that_is_too_large_is_refused(caller: Caller) -> None:
    assert send(caller, b"[" + b" " * 1024 * 1024 + b"1]").status_code == 413
    assert send(caller, b"%PDF-1.7 no postings").status_code == 422


@pytest.mark.services
def test_searches_match_ones_own_postings_too(caller: Caller, work: Callable[[], None]) -> None:
    caller.post(
        "/api/resumes/upload", data={"file": (io.BytesIO(b"Ann Example\nSkills\nPython, SQL"), "cv.txt")}
    )
    work()
    before = caller.post("/api/searches", json={"keywords": "python"}).json["search"]
    assert "own" not in before["criteria"]["sources"]
    pasted = {
        "title": "Python Engineer",
        "company": "Krume",
        "text": "We need Python and SQL.\n\nThree years.",
    }
    job = caller.post("/api/jobs", json=pasted).json["id"]
    search = caller.post("/api/searches", json={"keywords": "python"}).json["search"]
    work()
    found = caller.get(f"/api/searches/{search['id']}").json
    assert {outcome["source"]: outcome["status"] for outcome in found["sources"]}["own"] == "ok"
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    assert [match["job"]["id"] for match in matches] == [job]


def test_what_was_imported_is_read_in_the_background(caller: Caller, work: Callable[[], None]) -> None:
    """Skills, language and duplicates of imported postings are there when the tasks have run."""
    text = (
        "We look for a nurse who knows triage and wound care. " * 5 + "You will work with Python and Docker."
    )
    postings = [
        {
            "title": "Nurse",
            "company": "Acme",
            "location": "Berlin, Germany",
            "description": text,
            "id": str(n),
        }
        for n in (1, 2)
    ]
    assert send(caller, json.dumps(postings)).status_code < 300
    work()
    jobs = [
        caller.get(f"/api/jobs/{job['id']}").json for job in caller.get("/api/jobs", q="nurse").json["items"]
    ]
    assert jobs
    assert {"Python", "Docker"} <= {skill["name"] for skill in jobs[0]["skills"]}
    assert jobs[0]["language"] == "en"
    assert len(jobs[0]["duplicates"]) == 1
