"""A share of requests per account or address, counted in Redis (in memory while Redis is away)."""

import hashlib
import logging
import time
from typing import cast

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from web.problems import TooManyRequests, answer

log = logging.getLogger(__name__)
_AWAY_SECONDS = 5.0


class Limiter:
    """Count hits; never fail a request because the counter's server is away."""

    def __init__(self, url: str, rate: str) -> None:
        self.rate: RateLimitItem = parse(rate)
        shared = storage_from_string(url, socket_timeout=0.3, socket_connect_timeout=0.3)
        self._shared = SlidingWindowCounterRateLimiter(shared)
        self._local = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._away_until = 0.0

    def hit(self, caller: str) -> tuple[bool, int, int]:
        """Count one request: allowed?, requests left, seconds until the window moves on."""
        if time.monotonic() >= self._away_until:
            try:
                return self._count(self._shared, caller)
            except Exception as error:  # noqa: BLE001 - the storage library raises its driver's own types
                log.warning("rate limits counted in memory", extra={"error": type(error).__name__})
                self._away_until = time.monotonic() + _AWAY_SECONDS
        return self._count(self._local, caller)

    def _count(self, counter: SlidingWindowCounterRateLimiter, caller: str) -> tuple[bool, int, int]:
        allowed = counter.hit(self.rate, caller)
        window = counter.get_window_stats(self.rate, caller)
        return allowed, max(0, window.remaining), max(1, int(window.reset_time - time.time()) + 1)


def install(app: Flask, limiter: Limiter) -> None:
    """Limit every API request and say so in ``RateLimit`` headers (IETF draft-ietf-httpapi-ratelimit)."""
    app.extensions["rolefit_limiter"] = limiter
    app.before_request(_count)
    app.after_request(_tell)


def _count() -> Response | None:
    if not request.path.startswith("/api/"):
        return None
    allowed, left, seconds = _limiter().hit(_caller())
    g.rate_left = (left, seconds)
    if allowed:
        return None
    problem = TooManyRequests(f"try again in {seconds} seconds").as_problem()
    response = answer(problem, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _limiter() -> Limiter:
    return cast("Limiter", current_app.extensions["rolefit_limiter"])


def _caller() -> str:
    """Name the caller by a digest of the key, so that the counter's server never sees keys."""
    key = request.headers.get("Authorization", "")
    return hashlib.sha256(key.encode()).hexdigest()[:24] if key else request.remote_addr or "unknown"


def _tell(response: Response) -> Response:
    if "rate_left" in g:
        left, seconds = g.rate_left
        rate = _limiter().rate
        response.headers["RateLimit-Policy"] = f'"default";q={rate.amount};w={rate.get_expiry()}'
        response.headers["RateLimit"] = f'"default";r={left};t={seconds}'
    return response
