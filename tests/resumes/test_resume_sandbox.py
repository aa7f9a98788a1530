"""A hostile file may end its own child, never the worker; every outcome is typed and in time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path

import psutil
import pytest

from adapters.sandbox import Limits, Sandbox
from domain.codes import ReadFailure
from services.resumes import sniff
from services.resumes.failures import ReadFailed
from tests.resumes.drawing import draw, lines

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
RESUME = draw(
    (50, 800, "Jane Example", 24), *lines("Experience", "Engineer, Acme Ltd", "Jan 2019 – Dec 2019", top=760)
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    shared = Sandbox(features=False)
    shared.start()
    yield shared
    shared.close()


def _failure(sandbox: Sandbox, data: bytes, kind: str = sniff.TEXT) -> ReadFailure:
    with pytest.raises(ReadFailed) as caught:
        sandbox.understand(data, kind, today=TODAY)
    return caught.value.failure


def _limited(sandbox: Sandbox, **changes: float) -> Sandbox:
    """Give the shared sandbox other limits, which go with each request."""
    sandbox._limits = replace(Limits(), **changes)
    return sandbox


@pytest.fixture(autouse=True)
def _usual_limits(sandbox: Sandbox) -> Iterator[None]:
    yield
    sandbox._limits = Limits()


def test_a_child_finds_all_that_it_needs_loaded() -> None:
    """Whatever is imported in a child is imported again for the next file: NLTK alone takes half a second."""
    program = """
import json, sys
from pathlib import Path
from adapters import sandbox_server
from services.resumes import sniff

tools = sandbox_server.warm_up(features=True)
known = set(sys.modules)
for path in sorted(Path("data/samples").glob("*.*")):
    data = path.read_bytes()
    header = {"media_type": sniff.sniff(data, path.name), "today": "2026-11-22", "own": []}
    assert "parsed" in json.loads(sandbox_server._answer(data, header, tools))
print(sorted(set(sys.modules) - known))
"""
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stdout + ran.stderr


def test_a_resume_comes_back_whole(sandbox: Sandbox) -> None:
    parsed = sandbox.understand(RESUME, sniff.PDF, today=TODAY)
    assert (parsed.basics.name, parsed.work[0].company, parsed.experience.total_months) == (
        "Jane Example",
        "Acme Ltd",
        12,
    )


def test_memory_is_limited(sandbox: Sandbox) -> None:
    greedy = b"word " * (24 * 2**20)
    assert _failure(_limited(sandbox, memory=400 * 2**20), greedy) is ReadFailure.RESOURCE_LIMIT


@pytest.mark.parametrize("limit", [{"wall_seconds": 0.3}, {"cpu_seconds": 1}])
def test_time_is_limited(sandbox: Sandbox, limit: dict[str, float]) -> None:
    endless = b"Experience\n" + b"Engineer, Acme Ltd, Jan 2019 - Dec 2019 and more\n" * 200_000
    begin = time.monotonic()
    assert _failure(_limited(sandbox, **limit), endless) is ReadFailure.TIMEOUT
    assert time.monotonic() - begin < 15


def test_the_next_file_is_read_after_a_failure(sandbox: Sandbox) -> None:
    _failure(sandbox, b"%PDF-1.7 broken", sniff.PDF)
    assert sandbox.understand(RESUME, sniff.PDF, today=TODAY).basics.name == "Jane Example"


def test_a_killed_server_is_replaced(sandbox: Sandbox) -> None:
    server = sandbox._server
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    assert sandbox.understand(RESUME, sniff.PDF, today=TODAY).basics.name == "Jane Example"


def test_a_child_costs_little_to_start(sandbox: Sandbox) -> None:
    """The fork server keeps the reader loaded: a file of two words takes milliseconds, not an import."""
    seconds = [_timed(sandbox) for _ in range(9)]
    assert min(seconds) < 0.1


def _timed(sandbox: Sandbox) -> float:
    begin = time.perf_counter()
    sandbox.ask(b"two words", sniff.TEXT, today=TODAY)
    return time.perf_counter() - begin


def _read_in_daemon(answers: "Queue[str]") -> None:
    sandbox = Sandbox(features=False)
    answers.put(sandbox.understand(RESUME, sniff.PDF, today=TODAY).basics.name or "")
    sandbox.close()


def test_a_daemonic_pool_child_may_use_it() -> None:
    """Celery's pool children are daemonic: they may start no multiprocessing children of their own."""
    context = get_context("fork")
    answers: Queue[str] = context.Queue()
    process = context.Process(target=_read_in_daemon, args=(answers,), daemon=True)
    process.start()
    assert answers.get(timeout=60) == "Jane Example"
    process.join(10)


def test_no_orphan_outlives_a_killed_worker() -> None:
    code = (
        "import time; from adapters.sandbox import Sandbox; box = Sandbox(features=False); box.start();"
        "print(box._server.pid, flush=True); time.sleep(60)"
    )
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    server = psutil.Process(int(worker.stdout.readline()))
    worker.kill()
    worker.wait()
    gone, _ = psutil.wait_procs([server], timeout=10)
    assert gone or not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
