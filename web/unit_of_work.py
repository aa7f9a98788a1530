"""One request = one principal = one transaction: entered before the handler, ended after it.

Success commits (and only then do tasks ring), any error rolls back. Read calls need the ``read``
scope, all others ``write``.
"""

from typing import cast

from flask import Blueprint, Flask, Response, g, request

from models.sessions import act_as
from services.accounts.keys import Principal, find_principal
from web import idempotency
from web.database import session
from web.dependencies import dependencies
from web.problems import Forbidden, Unauthorized

_READING = ("GET", "HEAD", "OPTIONS")


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


def release() -> None:
    """Give the connection back before a wait; the next statement begins a new transaction."""
    session().commit()


def _enter() -> Response | None:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthorized("send Authorization: Bearer rf_…")
    caller = find_principal(session(), secret.strip(), dependencies().now())
    if caller is None:
        raise Unauthorized("this API key is unknown, revoked or expired")
    needed = "read" if request.method in _READING else "write"
    if needed not in caller.scopes:
        raise Forbidden(f"the key lacks the scope {needed}")
    act_as(session(), caller.account_id)
    g.principal = caller
    return idempotency.replay(session(), caller.account_id)


def _end(response: Response) -> Response:
    if "principal" in g:
        if response.status_code < 400:
            idempotency.remember(session(), principal().account_id, response, dependencies().now())
            session().commit()
        else:
            session().rollback()
    return response
