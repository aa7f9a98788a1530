"""``/healthz``: this process answers. ``/readyz``: it can do its work."""

from alembic.migration import MigrationContext
from flask import Blueprint, Response, json
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from models.schema import newest_revision
from web.database import session
from web.dependencies import dependencies

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer 200 as long as the process runs."""
    return Response('{"status":"ok"}', mimetype="application/json")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Answer 200 when Postgres is there and migrated; a lost Redis is degraded, not down."""
    checks = {"postgres": _postgres(), "redis": "ok" if dependencies().broker_alive() else "degraded"}
    ready = checks["postgres"] == "ok"
    status = "ready" if set(checks.values()) == {"ok"} else "degraded" if ready else "unavailable"
    body = json.dumps({"status": status, "checks": checks})
    return Response(body, 200 if ready else 503, mimetype="application/json")


def _postgres() -> str:
    try:
        connection = session().connection()
        connection.execute(text("set local statement_timeout = 2000"))
        current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError:
        session().rollback()
        return "unreachable"
    return "ok" if current == newest_revision() else "not migrated"
