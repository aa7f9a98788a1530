"""Real Celery processes for tests: started, watched, killed, and started again when they die."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_QUIET = ("--without-gossip", "--without-mingle")
POOLS = {
    "cpu": ("worker", "-Q", "cpu", "-n", "cpu@%h", "--pool", "prefork", "-c", "2", *_QUIET),
    "io": ("worker", "-Q", "io", "-n", "io@%h", "--pool", "threads", "-c", "4", *_QUIET),
    "beat": ("beat", "--pidfile", ""),
}


class CeleryProcess:
    """One of :data:`POOLS` over the test application, in a process group of its own."""

    def __init__(self, what: str, environ: dict[str, str], folder: Path) -> None:
        self.what = what
        self.log = folder / f"{what}.log"
        self.restarts = 0
        self._folder = folder
        self._environ = {**os.environ, **environ}
        self._running: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start it if it does not run."""
        with self._lock:
            if self.alive():
                return
            options = ("--schedule", str(self._folder / "beat")) if self.what == "beat" else ()
            argv = [sys.executable, "-m", "celery", "-A", "tests.workers.noop", *POOLS[self.what], *options]
            with self.log.open("ab") as log:
                self._running = subprocess.Popen(
                    argv,
                    cwd=ROOT,
                    env=self._environ,
                    stdout=subprocess.DEVNULL,
                    stderr=log,
                    start_new_session=True,
                )

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._running is not None and self._running.poll() is None

    @property
    def pid(self) -> int:
        """Return the process id of the one that was started last."""
        assert self._running is not None
        return self._running.pid

    def children(self) -> list[int]:
        """List the pool's children."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        with contextlib.suppress(OSError):
            return [int(word) for word in listed.read_text().split()]
        return []

    def kill(self) -> None:
        """End the whole group at once, as kill -9 of a container does."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        if self._running is not None:
            self._running.wait()

    def supervise(self, stop: threading.Event) -> threading.Thread:
        """Start it again whenever it ends, until ``stop``, as any supervisor would."""

        def run() -> None:
            while not stop.wait(0.3):
                if not self.alive() and not stop.is_set():
                    self.restarts += 1
                    self.start()

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread


def wait_until(true: object, seconds: float = 30.0) -> bool:
    """Poll a callable until it is true or ``seconds`` have passed; return what it was last."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return bool(true())  # type: ignore[operator]
