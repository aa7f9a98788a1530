"""Sessions that say on whose behalf they act; row-level security in Postgres holds them to it.

Every transaction begins by setting ``rolefit.account_id`` for its own duration. Without it the
policies match no row. ``SYSTEM`` is for the engine's own bookkeeping (claiming tasks, finding an
API key's owner): only the tables that need it have a policy for it.
"""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

SYSTEM = "system"
"""Act for the engine itself, not for an account."""

_ACTOR = "rolefit_actor"
_CONNECTED = "rolefit_connected"
_AFTERWARDS = "rolefit_after_commit"
Sessions = sessionmaker[Session]
_SINGLES: WeakKeyDictionary[Engine, Engine] = WeakKeyDictionary()
_SET_ACTOR = text("select set_config('rolefit.account_id', :actor, true)")


def make_engine(url: str, **options: Any) -> Engine:
    """Connect to Postgres. Dead pooled connections are noticed before use, waits are bounded."""
    options.setdefault("pool_pre_ping", True)
    if "poolclass" not in options:
        options.setdefault("pool_timeout", 10)
    options.setdefault("hide_parameters", True)  # errors end in logs, parameters may be a resume
    connect = {"connect_timeout": 5, "application_name": "rolefit"}
    return create_engine(url, connect_args=connect, **options)


def make_sessions(engine: Engine) -> Sessions:
    """Return a session factory whose sessions obey :func:`act_as`."""
    return sessionmaker(engine, expire_on_commit=False)


def single_statements(sessions: Sessions) -> Engine:
    """Return the engine beside that of ``sessions`` on which every statement commits by itself.

    Switching a pooled connection to that mode and back for one statement costs more than the statement.
    """
    engine: Engine = sessions.kw["bind"]
    if engine not in _SINGLES:
        _SINGLES[engine] = make_engine(
            engine.url.render_as_string(hide_password=False),
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            skip_autocommit_rollback=True,
            pool_pre_ping=False,
            max_overflow=20,
        )
    return _SINGLES[engine]


def leave_connections(engine: Engine) -> None:
    """Forget pooled connections without closing them: after a fork they belong to the parent."""
    engine.dispose(close=False)
    if (single := _SINGLES.pop(engine, None)) is not None:
        single.dispose(close=False)


def act_as(session: Session, actor: int | str) -> None:
    """Act for one account (its key) or for ``SYSTEM``, now and in every later transaction."""
    session.info[_ACTOR] = str(actor)
    if session.info.get(_CONNECTED):
        session.execute(_SET_ACTOR, {"actor": str(actor)})


def entered_as(session: Session, account_id: int) -> None:
    """Note for later transactions that the present one already acts for this account."""
    session.info[_ACTOR] = str(account_id)


@event.listens_for(Session, "after_begin")
def _tell_postgres(session: Session, transaction: SessionTransaction, connection: Any) -> None:
    if transaction.nested:  # a savepoint keeps what its transaction was told
        return
    session.info[_CONNECTED] = True
    actor = session.info.get(_ACTOR)
    if actor is not None:
        connection.execute(_SET_ACTOR, {"actor": actor})


@event.listens_for(Session, "after_transaction_end")
def _untell(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(_CONNECTED, None)


def after_commit(session: Session, action: Callable[[], None]) -> None:
    """Do ``action`` once the present transaction has committed; forget it if it rolls back.

    For what must not happen before others can see the rows: ringing workers, dropping cached copies.
    """
    session.info.setdefault(_AFTERWARDS, []).append(action)


@event.listens_for(Session, "after_commit")
def _act_afterwards(session: Session) -> None:
    for action in session.info.pop(_AFTERWARDS, []):
        action()


@event.listens_for(Session, "after_rollback")
def _forget_actions(session: Session) -> None:
    session.info.pop(_AFTERWARDS, None)
