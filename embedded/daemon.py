"""What all long-running processes of the stack have in common."""

import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from embedded.home import Home
from embedded.processes import Process, recall, spawn

_POLL = 0.02


class StartFailed(Exception):
    """A process ended or stayed silent instead of becoming ready; the message shows its last words."""


class Daemon(ABC):
    """A process that we start, recognise, stop, and start again when it dies."""

    stop_signal = signal.SIGTERM
    stop_seconds = 10.0
    start_seconds = 60.0

    def __init__(self, home: Home, name: str) -> None:
        self.home = home
        self.name = name
        self.process: Process | None = None

    @abstractmethod
    def start(self) -> None:
        """Bring it up, or take over what a killed launcher left; StartFailed if it does not answer."""

    @abstractmethod
    def ready(self) -> bool:
        """Say whether it answers."""

    @property
    def pid(self) -> int:
        """The id of the running process; ProcessLookupError while there is none."""
        if self.process is None:
            raise ProcessLookupError(self.name)
        return self.process.pid

    def alive(self) -> bool:
        """Say whether its process runs."""
        return self.process is not None and self.process.alive()

    def kill(self) -> None:
        """End it at once, as a crash would (SIGKILL), and wait for that."""
        if self.process is not None:
            self.process.send(signal.SIGKILL)
            self.process.wait(self.stop_seconds)

    def stop(self) -> None:
        """Ask it to finish, insist after ``stop_seconds``, and forget it."""
        if self.process is None:
            return
        self.process.send(self.stop_signal)
        if not self.process.wait(self.stop_seconds):
            self.process.kill_group()
            self.process.wait(self.stop_seconds)
        self.process = None
        self.home.record(self.name).unlink(missing_ok=True)

    def _spawn(
        self, argv: Sequence[str | Path], environ: dict[str, str] | None = None, cwd: Path | None = None
    ) -> None:
        self.process = spawn(argv, self.home.log(self.name), environ, cwd)
        self.process.write_down(self.home.record(self.name))

    def take_over(self) -> bool:
        """Recognise the process that an earlier launcher started; False if none runs."""
        self.process = recall(self.home.record(self.name))
        return self.process is not None

    def await_ready(self) -> None:
        """Wait until it answers; StartFailed if it ends first or takes too long."""
        deadline = time.monotonic() + self.start_seconds
        while not self.ready():
            if not self.alive() or time.monotonic() > deadline:
                raise StartFailed(f"{self.name} did not start:\n{self._last_words()}")
            time.sleep(_POLL)

    def _last_words(self) -> str:
        log = self.home.log(self.name)
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        return "\n".join(text.splitlines()[-8:])
