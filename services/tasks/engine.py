"""Run what was rung: claim, work outside any transaction, write effect and status in one."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from models.sessions import Sessions
from models.task import Task, TaskPart
from services.tasks.heartbeat import Heartbeat
from services.tasks.kinds import Done, Effect, Failed, Kind, Later, Outcome, PartEffect, Registry
from services.tasks.leases import Lease, PartClaim, Row, TaskClaim, acting, claim_part, claim_task
from services.tasks.settle import (
    LeaseLost,
    conclude,
    drop_part,
    hold_part,
    hold_task,
    settle_part,
    settle_task,
    untry,
)
from services.tasks.verdicts import exhausted, judge, last_word
from services.tasks.work import PartWork, Work

log = logging.getLogger(__name__)

T = TypeVar("T")
_AWAY = (OperationalError, InterfaceError)
"""Postgres is down, restarting, dropped the connection, or broke a deadlock: the same write may succeed."""
_PAUSES = (0.2, 1.0, 3.0)
"""Seconds between tries to commit while Postgres is away: a restart must not cost the work done."""


@dataclass(frozen=True)
class Engine:
    """Everything that running work needs. ``sessions`` must ring after commit (``ring_after_commit``).

    ``cut_off_by`` names what the pool raises in a handler that takes too long; ``on_claim`` is told of
    every claim (for logs).
    """

    sessions: Sessions
    registry: Registry
    heartbeat: Heartbeat
    lease_seconds: float = 15.0
    cut_off_by: tuple[type[Exception], ...] = ()
    on_claim: Callable[[TaskClaim | PartClaim], None] = lambda _: None


def run_task(engine: Engine, name: str, task_id: int) -> str | None:
    """Try the step that was rung as ``name``; return what it came to, None if there was nothing to claim."""
    kind, step = engine.registry.step(name)
    rung = (kind.name, step)
    claim = _insisting(lambda: claim_task(engine.sessions, task_id, rung, engine.lease_seconds))
    if claim is None:
        return None
    engine.on_claim(claim)
    with engine.heartbeat.holding(_lease(Task, claim, kind)) as lease:
        work = Work(engine.sessions, claim, lease)
        return _try(claim, lambda: _advance(engine, kind, claim, work))


def run_part(engine: Engine, name: str, part_id: int) -> str | None:
    """Try the part that was rung as ``name``; return what it came to, None if there was nothing to claim."""
    kind, part = engine.registry.part(name)
    rung = (kind.name, part)
    claim = _insisting(lambda: claim_part(engine.sessions, part_id, rung, engine.lease_seconds))
    if claim is None:
        return None
    engine.on_claim(claim)
    with engine.heartbeat.holding(_lease(TaskPart, claim, kind)) as lease:
        work = PartWork(engine.sessions, claim, lease)
        return _try(claim, lambda: _complete(engine, kind, claim, work))


def _try(claim: TaskClaim | PartClaim, work: Callable[[], str]) -> str:
    try:
        return work()
    except LeaseLost:
        log.info("result refused: cancelled or taken over", extra={"row": claim.id})
        return "refused"


def _advance(engine: Engine, kind: Kind, claim: TaskClaim, work: Work) -> str:
    def finish(effect: Effect) -> Outcome:
        return _commit(engine, claim.account_id, lambda session: _apply(session, kind, work, claim, effect))

    if claim.attempts > kind.max_attempts:
        return _named(finish(lambda session: _cut_off(session, Task, claim, kind)))
    try:
        effect = kind.steps[claim.step](work)
        if isinstance(effect, Done):
            _insisting(lambda: conclude(engine.sessions, claim, effect))
            return _named(effect)
        return _named(finish(effect))
    except LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - whatever happens becomes a stored outcome
        verdict = _verdict(_translated(engine, error), claim, kind)
        return _named(finish(lambda _: verdict))


def _apply(session: Session, kind: Kind, work: Work, claim: TaskClaim, effect: Effect) -> Outcome:
    hold_task(session, claim)
    outcome = effect(session)
    if isinstance(outcome, Later):
        outcome = last_word(outcome, claim.attempts, kind.max_attempts)
    if isinstance(outcome, Failed):
        _run_failure(session, kind, work, outcome)
    settle_task(session, claim, outcome)
    return outcome


def _run_failure(session: Session, kind: Kind, work: Work, failure: Failed) -> None:
    """Run the kind's own failure effect; if even that breaks, the task still ends."""
    if kind.on_failure is None:
        return
    try:
        with session.begin_nested():
            kind.on_failure(session, work, failure.problem)
    except _AWAY:
        raise
    except Exception:
        log.exception("failure effect failed", extra={"kind": kind.name})


def _complete(engine: Engine, kind: Kind, claim: PartClaim, work: PartWork) -> str:
    def finish(effect: Callable[[Session], dict[str, Any] | Later | Failed]) -> str:
        return _commit(engine, claim.account_id, lambda session: _apply_part(session, claim, effect))

    try:
        if claim.attempts > kind.max_attempts:
            return finish(lambda session: _cut_off(session, TaskPart, claim, kind))
        try:
            effect: PartEffect = kind.parts[claim.kind](work)
            return finish(effect)
        except LeaseLost:
            raise
        except Exception as error:  # noqa: BLE001 - whatever happens becomes a stored outcome
            verdict = _verdict(_translated(engine, error), claim, kind)
            return finish(lambda _: verdict)
    except LeaseLost:
        _commit(engine, claim.account_id, lambda session: drop_part(session, claim))
        raise


def _apply_part(
    session: Session, claim: PartClaim, effect: Callable[[Session], dict[str, Any] | Later | Failed]
) -> str:
    hold_part(session, claim)
    outcome = effect(session)
    settle_part(session, claim, outcome)
    return "succeeded" if isinstance(outcome, dict) else type(outcome).__name__.lower()


def _verdict(error: Exception, claim: TaskClaim | PartClaim, kind: Kind) -> Later | Failed:
    verdict = last_word(judge(error, claim.attempts), claim.attempts, kind.max_attempts)
    outcome, name = type(verdict).__name__.lower(), type(error).__name__
    log.warning("try failed", extra={"kind": kind.name, "error": name, "outcome": outcome})
    log.debug("the failed try", exc_info=error)
    return verdict


def _translated(engine: Engine, error: Exception) -> Exception:
    return TimeoutError() if isinstance(error, engine.cut_off_by) else error


def _cut_off(session: Session, row: Row, claim: TaskClaim | PartClaim, kind: Kind) -> Failed:
    """Fail what was claimed once more than allowed: every try died without a word."""
    untry(session, row, claim.id)
    return Failed(exhausted(f"{kind.max_attempts} tries were cut off before they ended"))


def _commit(engine: Engine, account_id: int, write: Callable[[Session], T]) -> T:
    """Run ``write`` in one transaction for the account."""

    def once() -> T:
        with acting(engine.sessions, account_id) as session:
            return write(session)

    return _insisting(once)


def _insisting(transaction: Callable[[], T]) -> T:
    """Run a transaction, again for some seconds if Postgres is away: handing the message back would not help.

    Even when it is unknown whether the commit arrived: if it did, the token or the lease in the row
    refuses the second try.
    """
    for pause in _PAUSES:
        try:
            return transaction()
        except _AWAY:
            time.sleep(pause)
    return transaction()


def _lease(row: Row, claim: TaskClaim | PartClaim, kind: Kind) -> Lease:
    return Lease(row, claim.id, claim.token, time.monotonic() + kind.time_limit)


def _named(outcome: Outcome) -> str:
    return type(outcome).__name__.lower()
