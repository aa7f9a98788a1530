"""A share of requests per account, or per address for strangers.

Counted in Redis, and in memory while Redis is away.
"""

import hashlib
import logging
import threading
import time
from typing import cast

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, RedisStorage

from web.problems import TooManyRequests

log = logging.getLogger(__name__)
_AWAY_SECONDS = 5.0


class Limiter:
    """Count requests per window of the clock; never fail because the counter's server is away."""

    def __init__(self, url: str, rate: str) -> None:
        self.rate: RateLimitItem = parse(rate)
        self._shared = RedisStorage(url, socket_timeout=0.3, socket_connect_timeout=0.3)
        self._local = MemoryStorage()
        # Taken from the counter in blocks of a hundredth, so that most requests need not ask it.
        self._block = max(1, self.rate.amount // 100)
        self._held: dict[str, tuple[int, int]] = {}
        self._holding = threading.Lock()
        self._window = 0.0
        self._away_until = 0.0

    def spend(self, caller: str) -> tuple[int, int]:
        """Count one request: requests left (negative: none was left), seconds until the window ends."""
        window = self.rate.get_expiry()
        number, into = divmod(time.time(), window)
        return self._take(caller, number), max(1, round(window - into))

    def _take(self, caller: str, number: float) -> int:
        """Take one from the block in hand, or first another block; return what the caller has left."""
        with self._holding:
            if number != self._window:
                self._window, self._held = number, {}
            left, held = self._held.get(caller, (0, 0))
            if held:
                self._held[caller] = (left - 1, held - 1)
                return left - 1
        # A digest, so that the counter's server learns nothing about callers.
        key = hashlib.sha256(f"{caller} {number:.0f}".encode()).hexdigest()[:24]
        left = self.rate.amount - self._count(key, self.rate.get_expiry())
        with self._holding:
            self._held[caller] = (
                left + self._block - 1,
                min(self._block - 1, max(0, left + self._block - 1)),
            )
        return left + self._block - 1

    def _count(self, key: str, window: int) -> int:
        if time.monotonic() >= self._away_until:
            try:
                return self._shared.incr(key, window, self._block)
            except Exception as error:  # noqa: BLE001 - the storage library raises its driver's own types
                log.warning("rate limits counted in memory", extra={"error": type(error).__name__})
                self._away_until = time.monotonic() + _AWAY_SECONDS
        return self._local.incr(key, window, amount=self._block)


def install(app: Flask, limiter: Limiter) -> None:
    """Say in every API answer what is left (IETF draft-ietf-httpapi-ratelimit-headers)."""
    app.extensions["rolefit_limiter"] = limiter
    app.after_request(_tell)


def spend(caller: str) -> None:
    """Take one request from the caller's share; TooManyRequests when it is used up."""
    left, seconds = g.rate_left = _limiter().spend(caller)
    if left < 0:
        raise TooManyRequests(f"try again in {seconds} seconds", seconds)


def spend_as_stranger() -> None:
    """Take one request from the share of the caller's address."""
    spend(f"address {request.remote_addr}")


def _limiter() -> Limiter:
    return cast("Limiter", current_app.extensions["rolefit_limiter"])


def _tell(response: Response) -> Response:
    if "rate_left" in g:
        left, seconds = g.rate_left
        rate = _limiter().rate
        response.headers["RateLimit-Policy"] = f'"default";q={rate.amount};w={rate.get_expiry()}'
        response.headers["RateLimit"] = f'"default";r={max(0, left)};t={seconds}'
    return response
