"""Keep the leases of running work alive, so that a slow handler is not taken for a dead one."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from models.sessions import Sessions
from models.task import Task, TaskPart
from services.tasks.leases import Lease, renew

log = logging.getLogger(__name__)


class Heartbeat:
    """One thread per process that renews what is held, every ``every`` seconds.

    The thread starts with the first claim and not before, because worker processes fork. A lease is
    renewed until its deadline; after that it runs out and another worker may try.
    """

    def __init__(self, sessions: Sessions, lease_seconds: float, every: float = 1.0) -> None:
        self._sessions = sessions
        self._seconds = lease_seconds
        self._every = min(every, lease_seconds / 3)
        self._held: set[Lease] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    @contextmanager
    def holding(self, lease: Lease) -> Iterator[Lease]:
        """Renew ``lease`` while the block runs."""
        with self._lock:
            self._held.add(lease)
            if self._thread is None:
                self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
                self._thread.start()
        try:
            yield lease
        finally:
            with self._lock:
                self._held.discard(lease)

    def renew_all(self) -> None:
        """Renew every lease that is within its deadline; tell the holders of those that are lost."""
        with self._lock:
            held = [lease for lease in self._held if time.monotonic() < lease.deadline]
        for row in (Task, TaskPart):
            mine = [lease for lease in held if lease.row is row]
            kept = renew(self._sessions, row, mine, self._seconds) if mine else set()
            for lease in mine:
                if lease.token not in kept:
                    lease.lose()

    def _beat(self) -> None:
        while True:
            time.sleep(self._every)
            try:
                self.renew_all()
            except SQLAlchemyError as error:
                log.warning("leases not renewed", extra={"error": type(error).__name__})
