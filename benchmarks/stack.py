"""The application's processes beside lent servers, for benchmarks that measure the whole."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import requests

from embedded.home import Home
from embedded.ports import HOST, reserve_port

ROOT = Path(__file__).parent.parent
_CELERY = ("celery", "-A", "workers.app")
_PATIENCE = 60.0


class Caller:
    """Call the API with a fresh account's key."""

    def __init__(self, url: str, key: str) -> None:
        self.url = url
        self._http = requests.Session()
        self._http.headers["Authorization"] = f"Bearer {key}"

    def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """Return the JSON answer; HTTPError when the API refuses."""
        answer = self._http.request(method, self.url + path, timeout=30, **options)
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body

    def finish(self, task: dict[str, Any]) -> dict[str, Any]:
        """Poll until the task has finished."""
        while task["status"] in ("queued", "running"):
            task = self.call("GET", f"/api/tasks/{task['id']}", params={"wait": 10})
        return task


@contextmanager
def running_stack(variables: Mapping[str, str]) -> Iterator[Caller]:
    """Migrate, then run web, both pools and beat until the block ends, with ``variables`` set."""
    home = Home(Path(os.environ["ROLEFIT_VAR"]))
    port = reserve_port(home, "benchmark")
    environ = {**os.environ, **variables, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "WARNING"}
    _rolefit(environ, "db", "upgrade")
    key = _rolefit(environ, "account", "create", "benchmark").split()[-1]
    with ExitStack() as stack:
        for arguments in _processes(port, home.path / "run" / "benchmark-beat"):
            stack.enter_context(_process(arguments, environ))
        caller = Caller(f"http://{HOST}:{port}", key)
        _await(caller)
        yield caller


def _processes(port: int, schedule: Path) -> tuple[tuple[str, ...], ...]:
    web = ("gunicorn", "wsgi:app", "--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--threads", "8")
    return (
        (*web, "--workers", "2", "--no-control-socket", "--log-level", "error"),
        (*_CELERY, "worker", "-Q", "cpu", "-n", "cpu@%h", "-c", "2"),
        (*_CELERY, "worker", "-Q", "io", "-n", "io@%h", "--pool", "threads", "-c", "16"),
        (*_CELERY, "beat", "--schedule", str(schedule), "--pidfile", ""),
    )


@contextmanager
def _process(arguments: tuple[str, ...], environ: Mapping[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _rolefit(environ: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True).stdout


def _await(caller: Caller) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _ready(caller):
        if time.monotonic() > deadline:
            raise TimeoutError("the web did not come up")
        time.sleep(0.2)


def _ready(caller: Caller) -> bool:
    try:
        caller.call("GET", "/readyz")
    except requests.RequestException:
        return False
    return True
