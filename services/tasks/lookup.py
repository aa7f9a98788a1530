"""Look at tasks, and wait for one to change."""

import threading
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from domain.codes import TaskStatus
from domain.problems import NotFound
from models.sessions import Sessions, act_as
from models.task import Task

LONGEST_WAIT = 10.0
_OWN = (Task.id == bindparam("task_id"), Task.account_id == bindparam("account_id"))
_MINE = select(Task).where(*_OWN)
_COLUMNS = select(Task.__table__).where(*_OWN)  # what polls read: no object, no identity map


def find_task(session: Session, account_id: int, task_id: int) -> Task:
    """Return the account's task; NotFound for any other id."""
    task = session.scalars(_MINE, {"task_id": task_id, "account_id": account_id}).one_or_none()
    if task is None:
        raise NotFound("no task has this id")
    return task


def look_at_task(session: Session, account_id: int, task_id: int) -> Row[Any]:
    """Return the columns of the account's task, for showing only; NotFound for any other id."""
    found = session.connection().execute(_COLUMNS, {"task_id": task_id, "account_id": account_id})
    row = found.one_or_none()
    if row is None:
        raise NotFound("no task has this id")
    return row


def list_tasks(session: Session, account_id: int, *, limit: int, before: int | None = None) -> Sequence[Task]:
    """Return up to ``limit`` tasks, newest first, older than the id ``before``."""
    mine = select(Task).where(Task.account_id == account_id)
    if before is not None:
        mine = mine.where(Task.id < before)
    return session.scalars(mine.order_by(Task.id.desc()).limit(limit)).all()


class WaitingRoom:
    """Let a few callers wait for a task to change. When it is full, nobody waits: all are answered at once.

    Waiting polls with short transactions, so a waiter holds a thread but no connection.
    """

    def __init__(self, sessions: Sessions, seats: int, every: float = 0.1) -> None:
        self._sessions = sessions
        self._seats = threading.BoundedSemaphore(seats)
        self._every = every

    def wait_for_change(self, account_id: int, task_id: int, seconds: float) -> Task:
        """Return the task as soon as its status changes, it is finished, or ``seconds`` (0 to 10) pass.

        Raises NotFound for an id that is not this account's.
        """
        first = task = self._look(account_id, task_id)
        until = time.monotonic() + min(seconds, LONGEST_WAIT)
        if TaskStatus(task.status).finished or not self._seats.acquire(blocking=False):
            return task
        try:
            while task.status == first.status and (left := until - time.monotonic()) > 0:
                time.sleep(min(self._every, left))
                task = self._look(account_id, task_id)
        finally:
            self._seats.release()
        return task

    def _look(self, account_id: int, task_id: int) -> Task:
        with self._sessions() as session:
            act_as(session, account_id)
            return find_task(session, account_id, task_id)
