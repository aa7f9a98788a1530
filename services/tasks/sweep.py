"""Find what is due and unattended, and ring again: nothing that Postgres holds is ever forgotten."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, or_, select, update

from models.sessions import Sessions
from models.task import Task, TaskPart
from services.tasks.doorbell import Doorbell, Ring
from services.tasks.kinds import work_name
from services.tasks.leases import OPEN, Row, free, relaxed


@dataclass(frozen=True)
class Patience:
    """How long to wait for an answer before ringing again, in seconds.

    While more than ``deep`` messages wait at the broker, workers are busy rather than deaf: ringing
    every few seconds would only lengthen their queue.
    """

    usual: float = 4.0
    busy: float = 60.0
    deep: int = 200
    batch: int = 500

    def seconds(self, waiting: int | None) -> float:
        """Return the patience for a broker that holds ``waiting`` messages."""
        return self.busy if waiting is not None and waiting > self.deep else self.usual


def sweep(sessions: Sessions, doorbell: Doorbell, patience: Patience) -> int:
    """Ring every row that is due and free and was not rung lately; return how many were rung."""
    seconds = patience.seconds(doorbell.waiting())
    with relaxed(sessions) as session:
        tasks = session.execute(_overdue_tasks(seconds, patience.batch)).all()
        parts = session.execute(_overdue_parts(seconds, patience.batch)).all()
        session.execute(_orphans(patience.batch))
    rings = [Ring(work_name(task.kind, task.step), task_id=task.id) for task in tasks]
    rings += [Ring(work_name(part.task_kind, part.kind), part_id=part.id) for part in parts]
    if rings:
        doorbell.ring(rings)
    return len(rings)


def _overdue_tasks(seconds: float, batch: int) -> Any:
    found = select(Task.id).where(free(Task), Task.parts_open == 0, _unanswered(Task, seconds))
    chosen = found.order_by(Task.due_at).limit(batch).with_for_update(skip_locked=True)
    return (
        update(Task)
        .where(Task.id.in_(_once(chosen)))
        .values(rung_at=func.now())
        .returning(Task.id, Task.kind, Task.step)
        .execution_options(synchronize_session=False)
    )


def _overdue_parts(seconds: float, batch: int) -> Any:
    found = select(TaskPart.id).where(free(TaskPart), _unanswered(TaskPart, seconds))
    chosen = found.order_by(TaskPart.due_at).limit(batch).with_for_update(skip_locked=True)
    return (
        update(TaskPart)
        .where(TaskPart.id.in_(_once(chosen)), Task.id == TaskPart.task_id, Task.status == "running")
        .values(rung_at=func.now())
        .returning(TaskPart.id, TaskPart.kind, Task.kind.label("task_kind"))
        .execution_options(synchronize_session=False)
    )


def _orphans(batch: int) -> Any:
    """Drop parts of finished tasks that a crash left open in the moment of cancelling."""
    over = Task.status.not_in(OPEN)
    found = select(TaskPart.id).join(Task, Task.id == TaskPart.task_id).where(free(TaskPart), over)
    chosen = found.limit(batch).with_for_update(of=TaskPart, skip_locked=True)
    return (
        update(TaskPart)
        .where(TaskPart.id.in_(_once(chosen)))
        .values(status="cancelled", token=None, lease_until=None)
        .execution_options(synchronize_session=False)
    )


def _once(chosen: Any) -> Any:
    """Choose rows in a CTE: as a plain subquery the planner may run it, and lock, more than once."""
    return select(chosen.cte("chosen").c.id)


def _unanswered(row: Row, seconds: float) -> Any:
    """Say in SQL: not rung for a while, or not since it became due."""
    return or_(row.rung_at < func.now() - timedelta(seconds=seconds), row.rung_at < row.due_at)
