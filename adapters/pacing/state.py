"""What is known of a key, within this process: the same arithmetic as the Lua scripts do in Redis."""

import math
from dataclasses import dataclass

from adapters.pacing.policies import LONGEST_REST, RECOVERY, SLOWEST, Policy, Trip

LONGEST_QUEUE = 32
"""Intervals ahead that refused callers are spread over: cancelled ones must not push others out for hours."""
MILLISECOND = 0.001
"""Times are compared this finely: who was told 3.999 s and waited 4 s is not early."""
DAY = 86_400
PROBE_SECONDS = 60.0
LEAST_WAIT = 1.0
"""Seconds until a caller looks again whether the request in flight is over."""


@dataclass(frozen=True)
class Verdict:
    """``go``, or why not (``wait``, ``resting``, ``spent``) and for how many seconds."""

    kind: str
    seconds: float = 0.0


@dataclass
class KeyState:
    """Times are seconds on the caller's clock; ``due`` is GCRA's theoretical time of the next request."""

    due: float | None = None
    queue: float = 0.0
    lease: str = ""
    lease_until: float = 0.0
    day: int = -1
    used: int = 0
    slow: float = 1.0
    failures: int = 0
    open_until: float = 0.0
    reason: str = ""

    def admit(self, policy: Policy, token: str, now: float) -> Verdict:
        """Take the turn, or say why not."""
        if now < self.open_until:
            return Verdict("resting", self.open_until - now)
        if self._spent(policy, now):
            return Verdict("spent", (math.floor(now / DAY) + 1) * DAY - now)
        interval, due = policy.interval * self.slow, now if self.due is None else self.due
        ready = self._ready(policy, interval, due, now)
        if now + MILLISECOND < ready:
            return Verdict("wait", self._turn_away(policy.longest_step * self.slow, interval, ready) - now)
        self._take(policy, token, max(due, now - policy.lateness * self.slow), now)
        return Verdict("go")

    def settle(self, token: str, reason: str, trip: Trip | None, now: float) -> None:
        """Give the lease back and move the breaker; no trip means that the service answered."""
        if self.lease == token:
            self.lease, self.lease_until = "", 0.0
        if now < self.open_until:
            return
        if trip is None:
            self.open_until, self.reason, self.failures = 0.0, "", 0
            self.slow = max(1.0, self.slow * RECOVERY)
            return
        self.failures += 1
        self.slow = min(SLOWEST, self.slow * trip.slower)
        if self.failures >= trip.after:
            doublings = 0 if trip.exact else min(self.failures - trip.after, 10)
            self.open_until = now + min(trip.seconds * 2.0**doublings, LONGEST_REST)
            self.reason = reason

    def ready_in(self, policy: Policy, now: float) -> float:
        """Return the seconds after which a new caller would be let through, as far as is known."""
        interval = policy.interval * self.slow
        ready = self._ready(policy, interval, now if self.due is None else self.due, now)
        return max(ready - now, self.queue - now, self.open_until - now, 0.0)

    def used_on(self, now: float) -> int:
        """Return the requests of the day that ``now`` falls in."""
        return self.used if self.day == math.floor(now / DAY) else 0

    def _spent(self, policy: Policy, now: float) -> bool:
        return policy.daily_budget is not None and self.used_on(now) >= policy.daily_budget

    def _alone(self, policy: Policy) -> bool:
        """Tell whether one request at a time is allowed: by the policy, or as the probe after a rest."""
        return policy.lease_seconds is not None or self.open_until > 0

    def _ready(self, policy: Policy, interval: float, due: float, now: float) -> float:
        ready = due - (policy.burst - 1) * interval
        if self._alone(policy) and self.lease_until > now:
            return max(ready, now + max(interval, LEAST_WAIT))
        return ready

    def _turn_away(self, longest_step: float, interval: float, ready: float) -> float:
        queued = max(self.queue, ready - longest_step) + longest_step
        self.queue = min(queued, ready + interval * LONGEST_QUEUE)
        return self.queue

    def _take(self, policy: Policy, token: str, due: float, now: float) -> None:
        if now + MILLISECOND >= self.queue:
            self.queue = 0.0
        self.due = due + policy.step() * self.slow
        self.used, self.day = self.used_on(now) + 1, math.floor(now / DAY)
        if self._alone(policy):
            self.lease, self.lease_until = token, now + (policy.lease_seconds or PROBE_SECONDS)
