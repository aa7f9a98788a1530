"""The directory that holds everything an embedded stack keeps: data, logs, records, secrets."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class AlreadyRunning(Exception):
    """Another launcher holds this directory; the message names its process."""


class Home:
    """Lay out ``path`` (``var/``), readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        for directory in (self.path, self.path / "run", self.path / "log"):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)

    def log(self, name: str) -> Path:
        """Return where the process ``name`` writes what it has to say."""
        return self.path / "log" / f"{name}.log"

    def record(self, name: str) -> Path:
        """Return where the running process ``name`` is written down."""
        return self.path / "run" / f"{name}.json"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other launchers out; the kernel lets go of the lock however this one ends."""
        with (self.path / "run" / "launcher").open("a+", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise AlreadyRunning(f"already running in {self.path} (process {file.read()})") from None
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield


def read_json(path: Path) -> Any:
    """Return what ``path`` holds, None if it is missing or was cut short."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: Any) -> None:
    """Replace ``path`` in one step with a file only its owner can read."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
