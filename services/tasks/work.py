"""What a handler holds while it works: whose work it is, where to read, how to report."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.problems import Problem
from domain.records import from_record
from models.sessions import Sessions, act_as
from models.task import TaskPart
from services.tasks.leases import Lease, PartClaim, TaskClaim
from services.tasks.progress import Progress


@dataclass(frozen=True)
class PartResult:
    """What came of one part: an ``outcome`` or an ``error``, never both."""

    position: int
    kind: str
    payload: dict[str, Any]
    outcome: dict[str, Any] | None
    error: Problem | None


class _Held:
    """What tasks and parts share: a lease, and sessions that act for the owner."""

    def __init__(self, sessions: Sessions, account_id: int, lease: Lease) -> None:
        self._sessions = sessions
        self._lease = lease
        self.account_id = account_id

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that acts for the owner. Close it before slow work: it is not the effect's."""
        with self._sessions() as session:
            act_as(session, self.account_id)
            yield session

    def cancelled(self) -> bool:
        """Tell whether the result would be refused: cancelled, deleted, or taken over by another worker."""
        return self._lease.lost


class Work(_Held):
    """One claimed try of one step of a task."""

    def __init__(self, sessions: Sessions, claim: TaskClaim, lease: Lease) -> None:
        super().__init__(sessions, claim.account_id, lease)
        self.id = claim.id
        self.kind = claim.kind
        self.step = claim.step
        self.subject_id = claim.subject_id
        self.attempts = claim.attempts
        self.request_id = claim.request_id
        self._progress = Progress(sessions, claim)

    def parts(self) -> tuple[PartResult, ...]:
        """Read the results of the parts that this step waited for, in their order."""
        rows = select(TaskPart).where(TaskPart.task_id == self.id, TaskPart.step == self.step)
        with self.reading() as session:
            found = session.scalars(rows.order_by(TaskPart.position)).all()
        return tuple(_result(part) for part in found)

    def progress(self, done: int, total: int, stage: str | None = None) -> None:
        """Show how far the work is. Cheap to call often: only some calls reach the database."""
        self._progress.show(done, total, stage)


class PartWork(_Held):
    """One claimed try of one part."""

    def __init__(self, sessions: Sessions, claim: PartClaim, lease: Lease) -> None:
        super().__init__(sessions, claim.account_id, lease)
        self.id = claim.id
        self.task_id = claim.task_id
        self.kind = claim.kind
        self.subject_id = claim.subject_id
        self.position = claim.position
        self.payload = claim.payload
        self.attempts = claim.attempts
        self.request_id = claim.request_id


def _result(part: TaskPart) -> PartResult:
    error = None if part.error is None else from_record(part.error, Problem)
    return PartResult(part.position, part.kind, part.payload, part.outcome, error)
