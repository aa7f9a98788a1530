"""Poll a task: the question asked most, answered by one statement outside any transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from domain.problems import NotFound
from services.accounts.keys import Principal, digest_of

_POLL = "select * from rolefit_poll(%s, %s, %s)"


def poll_task(
    connection: Connection, secret: str, now: datetime, task_id: int
) -> tuple[Principal, Row[Any]] | None:
    """Return who holds ``secret`` and the columns of the task; None if the key is not accepted.

    All columns of the task are None when the account has no such task. The connection should be in
    autocommit mode: the statement enters the account for its own duration alone.
    """
    found = connection.exec_driver_sql(_POLL, (digest_of(secret), now, task_id)).one_or_none()
    if found is None:
        return None
    return Principal(found.account_id, found.key_id, frozenset(found.scopes)), found


def polled_task(found: Row[Any]) -> Row[Any]:
    """Return the polled columns; NotFound when the account has no such task."""
    if found.id is None:
        raise NotFound("no task has this id")
    return found
