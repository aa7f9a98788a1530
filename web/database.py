"""The web's database session: one transaction per request, entered with the caller's API key."""

from collections.abc import Sequence
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Session

from models.base import Base
from services.tasks.doorbell import Ring, ring_after_commit
from web.dependencies import dependencies

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


class _Doorbell:
    """The doorbell of whichever application is answering: sessions are shared by all in a process."""

    def ring(self, rings: Sequence[Ring]) -> None:
        dependencies().doorbell.ring(rings)

    def waiting(self) -> int | None:
        return dependencies().doorbell.waiting()


ring_after_commit(db.session, _Doorbell())


def session() -> Session:
    """Return the session of this request."""
    return db.session()


def configuration(database_url: str) -> dict[str, Any]:
    """Return Flask-SQLAlchemy's settings: bounded waits, dead connections noticed."""
    return {
        "SQLALCHEMY_DATABASE_URI": database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": 8,
            "max_overflow": 8,
            "pool_timeout": 10,
            "pool_pre_ping": True,
            "hide_parameters": True,
            "connect_args": {"connect_timeout": 5, "application_name": "rolefit-web"},
        },
    }
