"""How often a key may be used, and for how long a refusal rests it."""

import random
from dataclasses import dataclass

from domain.sources import (
    AuthExpired,
    Blocked,
    ChallengeRequired,
    RateLimited,
    SourceError,
    Transient,
    Unreachable,
)

MINUTE = 60.0
HOUR = 60 * MINUTE
LONGEST_REST = 24 * HOUR
SLOWEST = 16.0
"""A key is slowed down by refusals to this share of its rate at most."""
RECOVERY = 0.97
"""What a success leaves of the slowdown: 23 of them undo one halving."""


@dataclass(frozen=True)
class Policy:
    """One request per ``interval`` seconds on average, ``burst`` of them at once after a pause.

    An interval of 0 switches the waiting off; breaker and budget stay.
    Each is followed by up to ``jitter`` of the interval more, at random. ``daily_budget`` requests a day
    (UTC), None for no limit. ``lease_seconds`` is how long a request that never reported back keeps the
    next one away; None allows many in flight.
    """

    interval: float
    burst: int = 1
    jitter: float = 0.25
    daily_budget: int | None = None
    lease_seconds: float | None = None

    @property
    def longest_step(self) -> float:
        """Return the most seconds that may lie between two requests: who waits that long is never early."""
        return self.interval * (1 + self.jitter)

    @property
    def lateness(self) -> float:
        """Return how many seconds late a caller may be without the rate dropping below the one asked for.

        A tenth of the interval; at least the tenth of a second that a busy machine wakes late, at most an
        interval. The request after a late one may follow sooner by this much.
        """
        return min(self.interval, max(self.interval / 10, 0.1))

    def step(self) -> float:
        """Return the seconds until the request after this one."""
        return self.interval * (1 + random.random() * self.jitter)  # noqa: S311 - not a secret


@dataclass(frozen=True)
class Trip:
    """Open the breaker for ``seconds`` once ``after`` failures came in a row, doubling while they go on.

    ``slower`` divides the rate, ``exact`` never doubles: the service itself named the time.
    """

    seconds: float
    after: int = 1
    slower: float = 1.0
    exact: bool = False


def trip_of(error: SourceError) -> Trip | None:
    """Return what a failure does to its key; None where the service answered and only the answer is bad."""
    match error:
        case Blocked():
            return Trip(6 * HOUR)
        case ChallengeRequired():
            return Trip(12 * HOUR)
        case AuthExpired():
            return Trip(HOUR, after=2)  # one may be two threads crossing while cookies change
        case RateLimited():
            named = error.retry_after
            return Trip(MINUTE if named is None else named, slower=2.0, exact=named is not None)
        case Unreachable():
            return Trip(MINUTE / 2, after=5, exact=True)  # no network here says nothing about the service
        case Transient():
            return Trip(MINUTE, after=5)
    return None


def needs_person(code: str) -> bool:
    """Tell whether waiting alone will not mend what a breaker opened for."""
    return code in (AuthExpired.code, Blocked.code, ChallengeRequired.code)
