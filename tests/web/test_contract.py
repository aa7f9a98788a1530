"""Every route of the application keeps the same promises; the routes come from the application itself."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from domain.public_ids import public_id
from models.account import ApiKey
from models.posting import Posting
from models.search import Match, Search
from models.sessions import Sessions, act_as
from models.task import Task
from services.notify.endpoints import MOST_ENDPOINTS
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

NOW = datetime.now(UTC)
KINDS = {"job_id": "posting", "skill_id": "own_skill"}
PLAIN = {"name": "nowhere"}
"""Parameters that are no ids, and a value that nobody has."""

LATER = ("/text", "/export", "/why-not-higher", "/matches")
"""What answers 409 until a worker has read the resume."""

BODIES: dict[tuple[str, str], Any] = {
    ("PATCH", "/api/resumes/<resume_id>"): {"label": "taken"},
    ("PATCH", "/api/webhooks/<webhook_id>"): {"disabled": True},
    ("PATCH", "/api/source-accounts/<source_account_id>"): {"label": "taken"},
    ("POST", "/api/matches/<match_id>/feedback"): {"verdict": "relevant"},
    ("POST", "/api/matches/<match_id>/what-if"): {"years": 1},
    ("POST", "/api/matches/<match_id>/rescore"): {"weights": {"skills": 1}},
}
PUBLIC = ("/api/docs", "/api/openapi.json", "/api/_swagger/")


LOGIN = {
    "source": "linkedin",
    "credentials": {"li_at": "x" * 20, "jsessionid": "ajax:123"},
    "acknowledge_terms_risk": True,
}


def operations(app: Flask) -> Iterator[tuple[str, str, list[str]]]:
    """Yield method, rule and parameter names of everything under ``/api/`` that needs a key."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/") and not rule.rule.startswith(PUBLIC):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule.rule, sorted(rule.arguments)


def path(rule: str, names: list[str], ids: dict[str, int]) -> str:
    for name in names:
        kind = KINDS.get(name, name.removesuffix("_id"))
        value = PLAIN.get(name) or public_id(kind, ids.get(kind, 1))
        rule = rule.replace(f"<{name}>", value)
    return rule


def is_problem(answer: Any, status: int) -> bool:
    body = answer.json or {}
    return (
        answer.status_code == status == body.get("status")
        and answer.mimetype == "application/problem+json"
        and {"type", "title", "status", "detail", "instance", "request_id"} <= body.keys()
        and body["request_id"] == answer.headers["X-Request-Id"]
    )


@pytest.fixture
def belongings(caller: Caller, sessions: Sessions) -> dict[str, int]:
    """Give the first account one of everything that has an id."""
    resume = caller.post("/api/resumes/upload", data={"file": (io.BytesIO(b"Ann Example"), "cv.txt")})
    assert resume.status_code == 202, resume.text
    webhook = caller.post(
        "/api/webhooks", json={"url": "http://127.0.0.1:1/", "events": ["search.completed"]}
    ).json
    caller.post(f"/api/webhooks/{webhook['id']}/test")
    assert caller.post("/api/skills", json={"name": "Falconry"}).status_code == 201
    login = caller.post("/api/source-accounts", json=LOGIN)
    assert login.status_code == 201, login.text
    search = caller.post("/api/searches", json={"keywords": "python"})
    assert search.status_code == 202, search.text
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        posting = stored_posting(caller.account_id)
        session.add(posting)
        session.flush()
        match = stored_match(session, caller.account_id, posting.id)
        session.add(match)
        session.flush()
        found = {"posting": posting.id, "match": match.id}
    return {
        "resume": 1,
        "webhook": 1,
        "delivery": 1,
        "search": 1,
        "task": 1,
        "own_skill": 1,
        "source_account": 1,
    } | found


