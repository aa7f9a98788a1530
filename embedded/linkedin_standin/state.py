"""What the stand-in remembers: postings, its session, faults in force, the log of requests."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from adapters.demo import DEMO_POSTINGS, load_records
from embedded.linkedin_standin.faults import KINDS, Fault
from embedded.linkedin_standin.shapes import Posting

LI_AT = "AQEDA-standin"
JSESSIONID = "ajax:1234567890"
PASSWORD = "secret"  # of an account that does not exist anywhere

GRACE = 0.5
"""Seconds that a replaced JSESSIONID is still good for."""

VARIANTS = frozenset(
    {
        "rotate",
        "stale-csrf",
        "full-retired",
        "closed-job",
        "cards-only",
        "ignore-start",
        "ignore-location",
        "utf16",
    },
)
"""Kinds that change an otherwise true answer instead of replacing it."""


@dataclass(frozen=True)
class Options:
    """How the stand-in behaves while all is well: seconds per answer, most cards per page (0: as asked)."""

    latency: float = 0.0
    page_cap: int = 0


@dataclass
class State:
    """Everything that ``/__reset`` puts back."""

    path: Path = DEMO_POSTINGS
    options: Options = field(default_factory=Options)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._initial = self.options
        self.reset()

    def reset(self, **options: Any) -> None:
        """Forget faults, log and rotation; ``latency`` and ``page_cap`` as given, else as at the start."""
        now = self.clock()
        self.postings = {record.id: Posting.from_record(record, now) for record in load_records(self.path)}
        self.options = Options(**options) if options else self._initial
        self.faults: list[Fault] = []
        self.log: deque[dict[str, Any]] = deque(maxlen=10_000)
        self.jsessionid = self._replaced = JSESSIONID
        self._replaced_at = 0.0

    def add_fault(self, **fields: Any) -> None:
        """Put a fault in force; ``kind`` "none" lifts them all. ValueError for an unknown kind."""
        fault = Fault(**fields)
        if fault.kind not in (*KINDS, *VARIANTS, "none"):
            raise ValueError(f"no fault {fault.kind!r}")
        with self._lock:
            self.faults = [] if fault.kind == "none" else [*self.faults, fault]

    def strike(self, address: str) -> Fault | None:
        """Return the first fault that meets this request."""
        with self._lock:
            return next((fault for fault in self.faults if fault.strikes(address)), None)

    def rotate(self) -> str:
        """Give the session a new JSESSIONID and return it."""
        self._replaced, self._replaced_at = self.jsessionid, time.monotonic()
        self.jsessionid = f"ajax:{time.monotonic_ns()}"
        return self.jsessionid

    def accepts(self, jsessionid: str) -> bool:
        """Tell whether this is the session, or was when requests now under way were sent."""
        under_way = time.monotonic() - self._replaced_at < GRACE
        return jsessionid == self.jsessionid or (jsessionid == self._replaced and under_way)

    def record(self, method: str, address: str) -> None:
        """Note a request."""
        self.log.append({"method": method, "path": address, "at": time.time()})
