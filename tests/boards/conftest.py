"""Every board against a stand-in over real HTTP, without Postgres or Redis."""

import json
from collections.abc import Callable, Iterator

import pytest

from adapters.boards.catalogue import BoardOptions, make_boards
from adapters.boards.source import BoardSource
from adapters.demo import DEMO_POSTINGS
from adapters.pacing.pacer import Pacer
from adapters.pacing.stores import LocalStore
from embedded.boards_standin.server import Running, running
from embedded.boards_standin.state import ADZUNA_KEY, USAJOBS_KEY, State

MakeBoards = Callable[..., dict[str, BoardSource]]


class MemoryCache:
    """A cache that forgets when told to."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """Return what is held."""
        return self.held.get(key)

    def get_many(self, keys: list[str]) -> list[bytes | None]:
        """Return what is held, in order."""
        return [self.held.get(key) for key in keys]

    def put(self, key: str, value: bytes, seconds: int, *, only_new: bool = False) -> None:
        """Hold for good."""
        if seconds > 0 and not (only_new and key in self.held):
            self.held[key] = value

    def forget(self, *keys: str) -> None:
        """Drop."""
        for key in keys:
            self.held.pop(key, None)


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture(scope="session")
def postings() -> list[dict[str, object]]:
    """Return the fictional postings."""
    return [json.loads(line) for line in DEMO_POSTINGS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def standin(postings: list[dict[str, object]]) -> Iterator[Running]:
    """Serve every board on loopback."""
    with running(State(postings)) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    """Return the pacer's clock."""
    return Clock()


@pytest.fixture
def cache() -> MemoryCache:
    """Return the shelf's cache."""
    return MemoryCache()


@pytest.fixture
def make(standin: Running, clock: Clock, cache: MemoryCache) -> MakeBoards:
    """Return a maker of all boards by name; options replace those of an installation with every key."""
    pacer = Pacer(LocalStore(clock))

    def build(**options: object) -> dict[str, BoardSource]:
        app_id, app_key = ADZUNA_KEY
        usual = {
            "usajobs_key": USAJOBS_KEY,
            "usajobs_email": "person@example.com",
            "adzuna_app_id": app_id,
            "adzuna_app_key": app_key,
            "stand_ins": {"*": standin.url},
        }
        chosen = BoardOptions(**(usual | options))
        return {board.name: board for board in make_boards(chosen, pacer, cache)}

    return build


@pytest.fixture
def boards(make: MakeBoards) -> dict[str, BoardSource]:
    """Return all boards of an installation that has every key."""
    return make()
