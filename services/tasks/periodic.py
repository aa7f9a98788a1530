"""Periodic work happens once per slot of time, however many beats ring."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from models.account import IdempotencyKey
from models.task import BeatRun

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEYS_KEPT = timedelta(hours=24)
_RUNS_KEPT = timedelta(days=14)


def take_slot(session: Session, name: str, *, now: datetime, every: timedelta) -> bool:
    """Take the slot of ``every`` that ``now`` falls into; False if another beat has taken it.

    The row belongs to the caller's transaction: if the work fails, the slot is free again.
    """
    slot = _EPOCH + ((now - _EPOCH) // every) * every
    taken = insert(BeatRun).values(name=name, slot=slot).on_conflict_do_nothing().returning(BeatRun.name)
    return session.scalar(taken) is not None


def housekeep(session: Session, *, now: datetime) -> None:
    """Forget idempotency keys after a day and periodic runs after two weeks."""
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < now - _KEYS_KEPT))
    session.execute(delete(BeatRun).where(BeatRun.created_at < now - _RUNS_KEPT))
