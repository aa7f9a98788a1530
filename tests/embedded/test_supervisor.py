"""Whatever dies is started again; whatever an earlier launcher left is found."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from embedded.apps import App
from embedded.daemon import Daemon, StartFailed
from embedded.home import Home
from embedded.processes import birth_of
from embedded.stack import CannotStart, Stack
from embedded.supervisor import Patience, Supervisor, truncate_log

pytestmark = pytest.mark.slow

IMPATIENT = Patience(look=0.02, first=0.05, longest=0.2, calm=60.0, silent=60.0)


class Script(Daemon):
    """A shell script as a daemon."""

    stop_seconds = 1.0
    start_seconds = 1.0

    def __init__(self, home: Home, script: str) -> None:
        super().__init__(home, "script")
        self.script = script
        self.answers = True

    def start(self) -> None:
        """Run the script."""
        self._spawn(["sh", "-c", self.script])

    def ready(self) -> bool:
        """Answer as the test wishes."""
        return self.answers and self.alive()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "var")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervise(said: list[str]) -> Iterator[Callable[[Daemon, Patience], None]]:
    """Start and watch a daemon for the length of a test."""
    running: list[tuple[Supervisor, Daemon]] = []

    def watch(daemon: Daemon, patience: Patience) -> None:
        daemon.start()
        supervisor = Supervisor([daemon], said.append, patience)
        supervisor.watch()
        running.append((supervisor, daemon))

    yield watch
    for supervisor, daemon in running:
        supervisor.stop()
        daemon.stop()


def _eventually(promise: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not promise():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_a_killed_process_is_back_within_two_seconds(home: Home, supervise: Callable) -> None:
    """The first restart comes quickly, with the patience of `make run`."""
    daemon = Script(home, "exec sleep 600")
    supervise(daemon, Patience())
    first = daemon.pid
    os.kill(first, signal.SIGKILL)
    assert _eventually(lambda: daemon.alive() and daemon.pid != first, 2.0)


def test_restarts_slow_down(home: Home, said: list[str], supervise: Callable) -> None:
    """A process that cannot live is not started a hundred times a second."""
    supervise(Script(home, "exit 3"), IMPATIENT)
    assert _eventually(lambda: len(said) >= 4)
    assert [line.split(" in ")[1].split(" s ")[0] for line in said[:4]] == ["0.05", "0.1", "0.2", "0.2"]


def test_a_silent_process_is_killed_and_replaced(home: Home, said: list[str], supervise: Callable) -> None:
    """Alive is not enough: what no longer answers is no use."""
    daemon = Script(home, "exec sleep 600")
    supervise(daemon, Patience(look=0.02, first=0.05, silent=0.5))
    first = daemon.pid
    daemon.answers = False
    assert _eventually(lambda: daemon.alive() and daemon.pid != first)
    daemon.answers = True
    assert any("has not answered" in line for line in said)


def test_what_does_not_listen_is_killed_with_its_children(home: Home) -> None:
    """A process that ignores the polite signal ends all the same, and so does its pool."""
    daemon = Script(home, "trap '' TERM; sleep 600 & echo $!; wait; wait")
    daemon.start()
    assert _eventually(lambda: home.log("script").read_text().strip().isdigit())
    child, parent = int(home.log("script").read_text()), daemon.pid
    daemon.stop()
    assert birth_of(parent) is None
    assert _eventually(lambda: birth_of(child) is None)


def test_what_does_not_start_shows_its_last_words(home: Home) -> None:
    """The message says why, so that nobody has to look for the log."""
    daemon = Script(home, "echo no room on the shelf; exit 1")
    daemon.answers = False
    daemon.start()
    with pytest.raises(StartFailed, match="no room on the shelf"):
        daemon.await_ready()


def test_a_record_of_another_process_is_not_believed(home: Home) -> None:
    """Process ids are used again; the birth tells them apart."""
    daemon = Script(home, "exec sleep 600")
    home.record("script").write_text(f'{{"pid": {os.getpid()}, "birth": "long ago"}}')
    assert not daemon.take_over()
    home.record("script").write_text(f'{{"pid": {os.getpid()}, "birth": "{birth_of(os.getpid())}"}}')
    assert daemon.take_over()


def test_an_application_left_by_a_killed_launcher_is_replaced(home: Home) -> None:
    """It may hold old code: it ends before a new one starts, and only once."""
    nap = ("timeit", "-n1", "-r1", "import time; time.sleep(600)")
    left = App(home, "web", nap, os.environ)
    left.start()
    again = App(home, "web", nap, os.environ)
    again.start()
    try:
        assert not left.alive()
        assert again.alive()
    finally:
        again.stop()


def test_a_long_log_is_moved_aside_while_it_is_written(home: Home) -> None:
    """Logs never fill the disk, and the writer need not know."""
    path = home.log("web")
    with path.open("ab", buffering=0) as writer:
        writer.write(b"old\n" * 10)
        truncate_log(path, limit=20)
        writer.write(b"new\n")
    assert path.read_bytes() == b"new\n"
    assert path.with_suffix(".log.1").read_bytes() == b"old\n" * 10
    truncate_log(path, limit=20)
    assert path.read_bytes() == b"new\n"


def _launch(home: Home, **environ: str) -> subprocess.CompletedProcess[str]:
    variables = {**os.environ, "ROLEFIT_VAR": str(home.path), **environ}
    argv = [sys.executable, "-m", "embedded"]
    return subprocess.run(argv, env=variables, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("name", ["PORT", "FLOWER_PORT"])
def test_a_taken_port_is_one_clear_line(home: Home, name: str) -> None:
    """Nothing is started, and the line names the port and the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = _launch(home, **{"PORT": "20999", "FLOWER_PORT": "20998", name: str(port)})
    assert refused.returncode == 1
    assert (
        refused.stderr == f"rolefit: port {port} is taken; choose another one: {name}={port + 1} make run\n"
    )
    assert not (home.path / "postgres").exists()


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named(home: Home, port: str) -> None:
    """A typo is one clear line too, not a traceback."""
    with pytest.raises(CannotStart, match=f"PORT must be a port number, not '{port}'"):
        Stack(home, {"PORT": port})


def test_a_second_launcher_names_the_first(home: Home) -> None:
    """Two stacks never share their data."""
    with home.locked():
        refused = _launch(home)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"rolefit: already running in {home.path} (process {os.getpid()})")
    assert refused.stderr.count("\n") == 1
