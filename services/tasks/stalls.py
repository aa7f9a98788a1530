"""See from Postgres whether work is rung in vain."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from models.sessions import Sessions
from models.task import Task, TaskPart
from services.tasks.kinds import START
from services.tasks.leases import Row, free, relaxed

_LATELY = timedelta(seconds=90)  # longer than the sweeper's longest patience


def stalled(sessions: Sessions, names: Collection[str], seconds: float) -> bool:
    """Tell whether work of these names has been free for ``seconds`` although it is being rung."""
    with relaxed(sessions) as session:
        return bool(session.scalar(select(or_(_tasks(names, seconds), _parts(names, seconds)))))


def _tasks(names: Collection[str], seconds: float) -> ColumnElement[bool]:
    name = case((Task.step == START, Task.kind), else_=Task.kind + "." + Task.step)
    waiting = select(Task.id).where(free(Task), Task.parts_open == 0, name.in_(names))
    return waiting.where(_in_vain(Task, seconds)).exists()


def _parts(names: Collection[str], seconds: float) -> ColumnElement[bool]:
    name = Task.kind + "." + TaskPart.kind
    waiting = select(TaskPart.id).join(Task, Task.id == TaskPart.task_id).where(Task.status == "running")
    return waiting.where(free(TaskPart), name.in_(names), _in_vain(TaskPart, seconds)).exists()


def _in_vain(row: Row, seconds: float) -> Any:
    """Say in SQL: free that long, and rung lately; a row nobody rings is the sweeper's silence, not ours."""
    since = func.greatest(row.due_at, func.coalesce(row.lease_until, row.due_at))
    return and_(since < func.now() - timedelta(seconds=seconds), row.rung_at > func.now() - _LATELY)
