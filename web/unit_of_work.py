"""One request = one principal = one transaction: entered before the handler, ended after it.

Success commits (and only then do tasks ring), any error rolls back. Read calls need the ``read``
scope, all others ``write``.
"""

from typing import cast

from flask import Blueprint, Flask, Response, g, request
from sqlalchemy.exc import OperationalError

from services.accounts.keys import Principal, enter
from web import idempotency, limits
from web.database import session
from web.dependencies import dependencies
from web.problems import Forbidden, Unauthorized, unavailable

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
    return enter(session(), secret.strip(), dependencies().now())


def _end(response: Response) -> Response:
    if "principal" in g:
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
