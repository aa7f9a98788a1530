"""The progress watchdog: a worker that has gone deaf ends itself, and its supervisor starts a new one.

Brokers' clients have stopped consuming silently before (celery#8030, #10502), and such a worker looks
healthy. Postgres knows better: work for our queues is due and was rung, the broker is up, we sit idle,
and nothing arrives.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Collection

from celery.worker import state

from models.sessions import Sessions
from services.tasks.doorbell import Doorbell
from services.tasks.stalls import stalled

log = logging.getLogger(__name__)


def _leave() -> None:
    os._exit(70)  # a deaf main loop would not hear a polite signal either


class Watchdog:
    """Watch over one worker: the ``names`` of work it should be given, ``seconds`` of patience."""

    def __init__(
        self, sessions: Sessions, doorbell: Doorbell, names: Collection[str], seconds: float = 30.0
    ) -> None:
        self._sessions = sessions
        self._doorbell = doorbell
        self._names = names
        self._seconds = seconds
        self._heard_at = time.monotonic()

    def note_message(self, **_: object) -> None:
        """Remember that the broker still reaches us."""
        self._heard_at = time.monotonic()

    def deaf(self) -> bool:
        """Tell whether work was rung for us in vain for all our patience while we had nothing to do."""
        idle = not state.active_requests and time.monotonic() - self._heard_at > self._seconds
        reachable = idle and self._doorbell.waiting() is not None
        return reachable and stalled(self._sessions, self._names, self._seconds)

    def look(self, leave: Callable[[], None] = _leave) -> None:
        """Leave if deaf; when Postgres cannot be asked, assume the best."""
        try:
            deaf = self.deaf()
        except Exception as error:  # noqa: BLE001 - an outage of Postgres is not our deafness
            log.warning("watchdog could not look", extra={"error": type(error).__name__})
            return
        if deaf:
            log.error("work is due and rung, but nothing arrives: leaving, to be started again")
            leave()

    def start(self) -> None:
        """Look several times per patience, in a thread of the worker's main process."""
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def _run(self) -> None:
        while True:
            time.sleep(self._seconds / 6)
            self.look()
