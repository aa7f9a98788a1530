"""Read resumes in a killable child: a hostile file may end its own process, never the worker's.

A small server process, clean and single-threaded, holds the reader and its word lists in memory and forks one
child per file. The worker talks to it over a socket pair; the child answers in JSON through the server.
"""

import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from domain.codes import ReadFailure
from domain.records import from_record, to_record
from domain.resumes import ParsedResume
from domain.skills import OwnSkill
from services.resumes.failures import ReadFailed

_LENGTH = struct.Struct("!I")
_ROOT = Path(__file__).resolve().parent.parent
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_START_SECONDS = 180.0


@dataclass(frozen=True)
class Limits:
    """What one child may use: address space and files in bytes, CPU and wall time in seconds.

    A PDF without text is read once more where a recogniser is installed, by a second child that may use
    ``picture_memory`` and ``picture_cpu_seconds`` in what is left of the wall time.
    """

    memory: int = 1024 * 2**20
    picture_memory: int = 2048 * 2**20
    cpu_seconds: int = 25
    picture_cpu_seconds: int = 50
    wall_seconds: float = 29.0
    file_bytes: int = 0


class Sandbox:
    """A fork server for reading resumes. Safe to share between threads; a forked copy starts its own server.

    ``restarts`` counts how often the server itself had to be replaced.
    """

    def __init__(self, limits: Limits | None = None, *, features: bool = True) -> None:
        self._limits = limits or Limits()
        self._features = features
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._owner = 0
        self.restarts = 0

    def understand(
        self, data: bytes, media_type: str, *, today: date, own: Sequence[OwnSkill] = ()
    ) -> ParsedResume:
        """Return the parse of ``data``; ReadFailed with a typed reason within the wall limit.

        ``own`` are skills to know besides the shipped ones.
        """
        answer = self.ask(data, media_type, today=today, own=own)
        if "failure" in answer:
            raise ReadFailed(ReadFailure(answer["failure"]), answer.get("detail", ""))
        return from_record(answer["parsed"], ParsedResume)

    def ask(
        self, data: bytes, media_type: str, *, today: date, own: Sequence[OwnSkill] = ()
    ) -> dict[str, Any]:
        """Return the child's answer: ``parsed`` or ``failure``, and ``usage`` in seconds and bytes."""
        header = {
            "media_type": media_type,
            "today": today.isoformat(),
            "own": to_record(own),
            "limits": asdict(self._limits),
        }
        with self._lock:
            for attempt in (1, 2):
                # A server that cannot start is our trouble, not the file's: it raises, the task comes again.
                connection = self._connection()
                try:
                    return self._exchange(connection, header, data)
                except (OSError, EOFError) as error:
                    self._stop()
                    self.restarts += 1
                    if isinstance(error, TimeoutError) or attempt == 2:
                        return {"failure": "timeout" if isinstance(error, TimeoutError) else "unreadable"}
        raise AssertionError("unreachable")

    def start(self) -> None:
        """Start the server now and wait until it has loaded all, so that the first file waits less."""
        with self._lock:
            self._connection()

    def close(self) -> None:
        """Stop the server; a later call starts a new one."""
        with self._lock:
            self._stop()

    def _exchange(self, connection: socket.socket, header: Mapping[str, Any], data: bytes) -> dict[str, Any]:
        connection.settimeout(self._limits.wall_seconds + 1.0)
        send_frame(connection, json.dumps(header).encode())
        send_frame(connection, data)
        answer: dict[str, Any] = json.loads(receive_frame(connection))
        return answer

    def _connection(self) -> socket.socket:
        if self._owner != os.getpid():
            self._forget()
        if self._socket is None:
            self._launch()
        assert self._socket is not None  # noqa: S101 - _launch sets it
        return self._socket

    def _launch(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(  # noqa: S603 - our own module, no input from outside
                [
                    sys.executable,
                    "-m",
                    "adapters.sandbox_server",
                    str(theirs.fileno()),
                    str(int(self._features)),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                cwd=_ROOT,
                env=_environment(),
            )
        self._socket, self._owner = ours, os.getpid()
        ours.settimeout(_START_SECONDS)
        receive_frame(ours)

    def _stop(self) -> None:
        if self._socket is not None:
            self._socket.close()
        if self._server is not None and self._owner == os.getpid():
            self._server.kill()
            self._server.wait()
        self._forget()

    def _forget(self) -> None:
        """Let go of a server that belongs to the process we were forked from; it is not ours to stop."""
        if self._socket is not None:
            self._socket.close()
        self._server = self._socket = None


def _environment() -> dict[str, str]:
    """Return a minimal environment: no secret of the worker reaches code that reads strangers' files."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return {**kept, **_ONE_THREAD, "PYTHONPATH": str(_ROOT), "MALLOC_ARENA_MAX": "2"}


def send_frame(connection: socket.socket, payload: bytes) -> None:
    """Send ``payload`` with its length in front."""
    connection.sendall(_LENGTH.pack(len(payload)))
    connection.sendall(payload)


def receive_frame(connection: socket.socket) -> bytes:
    """Return the next payload; EOFError when the other side is gone."""
    (length,) = _LENGTH.unpack(_receive(connection, _LENGTH.size))
    return _receive(connection, length)


def _receive(connection: socket.socket, length: int) -> bytes:
    buffer = bytearray()
    while len(buffer) < length:
        piece = connection.recv(min(length - len(buffer), 2**20))
        if not piece:
            raise EOFError("the other side is gone")
        buffer += piece
    return bytes(buffer)
