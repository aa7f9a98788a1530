"""What a request cannot mean is refused with a problem that names it; pages and repeated parameters."""

from typing import Any

import pytest

from domain.public_ids import public_id
from models.sessions import Sessions, act_as
from models.task import Task
from services.notify.endpoints import MOST_ENDPOINTS
from tests.web.conftest import Caller, is_problem

pytestmark = pytest.mark.services


def test_an_unknown_route_is_a_problem(caller: Caller) -> None:
    answer = caller.get("/api/nothing")
    assert is_problem(answer, 404)
    assert answer.json["instance"] == "/api/nothing"


def test_a_wrong_method_is_told_the_right_ones(caller: Caller) -> None:
    answer = caller.call("PUT", "/api/tasks")
    assert is_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_a_search_wants_json(caller: Caller) -> None:
    assert is_problem(caller.post("/api/searches", data="keywords=python"), 415)
    broken = caller.post("/api/searches", data='{"keywords": ', content_type="application/json")
    assert is_problem(broken, 400)
    latin = caller.post("/api/searches", data=b'{"keywords": "\xff"}', content_type="application/json")
    assert is_problem(latin, 400)
    nested = caller.post("/api/searches", data="[" * 100_000, content_type="application/json")
    assert is_problem(nested, 400)


SEARCH_ERRORS: list[tuple[dict[str, Any], str]] = [
    ({}, "keywords"),
    ({"keywords": ""}, "keywords"),
    ({"keywords": "   "}, "keywords"),
    ({"keywords": "x" * 301}, "keywords"),
    ({"keywords": 5}, "keywords"),
    ({"keywords": None}, "keywords"),
    ({"keywords": "nul\0"}, "keywords"),
    ({"keywords": "half \ud800"}, "keywords"),
    ({"keywords": "x", "location": "nul\0"}, "location"),
    ({"keywords": "x", "location": "x" * 201}, "location"),
    ({"keywords": "x", "experience": [0]}, "experience"),
    ({"keywords": "x", "experience": [7]}, "experience"),
    ({"keywords": "x", "experience": "two"}, "experience"),
    ({"keywords": "x", "experience": {"a": 1}}, "experience"),
    ({"keywords": "x", "experience": [10**40]}, "experience"),
    ({"keywords": "x", "remote": [4]}, "remote"),
    ({"keywords": "x", "job_type": ["Z"]}, "job_type"),
    ({"keywords": "x", "job_type": "f"}, "job_type"),
    ({"keywords": "x", "limit": 0}, "limit"),
    ({"keywords": "x", "limit": 10**30}, "limit"),
    ({"keywords": "x", "limit": "many"}, "limit"),
    ({"keywords": "x", "sources": ["monster"]}, "sources"),
    ({"keywords": "x", "exclude_companies": ["nul\0"]}, "exclude_companies"),
    ({"keywords": "x", "exclude_companies": ["x" * 201]}, "exclude_companies"),
    ({"keywords": "x", "weights": {"skills": -1}}, "weights"),
    ({"keywords": "x", "weights": {"skills": 0}}, "weights"),
    ({"keywords": "x", "weights": {"luck": 1}}, "weights"),
    ({"keywords": "x", "weights": {"skills": "NaN"}}, "weights"),
    ({"keywords": "x", "weights": {"skills": 1e308, "experience": 1e308}}, "weights"),
    ({"keywords": "x", "weights": "skills"}, "weights"),
    ({"keywords": "x", "weights": [1]}, "weights"),
    ({"keywords": "x", "resume_id": "res_x"}, "resume_id"),
    ({"keywords": "x", "resume_id": 1}, "resume_id"),
    ({"keywords": "x", "refresh": "perhaps"}, "refresh"),
    ({"keywords": "x", "account_id": 2}, "account_id"),
    ({"keywords": "x", "score": 100}, "score"),
]


@pytest.mark.parametrize(("body", "field"), SEARCH_ERRORS)
def test_what_a_search_cannot_mean_is_refused_by_name(
    caller: Caller, belongings: dict[str, int], body: dict[str, Any], field: str
) -> None:
    answer = caller.post("/api/searches", json=body)
    assert is_problem(answer, 422), answer.text
    assert field in answer.json["errors"], answer.json


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "keywords"),
        ("keywords=x&experience=0", "experience"),
        ("keywords=x&experience=2,9", "experience"),
        ("keywords=x&experience=2&experience=x", "experience"),
        ("keywords=x&job_type=F,Q", "job_type"),
        ("keywords=x&weights=skills:lots", "weights"),
        ("keywords=x&weights=skills", "weights"),
        ("keywords=x&limit=-1", "limit"),
        ("keywords=x&colour=red", "colour"),
        ("keywords=a%00b", "keywords"),
        ("keywords=x&location=%00", "location"),
        ("keywords=x&%00=1", "\\x00"),
    ],
)
def test_what_a_query_cannot_mean_is_refused_by_name(
    caller: Caller, belongings: dict[str, int], query: str, field: str
) -> None:
    answer = caller.call("GET", f"/api/jobs/search_and_match?{query}")
    assert is_problem(answer, 422), answer.text
    assert field in answer.json["errors"], answer.json


