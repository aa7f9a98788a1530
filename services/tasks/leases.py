"""Claiming: one statement decides who may work on a row, and for how long.

A claim is a lease and a random token. The lease says when others may take over, the token says
whose effect will be accepted. Both live in the row, so a crash anywhere leaves nothing to clean up.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, TextClause, Uuid, and_, bindparam, func, or_, text, update
from sqlalchemy.orm import Session

from models.sessions import SYSTEM, Sessions, act_as, single_statements
from models.task import Task, TaskPart

Row = type[Task] | type[TaskPart]
OPEN = ("queued", "running")
_RELAXED = text("set local synchronous_commit = off")


# Sent as one message, which Postgres runs as one transaction: a claim costs a single round trip.
# "Not finished" is said the long way on purpose. In the words of the sweeper's partial index Postgres would
# sometimes walk all open rows for one id (always while the table has no statistics), so that each claim
# cost more the longer the queue was; these words leave it nothing but the primary key.
_AS_ENGINE = """
select set_config('rolefit.account_id', 'system', true), set_config('synchronous_commit', 'off', true);
"""
_CLAIM_TASK = text(
    _AS_ENGINE
    + """
update task
set status = 'running', token = :token, attempts = attempts + 1, started_at = coalesce(started_at, now()),
    lease_until = now() + make_interval(secs => :seconds)
where id = :id and kind = :kind and step = :step and parts_open = 0
  and status not in ('succeeded', 'partial', 'failed', 'cancelled')
  and due_at <= now() and (lease_until is null or lease_until < now())
returning id, account_id, kind, step, subject_id, attempts, request_id
"""
).bindparams(bindparam("token", type_=Uuid))
_CLAIM_PART = text(
    _AS_ENGINE
    + """
update task_part part
set status = 'running', token = :token, attempts = part.attempts + 1,
    lease_until = now() + make_interval(secs => :seconds)
from task
where part.id = :id and part.kind = :part and part.task_id = task.id
  and task.kind = :kind and task.status = 'running'
  and part.status not in ('succeeded', 'failed', 'cancelled') and part.due_at <= now()
  and (part.lease_until is null or part.lease_until < now())
returning part.id, part.account_id, part.task_id, task.kind as task_kind, part.step, part.kind,
    part.position, part.payload, task.subject_id, part.attempts, task.request_id
"""
).bindparams(bindparam("token", type_=Uuid))


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
    row = _take(sessions, _CLAIM_TASK, id=task_id, kind=name[0], step=name[1], token=token, seconds=seconds)
    return None if row is None else TaskClaim(**row._asdict(), token=token)


def claim_part(sessions: Sessions, part_id: int, name: tuple[str, str], seconds: float) -> PartClaim | None:
    """Take the part for ``seconds`` if it is due and free, and its task still waits for it."""
    token = uuid4()
    row = _take(sessions, _CLAIM_PART, id=part_id, kind=name[0], part=name[1], token=token, seconds=seconds)
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
    with relaxed(sessions) as session:
        return {token for token in session.scalars(extending) if token is not None}


@contextmanager
def acting(sessions: Sessions, actor: int | str) -> Iterator[Session]:
    """Open a session and one transaction for ``actor``; said before it begins, that costs one statement."""
    with sessions() as session:
        act_as(session, actor)
        with session.begin():
            yield session


@contextmanager
def relaxed(sessions: Sessions) -> Iterator[Session]:
    """Open a transaction of the engine itself that need not wait for the disk.

    A claim that a crash of Postgres forgets is no loss: the row is as it was before, and the effect
    of whoever held the claim is refused because its token is gone.
    """
    with acting(sessions, SYSTEM) as session:
        session.execute(_RELAXED)
        yield session


def _take(sessions: Sessions, claim: TextClause, **values: Any) -> Any:
    with single_statements(sessions).connect() as connection:
        return connection.execute(claim, values).one_or_none()
