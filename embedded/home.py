"""The directory that holds everything an embedded stack keeps: data, logs, records, secrets."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO


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
            holder = _holder(file)
            if holder is not None:
                raise AlreadyRunning(
                    f"already running in {self.path} (process {holder}); `make stop` ends it"
                )
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            yield

    def launcher(self) -> int | None:
        """Return the process id of the launcher that holds this directory, None if none does."""
        with (self.path / "run" / "launcher").open("a+", encoding="ascii") as file:
            return _holder(file)


def _holder(file: TextIO) -> int | None:
    """Lock ``file`` until it is closed, or return who has locked it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        return int(file.read() or 0)
    return None


def read_json(path: Path) -> Any:
    """Return what ``path`` holds, None if it is missing or was cut short."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: Any) -> None:
    """Replace ``path`` in one step with a file only its owner can read."""
    write_private(path, json.dumps(value, indent=1) + "\n")


def write_private(path: Path, text: str) -> None:
    """Replace ``path`` in one step by ``text``, with mode 0600 from the beginning."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
