"""The main job through the API: upload → read → search → ranked, explained matches → history."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from services.matching.loading import load_rarity
from services.matching.version import ALGORITHM
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

SAMPLE = Path(__file__).parent.parent.parent / "data" / "samples" / "software_engineer.pdf"
Work = Callable[[], None]


def upload(caller: Caller, content: bytes, name: str = "cv.pdf", **options: Any) -> Any:
    data = {"file": (io.BytesIO(content), name)} | options.pop("form", {})
    return caller.post("/api/resumes/upload", data=data, **options)


@pytest.fixture
def resume(caller: Caller, work: Work) -> dict[str, Any]:
    """Upload and read the bundled resume."""
    accepted = upload(caller, SAMPLE.read_bytes()).json
    work()
    return caller.get(f"/api/resumes/{accepted['resume']['id']}").json


def run(caller: Caller, work: Work, **criteria: Any) -> dict[str, Any]:
    """Search, work, and return the finished search."""
    accepted = caller.post("/api/searches", json={"keywords": "python engineer", "limit": 10, **criteria})
    assert accepted.status_code == 202, accepted.text
    work()
    return caller.get(f"/api/searches/{accepted.json['search']['id']}").json


def test_an_upload_is_accepted_polled_and_read(caller: Caller, work: Work) -> None:
    answer = upload(caller, SAMPLE.read_bytes(), "../../Jonah‮fdp.pdf")
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/tasks/{answer.json['task']['id']}"
    assert answer.headers["Retry-After"]
    assert answer.json["resume"]["filename"] == "Jonahfdp.pdf"
    assert answer.json["resume"]["default"] is True
    work()
    task = caller.get(answer.headers["Location"]).json
    assert (task["status"], task["result"]["href"]) == (
        "succeeded",
        f"/api/resumes/{answer.json['resume']['id']}",
    )
    resume = caller.get(task["result"]["href"]).json
    assert resume["status"] == "ready"
    assert resume["basics"]["name"] == "Jonah Whitlock"
    assert resume["experience"]["total_years"] > 5
    assert {"Python", "PostgreSQL"} <= {skill["name"] for skill in resume["skills"]}


def test_spans_point_into_the_text(caller: Caller, resume: dict[str, Any]) -> None:
    text = caller.get(f"/api/resumes/{resume['id']}/text").text
    mentions = [mention for skill in resume["skills"] for mention in skill["mentions"]]
    assert mentions
    assert all(text[slice(*mention["span"])] == mention["text"] for mention in mentions)


def test_the_file_comes_back_as_it_was(caller: Caller, resume: dict[str, Any]) -> None:
    answer = caller.get(f"/api/resumes/{resume['id']}/file")
    assert answer.data == SAMPLE.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_matches_are_ranked_and_explained(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    search = run(caller, work)
    assert search["status"] == "succeeded"
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    assert len(matches) == search["counts"]["matched"] == 10
    scores = [match["score"] for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 3
    assert {match["algorithm"] for match in matches} == {ALGORITHM}
    assert {match["statistics"] for match in matches} == {load_rarity().version}
    for match in matches:
        points = sum(part["points"] for part in match["breakdown"].values())
        assert match["score"] == pytest.approx(points, abs=0.051)


def test_the_evidence_points_into_the_posting(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    search = run(caller, work)
    match = caller.get(f"/api/searches/{search['id']}/matches").json["items"][0]
    job = caller.get(f"/api/jobs/{match['job']['id']}").json
    mentions = [m for skill in match["breakdown"]["skills"]["matched"] for m in skill["job_mentions"]]
    assert mentions
    assert all(job["description_text"][slice(*m["span"])] == m["text"] for m in mentions)
    assert job["experience"]["level"]


def test_what_else_is_asked_stands_beside_what_the_resume_shows(
    caller: Caller, work: Work, resume: dict[str, Any]
) -> None:
    """The sample resume shows a bachelor's degree, and Spanish at B1; German is no language of its owner."""
    shown = resume["qualifications"]
    assert (shown["education"], shown["languages"]) == ("bachelor", ["English (native)", "Spanish (B1)"])
    search = run(caller, work, keywords="accountant", limit=100)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    checks = [(match, check) for match in matches for check in match["requirements"]]
    met = {check["name"]: check["met"] for _, check in checks}
    assert (met["English"], met["German"]) == (True, False)
    for match, check in checks:
        if check["name"] == "German":
            assert "; asks for " in match["summary"]
            job = caller.get(f"/api/jobs/{match['job']['id']}").json
            assert "German" in job["requirements"]["languages"]


