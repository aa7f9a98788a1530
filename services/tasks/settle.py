"""Write what a try came to, in the transaction of its effect and under the lock of its row."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Uuid, bindparam, case, func, insert, select, text, update
from sqlalchemy.orm import Session

from domain.records import to_record
from models.sessions import Sessions, single_statements
from models.task import Task, TaskPart
from services.tasks.doorbell import Ring, note_ring
from services.tasks.kinds import Done, Failed, FanOut, Later, Outcome, work_name
from services.tasks.leases import PartClaim, Row, TaskClaim

_FREED: dict[str, Any] = {"token": None, "lease_until": None}


# One message, hence one transaction and one round trip.
_CONCLUDE = text("""
select set_config('rolefit.account_id', :account, true);
update task
set status = :status, result_kind = :result_kind, result_id = :result_id, error = null, finished_at = now(),
    token = null, lease_until = null
where id = :id and token = :token
returning id
""").bindparams(bindparam("token", type_=Uuid))


class LeaseLost(Exception):
    """The row is not ours any more: cancelled, deleted, or claimed by another worker after our lease."""


def hold_task(session: Session, claim: TaskClaim) -> None:
    """Lock the claimed task until commit; LeaseLost if the claim has ended."""
    _hold(session, select(Task.id).where(Task.id == claim.id, Task.token == claim.token))


def conclude(sessions: Sessions, claim: TaskClaim, done: Done) -> None:
    """Finish a task whose handler wrote nothing: the token guards the one statement that there is."""
    values = {"status": done.status.value, "id": claim.id, "token": claim.token}
    result = {"result_kind": done.result and done.result.kind, "result_id": done.result and done.result.id}
    with single_statements(sessions).connect() as connection:
        account = {"account": str(claim.account_id)}
        if connection.execute(_CONCLUDE, {**account, **values, **result}).one_or_none() is None:
            raise LeaseLost


def hold_part(session: Session, claim: PartClaim) -> None:
    """Lock the claimed part until commit; LeaseLost if the claim has ended."""
    _hold(session, select(TaskPart.id).where(TaskPart.id == claim.id, TaskPart.token == claim.token))


def settle_task(session: Session, claim: TaskClaim, outcome: Outcome) -> None:
    """Store the outcome of a try of a step."""
    match outcome:
        case Done():
            values = _done(outcome)
        case FanOut():
            values = _fan_out(session, claim, outcome)
        case Later():
            values = {"status": "queued"} | _later(Task, outcome)
        case Failed():
            values = {"status": "failed", "error": to_record(outcome.problem), "finished_at": func.now()}
    session.execute(_quiet(update(Task).where(Task.id == claim.id)).values(**_FREED, **values))


def settle_part(session: Session, claim: PartClaim, outcome: dict[str, Any] | Later | Failed) -> None:
    """Store the outcome of a try of a part; a finished part may be the one that its task waits for."""
    match outcome:
        case Later():
            values = {"status": "queued"} | _later(TaskPart, outcome)
        case Failed():
            values = {"status": "failed", "error": to_record(outcome.problem)}
        case _:
            values = {"status": "succeeded", "outcome": outcome}
    session.execute(_quiet(update(TaskPart).where(TaskPart.id == claim.id)).values(**_FREED, **values))
    if not isinstance(outcome, Later):
        _count_down(session, claim)


def untry(session: Session, row: Row, key: int) -> None:
    """Give back the attempt of a claim that was not a try."""
    session.execute(_quiet(update(row).where(row.id == key)).values(attempts=row.attempts - 1))


def drop_part(session: Session, claim: PartClaim) -> None:
    """Drop a part whose task is over, if it is still ours."""
    session.execute(
        _quiet(update(TaskPart).where(TaskPart.id == claim.id, TaskPart.token == claim.token)).values(
            status="cancelled", **_FREED
        )
    )


def _hold(session: Session, row: Any) -> None:
    if session.scalar(row.with_for_update()) is None:
        raise LeaseLost


def _done(outcome: Done) -> dict[str, Any]:
    values: dict[str, Any] = {"status": outcome.status.value, "finished_at": func.now(), "error": None}
    if outcome.result is not None:
        values |= {"result_kind": outcome.result.kind, "result_id": outcome.result.id}
    return values


def _later(row: Row, outcome: Later) -> dict[str, Any]:
    uncounted = {} if outcome.problem else {"attempts": row.attempts - 1}
    return {"due_at": func.now() + timedelta(seconds=outcome.seconds), **uncounted}


def _fan_out(session: Session, claim: TaskClaim, outcome: FanOut) -> dict[str, Any]:
    """Store the parts; the task waits for them at its next step, with fresh attempts."""
    if outcome.parts:
        _insert_parts(session, claim, outcome)
        progress = {"progress_done": 0, "progress_total": len(outcome.parts), "stage": outcome.stage}
    else:
        note_ring(session, Ring(work_name(claim.kind, outcome.next_step), task_id=claim.id))
        progress = {"stage": outcome.stage} if outcome.stage else {}
    waiting = {"step": outcome.next_step, "parts_open": len(outcome.parts), "attempts": 0}
    return {**waiting, **progress, "due_at": func.now(), "rung_at": func.now()}


def _insert_parts(session: Session, claim: TaskClaim, outcome: FanOut) -> None:
    shared = {"task_id": claim.id, "account_id": claim.account_id, "step": outcome.next_step}
    rows = [
        {**shared, "position": position, "kind": part.kind, "payload": part.payload}
        for position, part in enumerate(outcome.parts)
    ]
    inserted = insert(TaskPart).returning(TaskPart.id, sort_by_parameter_order=True)
    for part, key in zip(outcome.parts, session.scalars(inserted, rows), strict=True):
        note_ring(session, Ring(work_name(claim.kind, part.kind), part_id=key))


def _count_down(session: Session, claim: PartClaim) -> None:
    """Take one off the task's open parts. Its row lock decides which part was the last."""
    last = Task.parts_open == 1
    task = session.execute(
        _quiet(update(Task).where(Task.id == claim.task_id, Task.status == "running"))
        .values(
            parts_open=Task.parts_open - 1,
            progress_done=Task.progress_done + 1,
            due_at=case((last, func.now()), else_=Task.due_at),
            rung_at=case((last, func.now()), else_=Task.rung_at),
        )
        .returning(Task.parts_open)
    ).one_or_none()
    if task is None:
        raise LeaseLost
    if task.parts_open == 0:
        note_ring(session, Ring(work_name(claim.task_kind, claim.step), task_id=claim.task_id))


def _quiet(statement: Any) -> Any:
    return statement.execution_options(synchronize_session=False)