@pytest.mark.parametrize(
    "query",
    [
        "experience=2,3&remote=1,2&job_type=F,C",
        "experience=2&experience=3&remote=2&remote=1&job_type=F&job_type=C",
        "experience=3,2,3&remote=1,2&job_type=C&job_type=F,C",
    ],
)
def test_lists_may_be_repeated_or_separated_by_commas(
    caller: Caller, belongings: dict[str, int], query: str
) -> None:
    answer = caller.call("GET", f"/api/jobs/search_and_match?keywords=x&weights=skills:1,keywords:1&{query}")
    criteria = answer.json["search"]["criteria"]
    assert criteria["experience"] == [2, 3]
    assert sorted(criteria["remote"]) == [1, 2]
    assert sorted(criteria["job_type"]) == ["C", "F"]
    assert answer.json["search"]["weights"] == {"skills": 0.5, "experience": 0.0, "keywords": 0.5}


@pytest.mark.parametrize(
    ("where", "query", "field"),
    [
        ("/api/tasks", "limit=0", "limit"),
        ("/api/tasks", "limit=101", "limit"),
        ("/api/tasks", "cursor=garbage!", "cursor"),
        ("/api/tasks", "cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "cursor"),
        ("/api/tasks", "cursor=4pGg", "cursor"),
        ("/api/tasks", "cursor=%F0%9F%98%80", "cursor"),
        ("/api/tasks", "page=2", "page"),
        ("/api/matches/history", "min_score=101", "min_score"),
        ("/api/matches/history", "min_score=nan", "min_score"),
        ("/api/matches/history", "since=yesterday", "since"),
        ("/api/matches/history", "resume_id=7", "resume_id"),
        ("/api/tasks/{task}", "wait=11", "wait"),
        ("/api/tasks/{task}", "wait=-1", "wait"),
        ("/api/tasks/{task}", "wait=nan", "wait"),
    ],
)
def test_a_parameter_out_of_range_is_refused_by_name(
    caller: Caller, where: str, query: str, field: str
) -> None:
    answer = caller.call("GET", f"{where.format(task=public_id('task', 1))}?{query}")
    assert is_problem(answer, 422), answer.text
    assert field in answer.json["errors"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account_id": 2}, "account_id"),
        ({"status": "ready"}, "status"),
        ({"label": "nul\0"}, "label"),
        ({"label": ""}, "label"),
        ({"label": None}, "label"),
        ({"default": False}, "default"),
        ({"corrections": {"basics": {"name": "half \udfff"}}}, "corrections"),
    ],
)
def test_a_resumes_other_fields_cannot_be_set(
    caller: Caller, belongings: dict[str, int], changes: dict[str, Any], field: str
) -> None:
    answer = caller.call("PATCH", f"/api/resumes/{public_id('resume', 1)}", json=changes)
    assert is_problem(answer, 422), answer.text
    assert field in answer.json["errors"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"events": ["resume.parsed"]}, "url"),
        ({"url": "http://127.0.0.1/", "events": []}, "events"),
        ({"url": "http://127.0.0.1/", "events": ["resume.eaten"]}, "events"),
        ({"url": "ftp://127.0.0.1/", "events": ["resume.parsed"]}, "url"),
        ({"url": "http://user:pw@127.0.0.1/", "events": ["resume.parsed"]}, "url"),
        ({"url": "http://[::1/", "events": ["resume.parsed"]}, "url"),
        ({"url": "http://127.0.0.1:99999/", "events": ["resume.parsed"]}, "url"),
        ({"url": "http://127.0.0.1/a b", "events": ["resume.parsed"]}, "url"),
        ({"url": "http://127.0.0.1/\r\nX: y", "events": ["resume.parsed"]}, "url"),
        ({"url": "x" * 2001, "events": ["resume.parsed"]}, "url"),
        ({"url": "http://127.0.0.1/", "events": ["resume.parsed"], "secret": "mine"}, "secret"),
    ],
)
def test_a_webhook_that_cannot_be_is_refused_by_name(
    caller: Caller, body: dict[str, Any], field: str
) -> None:
    answer = caller.post("/api/webhooks", json=body)
    assert is_problem(answer, 422), answer.text
    assert field in answer.json["errors"]


def test_an_account_has_at_most_twenty_webhooks(caller: Caller) -> None:
    body = {"url": "http://127.0.0.1:1/", "events": ["resume.parsed"]}
    answers = [caller.post("/api/webhooks", json=body) for _ in range(MOST_ENDPOINTS + 1)]
    assert [answer.status_code for answer in answers] == [201] * MOST_ENDPOINTS + [422]


def test_pages_have_no_gap_while_rows_are_inserted(caller: Caller, sessions: Sessions) -> None:
    def add(count: int) -> None:
        with sessions.begin() as session:
            act_as(session, caller.account_id)
            session.add_all(
                Task(account_id=caller.account_id, kind="search.run", subject_id=1) for _ in range(count)
            )

    add(60)
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = caller.get("/api/tasks", limit=7, **cursor).json
        seen += [task["id"] for task in page["items"]]
        add(5)
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == [public_id("task", key) for key in range(60, 0, -1)]
