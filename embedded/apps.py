"""The application's own processes: what `docker compose` runs as services, on this machine."""

import http.client
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from embedded.daemon import Daemon
from embedded.home import Home
from embedded.ports import HOST

ROOT = Path(__file__).parent.parent
# Imported once and then forked: half the start and a good part of the memory.
_GUNICORN = ("--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "8", "--timeout", "60")
_ALONE = ("--without-gossip", "--without-mingle")  # workers need not know each other
_IO_THREADS = 16


class App(Daemon):
    """One Python process of the application (``python -m …``), restarted rather than adopted."""

    stop_seconds = 5.0  # tasks are durable: what a killed worker held is done by the next one

    def __init__(self, home: Home, name: str, arguments: Sequence[str], environ: Mapping[str, str]) -> None:
        super().__init__(home, name)
        self._arguments = arguments
        self._environ = {**environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}

    def clear(self) -> bool:
        """End what an earlier run left: it may hold old code and addresses. False if that run ended well."""
        left = self.home.record(self.name).exists()
        if self.process is not None or self.take_over():
            self.kill()
        self.process = None
        self.home.record(self.name).unlink(missing_ok=True)
        return left

    def kill(self) -> None:
        """End it and its pool of processes at once."""
        if self.process is not None:
            self.process.kill_group()
            self.process.wait(self.stop_seconds)

    def start(self) -> None:
        """Start it afresh, without waiting: it may need seconds to import."""
        self.clear()
        self._spawn([sys.executable, "-m", *self._arguments], self._environ, ROOT)

    def ready(self) -> bool:
        """Say whether it runs."""
        return self.alive()


class Web(App):
    """The HTTP API, ready when it says so itself."""

    start_seconds = 120.0  # the very first start compiles what it imports

    def __init__(self, home: Home, port: int, environ: Mapping[str, str]) -> None:
        bind = ("--bind", f"{HOST}:{port}", "--graceful-timeout", "3", "--no-control-socket")
        super().__init__(home, "web", ("gunicorn", "wsgi:app", *bind, *_GUNICORN), environ)
        self.port = port

    def ready(self) -> bool:
        """Say whether ``/healthz`` answers 200."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def make_apps(home: Home, environ: Mapping[str, str], ports: tuple[int, int]) -> list[App]:
    """List all processes in the order in which they start; ``ports`` are those of web and Flower."""
    web_port, flower_port = ports
    celery = ("celery", "-A", "workers.app")
    processes = str(os.cpu_count() or 2)
    cpu = ("worker", "-Q", "cpu", "-n", "cpu@%h", "--pool", "prefork", "-c", processes, *_ALONE)
    io = ("worker", "-Q", "io", "-n", "io@%h", "--pool", "threads", "-c", str(_IO_THREADS), *_ALONE)
    beat = ("beat", "--schedule", str(home.path / "run" / "beat"), "--pidfile", "")
    flower = ("flower", "--conf=workers/flowerconfig.py", f"--address={HOST}", f"--port={flower_port}")
    return [
        Web(home, web_port, environ),
        App(home, "worker-cpu", (*celery, *cpu), environ),
        App(home, "worker-io", (*celery, *io), environ),
        App(home, "beat", (*celery, *beat), environ),
        App(home, "flower", (*celery, *flower), environ),
    ]
