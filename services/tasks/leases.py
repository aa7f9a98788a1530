"""Claiming: one statement decides who may work on a row, and for how long.

A claim is a lease and a random token. The lease says when others may take over, the token says
whose effect will be accepted. Both live in the row, so a crash anywhere leaves nothing to clean up.
"""

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Update, and_, func, or_, text, update
from sqlalchemy.orm import Session

from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task, TaskPart

Row = type[Task] | type[TaskPart]
OPEN = ("queued", "running")
_RELAXED = text("set local synchronous_commit = off")


@dataclass(frozen=True)
class TaskClaim:
    """The right to try one step of a task once."""

    id: int
    account_id: int
    kind: str
    step: str
    subject_id: int
    attempts: int
    request_id: str | None
    token: UUID


@dataclass(frozen=True)
class PartClaim:
    """The right to try one part once. ``task_kind``, ``subject_id`` and ``step`` are its task's."""

    id: int
    account_id: int
    task_id: int
    task_kind: str
    step: str
    kind: str
    position: int
    payload: dict[str, Any]
    subject_id: int
    attempts: int
    request_id: str | None
    token: UUID


@dataclass(eq=False)
class Lease:
    """A claim being kept alive until ``deadline`` (monotonic seconds); ``lost`` once somebody ended it."""

    row: Row
    id: int
    token: UUID
    deadline: float
    _lost: threading.Event = field(default_factory=threading.Event)

    @property
    def lost(self) -> bool:
        """Tell whether the row has another token by now."""
        return self._lost.is_set()

    def lose(self) -> None:
        """Mark the claim as ended from outside."""
        self._lost.set()


def claim_task(sessions: Sessions, task_id: int, name: tuple[str, str], seconds: float) -> TaskClaim | None:
    """Take the task for ``seconds`` if it is due, free and at the kind and step that was rung."""
    token = uuid4()
    kind, step = name
    taking = _taking(Task, task_id, token, seconds).where(
        Task.kind == kind, Task.step == step, Task.parts_open == 0
    )
    row = _take(
        sessions,
        taking.values(started_at=func.coalesce(Task.started_at, func.now())).returning(
            Task.id, Task.account_id, Task.kind, Task.step, Task.subject_id, Task.attempts, Task.request_id
        ),
    )
    return None if row is None else TaskClaim(**row._asdict(), token=token)


def claim_part(sessions: Sessions, part_id: int, name: tuple[str, str], seconds: float) -> PartClaim | None:
    """Take the part for ``seconds`` if it is due and free, and its task still waits for it."""
    token = uuid4()
    kind, part = name
    taking = _taking(TaskPart, part_id, token, seconds).where(
        TaskPart.kind == part, Task.id == TaskPart.task_id, Task.kind == kind, Task.status == "running"
    )
    row = _take(
        sessions,
        taking.returning(
            *(
                TaskPart.id,
                TaskPart.account_id,
                TaskPart.task_id,
                Task.kind.label("task_kind"),
                TaskPart.step,
            ),
            *(TaskPart.kind, TaskPart.position, TaskPart.payload, Task.subject_id, TaskPart.attempts),
            Task.request_id,
        ),
    )
    return None if row is None else PartClaim(**row._asdict(), token=token)


def free(row: Row) -> ColumnElement[bool]:
    """Say in SQL that a row is open, due and nobody's."""
    unleased = or_(row.lease_until.is_(None), row.lease_until < func.now())
    return and_(row.status.in_(OPEN), row.due_at <= func.now(), unleased)


def renew(sessions: Sessions, row: Row, held: list[Lease], seconds: float) -> set[UUID]:
    """Extend leases; return the tokens that still hold their row."""
    tokens = [lease.token for lease in held]
    extending = (
        update(row)
        .where(row.id.in_([lease.id for lease in held]), row.token.in_(tokens), row.status == "running")
        .values(lease_until=func.now() + timedelta(seconds=seconds))
        .returning(row.token)
    )
    with sessions.begin() as session:
        relax(session)
        return {token for token in session.scalars(extending) if token is not None}


def relax(session: Session) -> None:
    """Act for the engine in a transaction that need not wait for the disk.

    A claim that a crash of Postgres forgets is no loss: the row is as it was before, and the effect
    of whoever held the claim is refused because its token is gone.
    """
    act_as(session, SYSTEM)
    session.execute(_RELAXED)


def _taking(row: Row, key: int, token: UUID, seconds: float) -> Update:
    return (
        update(row)
        .where(row.id == key, free(row))
        .values(
            status="running",
            token=token,
            lease_until=func.now() + timedelta(seconds=seconds),
            attempts=row.attempts + 1,
        )
        .execution_options(synchronize_session=False)
    )


def _take(sessions: Sessions, taking: Any) -> Any:
    with sessions.begin() as session:
        relax(session)
        return session.execute(taking).one_or_none()