def test_the_same_question_answers_at_once(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    query = {"keywords": "python engineer", "limit": 10}
    first = caller.get("/api/jobs/search_and_match", **query)
    again = caller.get("/api/jobs/search_and_match", **query)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json["search"]["id"] == again.json["search"]["id"], "a running search is joined"
    work()
    done = caller.get("/api/jobs/search_and_match", **query)
    assert done.status_code == 200
    assert len(done.json["items"]) == 10
    other = caller.get("/api/jobs/search_and_match", **query, refresh="true")
    assert other.status_code == 202


def test_weights_change_the_score_and_nothing_else(
    caller: Caller, work: Work, resume: dict[str, Any]
) -> None:
    plain = run(caller, work)
    skills_only = run(caller, work, weights={"skills": 3})
    assert skills_only["weights"] == {"skills": 1.0, "experience": 0.0, "keywords": 0.0}
    by_job = [
        {m["job"]["id"]: m for m in caller.get(f"/api/searches/{s['id']}/matches", limit=100).json["items"]}
        for s in (plain, skills_only)
    ]
    assert by_job[0].keys() == by_job[1].keys()
    for job, match in by_job[1].items():
        share = by_job[0][job]["breakdown"]["skills"]["score"]
        assert match["score"] == pytest.approx(100 * share, abs=0.06)


@pytest.mark.parametrize(
    ("criteria", "field", "wanted"),
    [
        ({"remote": [2]}, "workplace", {"remote"}),
        ({"remote": [1, 3]}, "workplace", {"onsite", "hybrid"}),
        ({"job_type": ["C"]}, "job_type", {"C"}),
        ({"job_type": "F,P"}, "job_type", {"F", "P"}),
    ],
)
def test_a_filter_really_filters(
    caller: Caller, work: Work, resume: dict[str, Any], criteria: Any, field: str, wanted: set[str]
) -> None:
    search = run(caller, work, keywords="engineer", limit=50, **criteria)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    assert matches
    assert {match["job"][field] for match in matches} <= wanted


def test_experience_and_location_filter_too(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    search = run(caller, work, keywords="engineer", limit=50, experience="4", location="Germany")
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    assert matches
    jobs = [caller.get(f"/api/jobs/{match['job']['id']}").json for match in matches]
    assert {job["experience"]["level"] for job in jobs} == {4}
    assert all("Germany" in job["location"]["raw"] or job["workplace"] == "remote" for job in jobs)


def test_a_company_can_be_excluded(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    before = run(caller, work)
    matches = caller.get(f"/api/searches/{before['id']}/matches").json["items"]
    company = matches[0]["job"]["company"]["name"]
    after = run(caller, work, exclude_companies=[company.upper()])
    companies = {
        m["job"]["company"]["name"] for m in caller.get(f"/api/searches/{after['id']}/matches").json["items"]
    }
    assert company not in companies
    assert after["counts"]["filtered"] >= 1


def test_a_posting_that_is_offered_again_is_shown_once(
    caller: Caller, work: Work, resume: dict[str, Any]
) -> None:
    search = run(caller, work, limit=100)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    offers = [
        (m["job"]["title"].lower(), m["job"]["company"]["name"], m["job"]["location"]["raw"]) for m in matches
    ]
    assert len(offers) == len(set(offers))
    assert search["counts"]["duplicates"] > 0


def test_history_keeps_every_run(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    run(caller, work)
    run(caller, work)
    pages, cursor = [], None
    while True:
        page = caller.get("/api/matches/history", limit=7, **({"cursor": cursor} if cursor else {})).json
        pages += [match["id"] for match in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(pages) == len(set(pages)) == 20
    best = caller.get("/api/matches/history", min_score=60).json["items"]
    assert all(match["score"] >= 60 for match in best)


def test_an_unconfigured_source_is_skipped_with_its_reason(
    caller: Caller, work: Work, resume: dict[str, Any]
) -> None:
    search = run(caller, work, sources=["linkedin", "demo"])
    outcomes = {outcome["source"]: outcome for outcome in search["sources"]}
    assert outcomes["linkedin"]["status"] == "skipped"
    assert "LINKEDIN" in outcomes["linkedin"]["error"]["detail"]
    assert outcomes["demo"]["status"] == "ok"
    assert search["status"] == "succeeded"


def test_nothing_but_unconfigured_sources_is_a_failure_not_an_empty_result(
    caller: Caller, work: Work, resume: dict[str, Any]
) -> None:
    search = run(caller, work, sources=["linkedin"])
    assert search["status"] == "failed"
    assert search["error"]["code"] == "no_source_answered"
    assert "linkedin" in search["error"]["detail"]


def test_postings_are_fetched_once_a_day(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    first = run(caller, work)
    second = run(caller, work)
    third = run(caller, work, refresh=True)
    cached = [search["sources"][-1]["cached"] for search in (first, second, third)]
    assert cached == [0, 10, 0]


def test_a_search_may_come_before_the_resume_is_read(
    caller: Caller, work: Work, make_due: Callable[[], None]
) -> None:
    accepted = upload(caller, SAMPLE.read_bytes())
    search = caller.post("/api/searches", json={"keywords": "python", "limit": 3}).json["search"]
    assert accepted.status_code == 202
    for _ in range(3):
        work()
        make_due()
    assert caller.get(f"/api/searches/{search['id']}").json["status"] == "succeeded"


def test_deleting_a_resume_deletes_its_matches(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    run(caller, work)
    assert caller.call("DELETE", f"/api/resumes/{resume['id']}").status_code == 204
    assert caller.get(f"/api/resumes/{resume['id']}").status_code == 404
    assert caller.get("/api/matches/history").json["items"] == []
    assert caller.get("/api/searches").json["items"] == []


def test_the_default_moves(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    second = upload(caller, b"Ann Example\nann@example.com\n", "cv.txt").json["resume"]
    assert second["default"] is False
    changed = caller.call("PATCH", f"/api/resumes/{second['id']}", json={"default": True, "label": "New"})
    assert (changed.json["default"], changed.json["label"]) == (True, "New")
    assert caller.get(f"/api/resumes/{resume['id']}").json["default"] is False


def test_feedback_is_kept(caller: Caller, work: Work, resume: dict[str, Any]) -> None:
    search = run(caller, work)
    match = caller.get(f"/api/searches/{search['id']}/matches").json["items"][0]
    path = f"/api/matches/{match['id']}"
    assert caller.post(f"{path}/feedback", json={"verdict": "relevant"}).status_code == 200
    assert caller.get(path).json["verdict"] == "relevant"
    assert caller.post(f"{path}/feedback", json={"verdict": "great"}).status_code == 422


def test_the_export_is_json_resume(caller: Caller, resume: dict[str, Any]) -> None:
    exported = caller.get(f"/api/resumes/{resume['id']}/export").json
    assert exported["basics"]["name"] == "Jonah Whitlock"
    assert exported["work"][0]["startDate"] == resume["work"][0]["start_date"]
