"""Keep processes running: whatever dies, or no longer answers, is started again."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from embedded.daemon import Daemon, StartFailed

_LOG_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds.

    ``first`` to ``longest`` are the pauses before a restart, each twice the one before it;
    after ``calm`` seconds without a death they begin anew. What is alive but not ready for
    ``silent`` seconds is killed.
    """

    look: float = 0.2
    first: float = 0.25
    longest: float = 30.0
    calm: float = 60.0
    silent: float = 60.0


class Supervisor:
    """Watch each daemon in a thread of its own, so that a slow start holds up no other."""

    def __init__(
        self, daemons: Sequence[Daemon], say: Callable[[str], None], patience: Patience | None = None
    ) -> None:
        self._daemons = daemons
        self._say = say
        self._patience = patience or Patience()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def watch(self) -> None:
        """Begin to watch daemons that have been started."""
        for daemon in self._daemons:
            thread = threading.Thread(
                target=self._keep, args=(daemon,), name=f"keep-{daemon.name}", daemon=True
            )
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Stop watching; the daemons run on."""
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _keep(self, daemon: Daemon) -> None:
        pause, last_death = self._patience.first, time.monotonic()
        while not self._wait_for_end(daemon):
            if time.monotonic() - last_death > self._patience.calm:
                pause = self._patience.first
            last_death = time.monotonic()
            self._say(f"{daemon.name} ended; starting it again in {pause:g} s (log: {daemon.name}.log)")
            if self._stopping.wait(pause):
                return
            pause = min(2 * pause, self._patience.longest)
            self._start(daemon)

    def _start(self, daemon: Daemon) -> None:
        try:
            daemon.start()
        except (StartFailed, OSError) as error:
            self._say(str(error))
            daemon.kill()

    def _wait_for_end(self, daemon: Daemon) -> bool:
        """Wait until ``daemon`` has died or fallen silent (False), or we are to stop (True)."""
        last_answer = next_question = time.monotonic()
        while daemon.alive():
            now = time.monotonic()
            if now >= next_question:
                next_question = now + self._patience.silent / 6
                truncate_log(daemon.home.log(daemon.name))
                if daemon.ready():
                    last_answer = time.monotonic()
            if now - last_answer > self._patience.silent:
                self._say(f"{daemon.name} has not answered for {self._patience.silent:g} s; killing it")
                daemon.kill()
            if self._stopping.wait(self._patience.look):
                return True
        return self._stopping.is_set()


def truncate_log(path: Path, limit: int = _LOG_BYTES) -> None:
    """Move a log of more than ``limit`` bytes aside; its writer appends to the emptied file."""
    if path.exists() and path.stat().st_size > limit:
        path.with_suffix(".log.1").write_bytes(path.read_bytes())
        with path.open("r+b") as file:
            file.truncate(0)
