"""Processes that can be recognised later, even by a launcher that did not start them.

A process id alone is not enough: ids are used again. The moment of birth tells them apart.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from embedded.home import read_json, write_json

_POLL = 0.02


class Process:
    """One running process, known by its id and its birth."""

    def __init__(self, pid: int, birth: str, child: subprocess.Popen[bytes] | None = None) -> None:
        self.pid = pid
        self._birth = birth
        self._child = child

    def alive(self) -> bool:
        """Say whether it still runs; one of ours that ended is reaped."""
        if self._child is not None:
            return self._child.poll() is None
        return birth_of(self.pid) == self._birth

    def send(self, number: int) -> None:
        """Send a signal to this process alone; nothing happens if it has ended."""
        if self.alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill_group(self) -> None:
        """Kill it and whatever it started, as long as those stayed in its group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended; False if it has not."""
        deadline = time.monotonic() + seconds
        while self.alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL)
        return True

    def write_down(self, path: Path) -> None:
        """Record it, so that :func:`recall` finds it after this launcher was killed."""
        write_json(path, {"pid": self.pid, "birth": self._birth})


def spawn(
    argv: Sequence[str | Path], log: Path, environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Process:
    """Start ``argv`` in a session of its own, so that Ctrl-C reaches the launcher alone."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environ,
            cwd=cwd,
            start_new_session=True,
        )
    return Process(child.pid, birth_of(child.pid) or "", child)


def recall(path: Path) -> Process | None:
    """Return the process that was recorded in ``path`` if it still runs."""
    record = read_json(path)
    if not record or birth_of(record["pid"]) != record["birth"]:
        return None
    return Process(record["pid"], record["birth"])


def running_in(directory: Path, program: str) -> list[Process]:
    """Return the processes of a program that work in a directory; [] where the system has no /proc.

    A shell or an editor that somebody opened there is none of them.
    """
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            named = (entry / "comm").read_text("utf-8").strip() == program
            if named and (entry / "cwd").readlink() == directory.resolve():
                found.append(int(entry.name))
    born = [(pid, birth_of(pid)) for pid in found]
    return [Process(pid, birth) for pid, birth in born if birth is not None]


def birth_of(pid: int) -> str | None:
    """Return when ``pid`` was born; None if there is no such process, or only its remains."""
    return _birth_from_proc(pid) if sys.platform == "linux" else _birth_from_ps(pid)


def _birth_from_proc(pid: int) -> str | None:
    """Read /proc (man 5 proc): field 3 is the state, field 22 the ticks since boot."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None
    return None if fields[0] in "ZX" else f"{boot}:{fields[19]}"


def _birth_from_ps(pid: int) -> str | None:
    argv = ["ps", "-o", "state=,lstart=", "-p", str(pid)]
    state, _, born = subprocess.run(argv, capture_output=True, text=True).stdout.strip().partition(" ")
    return None if not state or state[0] == "Z" else born.strip()
