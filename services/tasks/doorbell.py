"""Ringing: tell workers that a row is waiting, after its transaction has committed and never before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import event
from sqlalchemy.orm import Session

_RINGS = "rolefit_rings"


@dataclass(frozen=True)
class Ring:
    """A message: which name to ring and the one id it carries (``task_id`` or ``part_id``)."""

    name: str
    task_id: int | None = None
    part_id: int | None = None

    @property
    def ids(self) -> dict[str, int]:
        """Return the id as the message's only argument."""
        named = {"task_id": self.task_id, "part_id": self.part_id}
        return {name: key for name, key in named.items() if key is not None}


class Doorbell(Protocol):
    """Reach the workers. A ring may get lost: the sweeper rings again, so nothing here ever raises."""

    def ring(self, rings: Sequence[Ring]) -> None:
        """Send one message per ring, several as one group."""

    def waiting(self) -> int | None:
        """Return how many messages wait for workers, None when the broker cannot say."""


class SilentDoorbell:
    """Ring nobody: for processes that have no broker. The sweeper finds the rows within seconds."""

    def ring(self, rings: Sequence[Ring]) -> None:
        """Do nothing."""

    def waiting(self) -> int | None:
        """Know nothing."""
        return None


def ring_after_commit(sessions: Any, doorbell: Doorbell) -> None:
    """Ring what sessions of ``sessions`` (a sessionmaker or scoped session) noted, once they commit.

    A rollback forgets the notes. A savepoint's rollback does not, which costs one message for a row
    that nobody finds.
    """

    @event.listens_for(sessions, "after_commit")
    def _ring(session: Session) -> None:
        if rings := session.info.pop(_RINGS, None):
            doorbell.ring(rings)

    @event.listens_for(sessions, "after_rollback")
    def _forget(session: Session) -> None:
        session.info.pop(_RINGS, None)


def note_ring(session: Session, *rings: Ring) -> None:
    """Note what to ring when the present transaction commits."""
    session.info.setdefault(_RINGS, []).extend(rings)
