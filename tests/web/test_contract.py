"""Every route of the application keeps the same promises; the routes come from the application itself."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from domain.public_ids import public_id
from models.account import ApiKey
from models.sessions import Sessions, act_as
from tests.web.conftest import Caller, is_problem

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
