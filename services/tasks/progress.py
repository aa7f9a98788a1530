"""Progress that a client sees while the work runs: short transactions, not too many."""

import time
from collections.abc import Callable

from sqlalchemy import update

from models.sessions import Sessions
from models.task import Task
from services.tasks.leases import TaskClaim, acting

_EVERY = 0.5  # seconds; a poller cannot tell finer steps apart


class Progress:
    """Write a claimed task's progress, at most twice a second unless the stage changes or ends."""

    def __init__(
        self, sessions: Sessions, claim: TaskClaim, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._sessions = sessions
        self._claim = claim
        self._clock = clock
        self._shown_at = float("-inf")
        self._stage: str | None = None

    def show(self, done: int, total: int, stage: str | None) -> None:
        """Store the numbers if enough time has passed; a lost lease makes it do nothing."""
        now = self._clock()
        if stage == self._stage and done < total and now - self._shown_at < _EVERY:
            return
        self._shown_at, self._stage = now, stage
        with acting(self._sessions, self._claim.account_id) as session:
            session.execute(
                update(Task)
                .where(Task.id == self._claim.id, Task.token == self._claim.token)
                .values(progress_done=done, progress_total=total, stage=stage)
            )
