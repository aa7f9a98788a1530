"""The web's database session: one transaction per request, entered with the caller's API key."""

import math
import time
from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from models.base import Base
from services.tasks.doorbell import Ring, ring_after_commit
from web.dependencies import dependencies

_TRUSTED_SECONDS = 1.0

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class _Doorbell:
    """The doorbell of whichever application is answering: sessions are shared by all in a process."""

    def ring(self, rings: Sequence[Ring]) -> None:
        dependencies().doorbell.ring(rings)

    def waiting(self) -> int | None:
        return dependencies().doorbell.waiting()


ring_after_commit(db.session, _Doorbell())


def distrust_idle_connections(engine: Engine) -> None:
    """Ask a connection that lay idle for a second whether it still lives; a busy one shows it by working."""

    @event.listens_for(engine, "checkin")
    def _note(_: Any, record: ConnectionPoolEntry) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _ask(connection: Any, record: ConnectionPoolEntry, _: Any) -> None:
        if time.monotonic() - record.info.get("idle_since", math.inf) > _TRUSTED_SECONDS:
            try:
                engine.dialect.do_ping(connection)
            except engine.dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error


def session() -> Session:
    """Return the session of this request."""
    return db.session()


def make_polling_engine(database_url: str) -> Engine:
    """Return an engine on whose connections every statement is its own transaction, with nothing to reset."""
    options = configuration(database_url)["SQLALCHEMY_ENGINE_OPTIONS"]
    engine = create_engine(
        database_url,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        skip_autocommit_rollback=True,
        **options,
    )
    distrust_idle_connections(engine)
    return engine


def polling_connection() -> Connection:
    """Return a connection for polls."""
    engine: Engine = current_app.extensions["rolefit_polling"]
    return engine.connect()


def configuration(database_url: str) -> dict[str, Any]:
    """Return Flask-SQLAlchemy's settings: bounded waits, dead connections noticed."""
    return {
        "SQLALCHEMY_DATABASE_URI": database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 8,
            "max_overflow": 8,
            "pool_timeout": 10,
            "hide_parameters": True,
            "connect_args": {"connect_timeout": 5, "application_name": "rolefit-web"},
        },
    }
