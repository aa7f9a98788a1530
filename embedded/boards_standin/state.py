"""What the stand-ins hold: the postings they show, the faults in force, what was asked of them."""

import json
import re
import threading
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

COMPANY = "acme"
"""The company that every board of companies knows; all others are unknown."""
USAJOBS_KEY, ADZUNA_KEY = "stand-in-key", ("stand-in-id", "stand-in-key")
PER_BOARD = 60

Posting = Mapping[str, Any]


@dataclass
class Fault:
    """A fault for ``times`` requests (-1: all) whose address contains ``path``."""

    kind: str
    path: str = ""
    times: int = -1
    seconds: float = 30.0
    retry_after: str | None = None


@dataclass
class State:
    """``postings`` come from a file of fictional ones; every board shows another part of them.

    ``limits`` allow a host so many requests a minute; more are refused as the board refuses them. ``closed``
    hosts forbid reading in their robots.txt. ``taken_down`` are ids that no board shows any more.
    """

    postings: Sequence[Posting]
    faults: list[Fault] = field(default_factory=list)
    limits: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    taken_down: set[str] = field(default_factory=set)
    latency: float = 0.0

    def __post_init__(self) -> None:
        """Start counting."""
        self._lock = threading.Lock()
        self._times: defaultdict[str, list[float]] = defaultdict(list)

    @classmethod
    def from_file(cls, path: Path) -> "State":
        """Read a JSONL file in the form of ``data/demo``."""
        return cls(
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        )

    def shown_by(self, board: str) -> list[Posting]:
        """Return the postings that a board shows, always the same ones but for those taken down."""
        start = sum(board.encode()) % max(1, len(self.postings) - PER_BOARD)
        shown = self.postings[start : start + PER_BOARD]
        return [posting for posting in shown if posting["id"] not in self.taken_down]

    def fault_for(self, address: str) -> Fault | None:
        """Note a request, and return the fault that meets it, counting it."""
        with self._lock:
            self.asked.append(address)
            for fault in self.faults:
                if fault.path in address and fault.times != 0:
                    fault.times -= 1 if fault.times > 0 else 0
                    return fault
        return None

    def is_too_much(self, host: str) -> bool:
        """Tell whether a host has been asked more often this minute than its limit allows."""
        now = time.monotonic()
        with self._lock:
            recent = self._times[host] = [at for at in self._times[host] if at > now - 60] + [now]
        return host in self.limits and len(recent) > self.limits[host]

    def count(self, path: str) -> int:
        """Return how many requests had an address that contains ``path``."""
        with self._lock:
            return sum(path in address for address in self.asked)


def posted(posting: Posting) -> datetime:
    """Return when a posting was published."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=float(posting["posted_days_ago"]))


def slug(text: str) -> str:
    """Return a text as it would stand in an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
