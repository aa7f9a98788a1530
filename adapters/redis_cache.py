"""The cache in Redis: sealed values, short waits, and every failure counts as a miss."""

import logging
from typing import cast

import redis
from cryptography.fernet import InvalidToken, MultiFernet

log = logging.getLogger(__name__)

_TOMBSTONE = b"forgotten"
_TOMBSTONE_SECONDS = 10  # longer than a request may hold a row it has read


class RedisCache:
    """Keep values encrypted: resumes are personal data and the cache server is not their home."""

    def __init__(self, url: str, fernet: MultiFernet, *, prefix: str = "rolefit:cache:") -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        self._fernet = fernet
        self._prefix = prefix

    def get(self, key: str) -> bytes | None:
        """Return the value, or None when it is absent, unreadable or the server is away."""
        return self.get_many([key])[0]

    def get_many(self, keys: list[str]) -> list[bytes | None]:
        """Return values in the order of ``keys``, one round trip."""
        if not keys:
            return []
        try:
            sealed = cast("list[bytes | None]", self._redis.mget([self._prefix + key for key in keys]))
        except redis.RedisError as error:
            log.warning("cache read failed", extra={"error": type(error).__name__})
            return [None] * len(keys)
        return [self._open(value) for value in sealed]

    def put(self, key: str, value: bytes, seconds: int, *, only_new: bool = False) -> None:
        """Store sealed, for at most ``seconds``."""
        try:
            self._redis.set(self._prefix + key, self._fernet.encrypt(value), ex=seconds, nx=only_new)
        except redis.RedisError as error:
            log.warning("cache write failed", extra={"error": type(error).__name__})

    def forget(self, *keys: str) -> None:
        """Put tombstones over keys; if the server is away, values expire by themselves."""
        try:
            with self._redis.pipeline(transaction=False) as pipe:
                for key in keys:
                    pipe.set(self._prefix + key, _TOMBSTONE, ex=_TOMBSTONE_SECONDS)
                pipe.execute()
        except redis.RedisError as error:
            log.warning("cache delete failed", extra={"error": type(error).__name__})

    def _open(self, value: bytes | None) -> bytes | None:
        try:
            return None if value in (None, _TOMBSTONE) else self._fernet.decrypt(cast("bytes", value))
        except InvalidToken:  # sealed with a key that was rotated away
            return None
