"""The sweeper: a thread in the beat process, so that neither Redis nor busy pools can stop it."""

import logging
import threading

from models.sessions import Sessions
from services.tasks.doorbell import Doorbell
from services.tasks.sweep import Patience, sweep

log = logging.getLogger(__name__)


def start(sessions: Sessions, doorbell: Doorbell, every: float = 1.0) -> threading.Event:
    """Sweep every ``every`` seconds in a thread; set the returned event to stop it."""
    stop = threading.Event()
    threading.Thread(target=run, args=(sessions, doorbell, every, stop), name="sweeper", daemon=True).start()
    return stop


def run(sessions: Sessions, doorbell: Doorbell, every: float, stop: threading.Event) -> None:
    """Sweep until ``stop``; an outage of Postgres or of the broker is waited out."""
    patience = Patience()
    while not stop.wait(every):
        try:
            rung = sweep(sessions, doorbell, patience)
        except Exception as error:  # noqa: BLE001 - this thread is the last safety net: it must not end
            log.warning("sweep failed", extra={"error": type(error).__name__})
        else:
            if rung:
                log.info("rang again", extra={"rings": rung})
