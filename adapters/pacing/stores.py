"""Where the state of keys is kept: in Redis for every process, or in this one when Redis is away."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Protocol, cast

import redis

from adapters.pacing.policies import LONGEST_REST, RECOVERY, SLOWEST, Policy, Trip
from adapters.pacing.state import LONGEST_QUEUE, KeyState, Verdict

_HERE = Path(__file__).parent
PREFIX = "pace:"
_ANSWERED = ("", 0.0, 1, 1.0, 0)


class PacingStore(Protocol):
    """Decide and remember, for all callers that share this store."""

    def admit(self, key: str, policy: Policy, token: str) -> Verdict:
        """Take the turn, or say why not."""
        ...

    def settle(self, key: str, token: str, reason: str, trip: Trip | None) -> None:
        """Note how the request of this token fared."""
        ...

    def look(self, key: str) -> tuple[KeyState, float]:
        """Return what is known of a key, and the store's own time."""
        ...

    def reset(self, key: str) -> None:
        """Close the breaker: a person has acted. Rate and budget stay."""
        ...


class LocalStore:
    """Keep state within this process."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._states: defaultdict[str, KeyState] = defaultdict(KeyState)

    def admit(self, key: str, policy: Policy, token: str) -> Verdict:
        """Take the turn, or say why not."""
        with self._lock:
            return self._states[key].admit(policy, token, self._clock())

    def settle(self, key: str, token: str, reason: str, trip: Trip | None) -> None:
        """Note how the request of this token fared."""
        with self._lock:
            self._states[key].settle(token, reason, trip, self._clock())

    def look(self, key: str) -> tuple[KeyState, float]:
        """Return what is known of a key, and the time."""
        return self._states[key], self._clock()

    def reset(self, key: str) -> None:
        """Close the breaker."""
        with self._lock:
            state = self._states[key]
            state.open_until, state.reason, state.failures = 0.0, "", 0


class RedisStore:
    """Keep state in one hash per key; Redis' own clock decides, so that several machines agree."""

    def __init__(self, client: "redis.Redis") -> None:
        self._client = client
        self._admit = client.register_script((_HERE / "admit.lua").read_text())
        self._settle = client.register_script((_HERE / "settle.lua").read_text())

    def admit(self, key: str, policy: Policy, token: str) -> Verdict:
        """Take the turn, or say why not; raises ``redis.RedisError``."""
        rate = (policy.interval, policy.step(), policy.longest_step, policy.burst, policy.lateness)
        kind, seconds = self._admit(
            keys=[PREFIX + key],
            args=[*rate, LONGEST_QUEUE, policy.daily_budget or 0, policy.lease_seconds or 0, token],
        )
        return Verdict(kind.decode(), float(seconds))

    def settle(self, key: str, token: str, reason: str, trip: Trip | None) -> None:
        """Note how the request of this token fared; raises ``redis.RedisError``."""
        told = (reason, trip.seconds, trip.after, trip.slower, int(trip.exact)) if trip else _ANSWERED
        self._settle(keys=[PREFIX + key], args=[token, *told, RECOVERY, SLOWEST, LONGEST_REST])

    def look(self, key: str) -> tuple[KeyState, float]:
        """Return what is known of a key, and Redis' time; raises ``redis.RedisError``."""
        seconds, microseconds = cast("tuple[int, int]", self._client.time())
        held = cast("dict[bytes, bytes]", self._client.hgetall(PREFIX + key))
        return _read({name.decode(): value.decode() for name, value in held.items()}), (
            seconds + microseconds / 1e6
        )

    def reset(self, key: str) -> None:
        """Close the breaker; raises ``redis.RedisError``."""
        self._client.hdel(PREFIX + key, "open_until", "reason", "failures")


def _read(held: dict[str, str]) -> KeyState:
    state = KeyState()
    for field in fields(KeyState):
        if field.name in held:
            kind = {"day": int, "used": int, "failures": int, "lease": str, "reason": str}.get(
                field.name, float
            )
            setattr(state, field.name, kind(held[field.name]))
    return state
