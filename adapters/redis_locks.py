"""Locks in Redis that end by themselves; without Redis they hold within this process."""

import logging
import secrets
import threading
import time
from collections.abc import Callable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)

_GIVE_BACK = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"


class LocalLocks:
    """``services.ports.Locks`` within this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._guard = threading.Lock()
        self._held: dict[str, tuple[str, float]] = {}

    def take(self, name: str, seconds: float) -> str | None:
        """Return a token, or None while somebody else holds the lock."""
        with self._guard:
            now = self._clock()
            self._held = {held: until for held, until in self._held.items() if until[1] > now}
            if name in self._held:
                return None
            token = secrets.token_hex(8)
            self._held[name] = token, now + seconds
            return token

    def give_back(self, name: str, token: str) -> None:
        """Let others in, unless they already are because the time was up."""
        with self._guard:
            if self._held.get(name, ("", 0.0))[0] == token:
                del self._held[name]


class RedisLocks:
    """``services.ports.Locks`` for every process that reaches the same Redis."""

    def __init__(self, url: str, *, prefix: str = "rolefit:lock:") -> None:
        once = Retry(NoBackoff(), 0)
        self._redis = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=once)
        self._give_back = self._redis.register_script(_GIVE_BACK)
        self._prefix = prefix
        self._here = LocalLocks()

    def take(self, name: str, seconds: float) -> str | None:
        """Return a token, or None while somebody else holds the lock."""
        token = secrets.token_hex(8)
        try:
            taken = self._redis.set(self._prefix + name, token, nx=True, px=int(seconds * 1000))
        except redis.RedisError as error:
            log.warning("locks within this process only", extra={"error": type(error).__name__})
            return self._here.take(name, seconds)
        return token if taken else None

    def give_back(self, name: str, token: str) -> None:
        """Let others in, unless they already are because the time was up."""
        self._here.give_back(name, token)
        try:
            self._give_back(keys=[self._prefix + name], args=[token])
        except redis.RedisError as error:
            log.warning("lock left to end by itself", extra={"error": type(error).__name__})
