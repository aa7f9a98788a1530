"""One request = one principal = one transaction: entered before the handler, ended after it.

Success commits (and only then do tasks ring), any error rolls back. Read calls need the ``read``
scope, all others ``write``.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any, cast

from flask import Blueprint, Flask, Response, g, request
from sqlalchemy import Row
from sqlalchemy.exc import OperationalError

from domain.problems import NotFound
from domain.public_ids import row_id
from services.accounts.keys import Principal, enter
from services.tasks.poll import poll_task
from web import idempotency, limits
from web.database import polling_connection, session
from web.dependencies import dependencies
from web.problems import Forbidden, Unauthorized, unavailable

_READING = ("GET", "HEAD", "OPTIONS")
POLLING = "tasks.OneTask"
"""The endpoint whose plain GET is one statement: clients ask it more often than all others together."""


def protect(blueprint: Blueprint) -> Blueprint:
    """Let only API keys through this blueprint, each within its own account."""
    blueprint.before_request(_enter)
    return blueprint


def install(app: Flask) -> None:
    """End every request's transaction once its answer is complete."""
    app.after_request(_end)


def principal() -> Principal:
    """Return who is calling."""
    return cast("Principal", g.principal)


def account_id() -> int:
    """Return the caller's account."""
    return principal().account_id


def polled() -> Row[Any] | None:
    """Return the task that came along with the caller, on the one route where it does."""
    return cast("Row[Any] | None", g.get("polled"))


def release() -> None:
    """Give the connection back before a wait; the next statement begins a new transaction."""
    session().commit()


def _enter() -> Response | None:
    caller = None if request.method == "OPTIONS" else _caller()
    if caller is None:
        limits.spend_as_stranger()
        if request.method == "OPTIONS":  # a preflight carries no key
            return None
        raise Unauthorized("send Authorization: Bearer rf_… with a key that is neither revoked nor expired")
    g.principal = caller
    limits.spend(f"account {caller.account_id}")
    needed = "read" if request.method in _READING else "write"
    if needed not in caller.scopes:
        raise Forbidden(f"the key lacks the scope {needed}")
    return idempotency.replay(session(), caller.account_id)


def _caller() -> Principal | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    now = dependencies().now()
    if request.endpoint == POLLING and request.method == "GET" and not request.query_string:
        with suppress(NotFound):  # a malformed id is answered by the handler, to known callers only
            return _poll(secret.strip(), now, row_id("task", (request.view_args or {})["task_id"]))
    return enter(session(), secret.strip(), now)


def _poll(secret: str, now: datetime, task_id: int) -> Principal | None:
    with polling_connection() as connection:
        found = poll_task(connection, secret, now, task_id)
    if found is None:
        return None
    caller, g.polled = found
    return caller


def _end(response: Response) -> Response:
    if "principal" in g and "polled" not in g:
        if response.status_code < 400:
            idempotency.remember(session(), principal().account_id, response, dependencies().now())
            return _commit(response)
        session().rollback()
    return response


def _commit(response: Response) -> Response:
    """Promise nothing that is not stored: a commit that fails turns the answer into 503."""
    try:
        session().commit()
    except OperationalError as error:
        session().rollback()
        return unavailable(error)
    return response
