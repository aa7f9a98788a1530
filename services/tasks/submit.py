"""Promise work, and take a promise back: rows in the caller's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session, make_transient_to_detached

from domain.codes import TaskStatus
from domain.problems import Conflict, NotFound
from models.task import Task, TaskPart
from services.tasks.doorbell import Ring, note_ring
from services.tasks.leases import OPEN

_TABLE = Task.metadata.tables["task"]
_INSERT = insert(_TABLE).returning(*_TABLE.c)


def submit(
    session: Session,
    *,
    account_id: int,
    kind: str,
    subject_id: int,
    due_at: datetime | None = None,
    request_id: str | None = None,
) -> Task:
    """Store the promise to do ``kind`` for ``subject_id`` and note the ring for after the commit.

    ``due_at`` in the future is a schedule: the sweeper rings when the time has come.
    """
    values: dict[str, Any] = {
        "account_id": account_id,
        "kind": kind,
        "subject_id": subject_id,
        "request_id": request_id,
    }
    if due_at is not None:
        values["due_at"] = due_at
    # Plain SQL made known to the session afterwards: half the price of an ORM insert that returns the row.
    task = Task(**session.connection().execute(_INSERT, values).one()._asdict())
    make_transient_to_detached(task)
    session.add(task)
    if due_at is None:
        note_ring(session, Ring(kind, task_id=task.id))
    return task


def cancel(session: Session, account_id: int, task_id: int) -> Task:
    """End an open task: running handlers see it, their effect is refused, open parts are dropped.

    Raises NotFound for an id that is not this account's, Conflict for a finished task.
    """
    mine = select(Task).where(Task.id == task_id, Task.account_id == account_id)
    task = session.scalars(mine.with_for_update()).one_or_none()
    if task is None:
        raise NotFound("no task has this id")
    if TaskStatus(task.status).finished:
        raise Conflict(f"the task is already {task.status}")
    task.status, task.token, task.lease_until = TaskStatus.CANCELLED.value, None, None
    task.finished_at = session.scalar(select(func.now()))
    session.flush()
    _drop_parts(session, task_id)
    return task


def _drop_parts(session: Session, task_id: int) -> None:
    """Drop the parts that nobody is finishing at this moment.

    Waiting for those would be a deadlock: they hold their own row and want the task's. They will find
    the task over and drop themselves.
    """
    loose = select(TaskPart.id).where(TaskPart.task_id == task_id, TaskPart.status.in_(OPEN))
    session.execute(
        update(TaskPart)
        .where(TaskPart.id.in_(loose.with_for_update(skip_locked=True)))
        .values(status="cancelled", token=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )
