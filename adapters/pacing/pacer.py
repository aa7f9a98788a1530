"""Ask for a turn, report how it went, and say how a key stands."""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from adapters.pacing.policies import Policy, needs_person, trip_of
from adapters.pacing.state import KeyState, Verdict
from adapters.pacing.stores import LocalStore, PacingStore, RedisStore
from domain.sources import BudgetSpent, Paced, PacingStatus, Resting, SourceError

T = TypeVar("T")
PATIENCE = 120.0
"""A breaker that closes within these seconds is waited for; a longer rest is the outcome."""

log = logging.getLogger(__name__)


class Pacer:
    """Hold keys to their policies, wherever the state is kept; without Redis within this process."""

    def __init__(self, store: PacingStore, fallback: PacingStore | None = None) -> None:
        self._store = store
        self._fallback = fallback or LocalStore()

    def reserve(self, key: str, policy: Policy) -> float:
        """Return 0 and take the turn, or the seconds until the caller should ask again.

        For callers who never report back; whoever does should use :meth:`turn`.
        """
        return self._admit(key, policy, token="").seconds

    @contextmanager
    def turn(self, key: str, policy: Policy) -> Iterator[None]:
        """Run one request in its turn and note how it fared, by the ``SourceError`` it raises.

        Any other exception tells nothing about the service; the turn's lease then ends by itself.
        Raise ``Paced`` when it is not due yet, ``Resting`` while a breaker is open for longer, and
        ``BudgetSpent``; nothing was sent then.
        """
        token = secrets.token_hex(8)
        _refuse(self._admit(key, policy, token), lambda: self.status(key, policy))
        try:
            yield
        except SourceError as error:
            self._settle(key, token, error)
            raise
        self._settle(key, token, None)

    def status(self, key: str, policy: Policy) -> PacingStatus:
        """Say how a key stands."""
        state, now = self._first(lambda store: store.look(key))
        return _status(state, policy, now)

    def reset(self, key: str) -> None:
        """Close a key's breaker: a person has acted."""
        self._first(lambda store: store.reset(key))

    def _admit(self, key: str, policy: Policy, token: str) -> Verdict:
        return self._first(lambda store: store.admit(key, policy, token))

    def _settle(self, key: str, token: str, failure: SourceError | None) -> None:
        trip = trip_of(failure) if failure else None
        reason = failure.code if failure else ""
        self._first(lambda store: store.settle(key, token, reason, trip))

    def _first(self, ask: Callable[[PacingStore], T]) -> T:
        try:
            return ask(self._store)
        except redis.RedisError as error:
            log.warning("pacing within this process only, Redis failed: %s", type(error).__name__)
            return ask(self._fallback)


def make_pacer(redis_url: str) -> Pacer:
    """Return the pacer that every process reaching this Redis shares.

    Nothing is retried and the time-outs are short, because a request waits for the answer; losing Redis
    only makes pacing local.
    """
    once = Retry(NoBackoff(), 0)
    client = redis.Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=1, retry=once)
    return Pacer(RedisStore(client))


def _refuse(verdict: Verdict, status: Callable[[], PacingStatus]) -> None:
    """Raise what a refusal means, return for ``go``."""
    match verdict:
        case Verdict("go"):
            return
        case Verdict("spent", seconds):
            raise BudgetSpent("today's requests are used up", retry_after=seconds)
        case Verdict("resting", seconds) if seconds > PATIENCE:
            raise Resting(_explained(status()), retry_after=seconds)
    raise Paced("the next request is not due yet", retry_after=verdict.seconds)


def _explained(status: PacingStatus) -> str:
    until = f"{status.opens_until:%Y-%m-%d %H:%M} UTC" if status.opens_until else "later"
    act = "; a person must act" if status.needs_person else ""
    return f"nothing is asked until {until} after {status.reason or 'a refusal'}{act}"


def _status(state: KeyState, policy: Policy, now: float) -> PacingStatus:
    opened = state.open_until > 0
    limit = policy.daily_budget
    return PacingStatus(
        breaker=("open" if now < state.open_until else "half_open") if opened else "closed",
        opens_until=datetime.fromtimestamp(state.open_until, UTC) if opened else None,
        reason=state.reason or None,
        needs_person=needs_person(state.reason),
        slowed=state.slow,
        ready_in=state.ready_in(policy, now),
        budget_left=None if limit is None else max(0, limit - state.used_on(now)),
        budget_limit=limit,
    )
