"""Pacing per account: at most one request per interval, whoever asks, by GCRA in Redis.

GCRA (ITU-T I.371) keeps one number per account, the time at which the next request is due. Redis' own
clock decides, so that workers on several machines agree. A caller who comes too early is told when to come
back and nothing ever sleeps here. Refused callers are told different times, one interval apart, so that
fifty waiting pages do not all return at once; those times are advice, the due time alone decides.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

LATENESS = 0.1
"""Share of the interval a caller may be late without the rate dropping below the one asked for."""

MILLISECOND = 0.001
"""Times are compared this finely: who was told 3.999 s and waited 4 s is not early."""

LONGEST_QUEUE = 32
"""Intervals ahead that refused callers are spread over: cancelled ones must not push others out for hours."""

_SCRIPT = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1e6
local interval, step, longest_step = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local lateness, longest_queue = tonumber(ARGV[4]), tonumber(ARGV[5])
local due = tonumber(redis.call('HGET', KEYS[1], 'due') or now)
local queue = tonumber(redis.call('HGET', KEYS[1], 'queue') or 0)
local wait = 0
if now + 0.001 >= due then
  if now + 0.001 >= queue then queue = 0 end
  due = math.max(due, now - interval * lateness) + step
else
  queue = math.min(math.max(queue, due - longest_step) + longest_step, due + interval * longest_queue)
  wait = queue - now
end
redis.call('HSET', KEYS[1], 'due', string.format('%.6f', due), 'queue', string.format('%.6f', queue))
redis.call('PEXPIRE', KEYS[1], math.ceil((math.max(due, queue) - now + interval) * 1000))
return string.format('%.6f', wait)
"""

_log = logging.getLogger(__name__)


class Pacer(Protocol):
    """Say when an account may send its next request."""

    def wait_time(self, account: str) -> float:
        """Return 0 and take the turn, or the seconds until the caller should ask again."""
        ...


class Unpaced:
    """Let everything through: for the stand-in and the benchmarks."""

    def wait_time(self, account: str) -> float:  # noqa: ARG002 - the port's signature
        """Return 0 always."""
        return 0.0


@dataclass(frozen=True)
class Pace:
    """One request per ``interval`` seconds, each followed by up to ``jitter`` of it more, at random."""

    interval: float
    jitter: float = 0.25

    @property
    def longest_step(self) -> float:
        """Return the most seconds that may lie between two requests: who waits that long is never early."""
        return self.interval * (1 + self.jitter)

    def step(self) -> float:
        """Return the seconds until the request after this one."""
        return self.interval * (1 + random.random() * self.jitter)  # noqa: S311 - not a secret


class LocalPacer:
    """The same arithmetic within one process: what is left when Redis cannot be reached."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace, self._clock = pace, clock
        self._lock = threading.Lock()
        self._due: dict[str, float] = {}
        self._queue: dict[str, float] = {}

    def wait_time(self, account: str) -> float:
        """Return 0 and take the turn, or the seconds until the caller should ask again."""
        with self._lock:
            now = self._clock()
            due = self._due.get(account, now)
            if now + MILLISECOND < due:
                return self._turn_away(account, due, self._pace.longest_step) - now
            if now + MILLISECOND >= self._queue.get(account, 0.0):
                self._queue.pop(account, None)
            self._due[account] = max(due, now - self._pace.interval * LATENESS) + self._pace.step()
            return 0.0

    def _turn_away(self, account: str, due: float, step: float) -> float:
        queued = max(self._queue.get(account, 0.0), due - step) + step
        self._queue[account] = min(queued, due + self._pace.interval * LONGEST_QUEUE)
        return self._queue[account]


class RedisPacer:
    """One due time per account, shared by every process that reaches the same Redis."""

    def __init__(self, client: "redis.Redis", pace: Pace) -> None:
        self._pace = pace
        self._script = client.register_script(_SCRIPT)
        self._fallback = LocalPacer(pace)

    def wait_time(self, account: str) -> float:
        """Return 0 and take the turn, or the seconds until the caller should ask again."""
        pace = self._pace
        arguments = (pace.interval, pace.step(), pace.longest_step, LATENESS, LONGEST_QUEUE)
        try:
            return float(self._script(keys=[f"pace:{account}"], args=arguments))
        except redis.RedisError as error:
            _log.warning("pacing within this process only, Redis failed: %s", type(error).__name__)
            return self._fallback.wait_time(account)


def make_pacer(seconds_per_request: float, redis_url: str) -> Pacer:
    """Return a pacer for this rate; 0 or less switches pacing off.

    Nothing is retried and the time-outs are short, because a request waits for the answer; losing Redis
    only makes pacing local.
    """
    if seconds_per_request <= 0:
        return Unpaced()
    once = Retry(NoBackoff(), 0)
    client = redis.Redis.from_url(redis_url, socket_timeout=1, socket_connect_timeout=1, retry=once)
    return RedisPacer(client, Pace(seconds_per_request))