def stored_posting(account_id: int) -> Posting:
    return Posting(
        account_id=account_id,
        source="demo",
        external_id="1",
        title="Engineer",
        first_seen_at=NOW,
        last_seen_at=NOW,
        description_text="Python",
        stated_skills=[],
        raw={},
    )


def stored_match(session: Session, account_id: int, posting_id: int) -> Match:
    search = session.scalars(select(Search)).one()
    return Match(
        account_id=account_id,
        search_id=search.id,
        resume_id=search.resume_id,
        posting_id=posting_id,
        position=1,
        score=Decimal("50.0"),
        breakdown={},
        summary="fits",
        algorithm="weighted@6",
    )


def test_every_route_refuses_a_caller_without_a_key(app: Flask) -> None:
    client = app.test_client()
    asked = list(operations(app))
    assert len(asked) >= 25
    for headers in ({}, {"Authorization": "Bearer rf_wrong"}, {"Authorization": "Basic cmY6eA=="}):
        open_ = [
            (method, rule)
            for method, rule, names in asked
            if not is_problem(client.open(path(rule, names, {}), method=method, headers=headers), 401)
        ]
        assert open_ == []


@pytest.mark.parametrize("state", [{"revoked_at": NOW}, {"expires_at": NOW - timedelta(seconds=1)}])
def test_every_route_refuses_a_dead_key(
    app: Flask, caller: Caller, sessions: Sessions, state: dict[str, datetime]
) -> None:
    assert caller.get("/api/tasks").status_code == 200
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.execute(update(ApiKey).values(**state))
    open_ = [
        (method, rule)
        for method, rule, names in operations(app)
        if not is_problem(caller.call(method, path(rule, names, {})), 401)
    ]
    assert open_ == []


def test_every_route_keeps_to_the_scopes_of_the_key(app: Flask, make_caller: Callable[..., Caller]) -> None:
    reader, writer = make_caller("reads", ("read",)), make_caller("writes", ("write",))
    for method, rule, names in operations(app):
        allowed, refused = (reader, writer) if method == "GET" else (writer, reader)
        assert is_problem(refused.call(method, path(rule, names, {})), 403), (method, rule)
        assert allowed.call(method, path(rule, names, {})).status_code not in (401, 403), (method, rule)


def test_every_id_of_another_account_is_unknown(
    app: Flask, belongings: dict[str, int], make_caller: Callable[..., Caller], caller: Caller
) -> None:
    stranger = make_caller("stranger")
    seen = 0
    for method, rule, names in operations(app):
        if names:
            body = BODIES.get((method, rule))
            answer = stranger.call(method, path(rule, names, belongings), **({"json": body} if body else {}))
            assert is_problem(answer, 404), (method, rule, answer.status_code, answer.text)
            seen += 1
    assert seen >= 18
    for method, rule, names in operations(app):
        if names and method == "GET" and not rule.endswith(LATER):
            assert caller.get(path(rule, names, belongings)).status_code == 200, (rule, "the owner still may")


def test_no_list_shows_another_accounts_rows(
    app: Flask, belongings: dict[str, int], make_caller: Callable[..., Caller], caller: Caller
) -> None:
    stranger = make_caller("stranger")
    for rule in ("/api/resumes", "/api/searches", "/api/tasks", "/api/webhooks", "/api/matches/history"):
        assert caller.get(rule).json["items"], rule
        assert stranger.get(rule).json["items"] == [], rule


@pytest.mark.parametrize("garbage", ["x", "res_", "task_%00", "job_" + "a" * 30, "%F0%9F%98%80", "-1", "1"])
def test_an_id_that_nobody_gave_is_unknown(app: Flask, caller: Caller, garbage: str) -> None:
    for method, rule, names in operations(app):
        if names:
            where = rule
            for name in names:
                where = where.replace(f"<{name}>", garbage)
            body = BODIES.get((method, rule))
            answer = caller.call(method, where, **({"json": body} if body else {}))
            assert is_problem(answer, 404), (method, where, answer.status_code)


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
