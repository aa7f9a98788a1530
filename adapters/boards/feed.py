"""What one board is: where it lives, what its rules allow, and how its answers are read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.postings import JobPosting
from domain.sources import SourceQuery

HOUR = 3600


@dataclass(frozen=True)
class Listing:
    """Postings as a board gave them, HTML still raw; not ``complete`` when some could not be read.

    ``whole`` says that the board itself shows these to be all it lists. ``read_at`` is set by who reads.
    """

    postings: tuple[JobPosting, ...]
    complete: bool = True
    whole: bool = False
    read_at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """One call: the search, and which page or company of the board."""

    query: SourceQuery
    cursor: str | None = None


@dataclass(frozen=True)
class Rules:
    """The board's terms as we keep them: its pace and budget, and how long one answer serves everybody."""

    attribution: str
    terms_url: str
    pace: Policy
    keep_seconds: int = HOUR


def _nobody(_: Asked) -> str:
    return ""


@dataclass(frozen=True)
class Feed:
    """A board and its reader.

    ``read`` may raise any SourceError. ``key`` names what an answer depends on: the same key is read once
    within ``rules.keep_seconds``. ``searches`` says that the board did the searching itself.
    """

    name: str
    rules: Rules
    hosts: Callable[[Asked], frozenset[str]]
    read: Callable[[Reading, Asked], Listing]
    key: Callable[[Asked], str] = _nobody
    pace_key: Callable[[Asked], str] = _nobody
    searches: bool = False
    filters: frozenset[str] = frozenset()
    cursors: Mapping[str, str] = field(default_factory=dict)
    needs_key: bool = False
    missing: str | None = None


def on(*hosts: str) -> Callable[[Asked], frozenset[str]]:
    """Return the same hosts for every call."""
    fixed = frozenset(hosts)
    return lambda _asked: fixed
