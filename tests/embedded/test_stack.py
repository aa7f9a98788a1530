"""The whole stack, as `make run` starts it: first results, a crash of everything, a clean end."""

import base64
import http.client
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from embedded.ports import HOST, is_free
from embedded.processes import recall

pytestmark = [pytest.mark.worker, pytest.mark.timeout(400)]

ROOT = Path(__file__).parent.parent.parent
PORTS = (20_871, 20_872)
LAST_LINE = "Ctrl-C stops everything."
PROCESSES = {"postgres", "broker", "cache", "web", "worker-cpu", "worker-io", "beat", "flower"}


class Launch:
    """One `python -m embedded`, followed until it has said everything."""

    def __init__(self, var: Path) -> None:
        self.var = var
        began = time.monotonic()
        environ = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        environ |= {"ROLEFIT_VAR": str(var), "PORT": str(PORTS[0]), "FLOWER_PORT": str(PORTS[1])}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "embedded"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.lines: list[str] = []
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if self.lines[-1] == LAST_LINE:
                break
        self.seconds = time.monotonic() - began

    @property
    def owner(self) -> dict[str, str]:
        """What the owner's file says."""
        return json.loads((self.var / "owner.json").read_text(encoding="utf-8"))

    def get(self, path: str, port: int = PORTS[0], **headers: str) -> tuple[int, bytes]:
        """Ask over HTTP."""
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def searches(self) -> list[dict[str, Any]]:
        """The owner's searches, as the API lists them."""
        status, body = self.get("/api/searches", Authorization=f"Bearer {self.owner['api_key']}")
        assert status == 200, body
        return json.loads(body)["items"]

    def running(self) -> set[str]:
        """The names of the recorded processes that run."""
        return {path.stem for path in (self.var / "run").glob("*.json") if recall(path)}

    def crash(self) -> None:
        """End everything at once, as a power cut would."""
        left = [recall(path) for path in (self.var / "run").glob("*.json")]
        self.process.kill()
        for process in left:
            if process is not None:
                process.send(signal.SIGKILL)
        self.process.communicate()
        assert all(process is None or process.wait(10) for process in left)


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A directory of its own; whatever still runs in it at the end is stopped."""
    directory = tmp_path / "my var"
    yield directory
    environ = {**os.environ, "ROLEFIT_VAR": str(directory)}
    subprocess.run([sys.executable, "-m", "embedded", "stop"], cwd=ROOT, env=environ, check=True)


def test_the_stack_serves_survives_a_crash_and_ends_cleanly(var: Path) -> None:
    """First start: the main job's table. Killed as a whole: all data there. Ctrl-C: nothing left."""
    first = Launch(var)
    assert first.lines[-1] == LAST_LINE, first.lines
    _assert_introduced(first)
    found = first.searches()
    assert found
    first.crash()

    second = Launch(var)
    assert second.lines[-1] == LAST_LINE, second.lines
    assert second.seconds < 20  # 8 on an idle machine
    assert len(second.lines) < len(first.lines), "the main job runs once, not at each start"
    assert second.searches() == found
    assert second.running() == PROCESSES

    second.process.send_signal(signal.SIGINT)
    assert second.process.wait(30) == 0
    assert second.running() == set()
    assert all(is_free(port) for port in PORTS)


def _assert_introduced(stack: Launch) -> None:
    assert stat.S_IMODE((stack.var / "owner.json").stat().st_mode) == 0o600
    assert set(stack.owner) >= {"url", "api_key", "flower_url", "flower_password"}
    assert any(f"http://{HOST}:{PORTS[0]}/api/docs" in line for line in stack.lines)
    assert stack.get("/api/docs")[0] == 200
    assert stack.get("/api/searches")[0] == 401
    assert stack.get("/", PORTS[1])[0] == 401
    password = base64.b64encode(f"rolefit:{stack.owner['flower_password']}".encode()).decode()
    assert stack.get("/", PORTS[1], Authorization=f"Basic {password}")[0] == 200
