"""The embedded servers together: one Postgres, a broker and a cache."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from embedded.credentials import keep_credentials
from embedded.daemon import Daemon
from embedded.home import Home
from embedded.postgres import Postgres
from embedded.valkey import BROKER_POLICY, CACHE_POLICY, Valkey


class Servers:
    """Real servers in ``directory``; as a context manager they start and stop with the block.

    ``postgres``, ``broker`` and ``cache`` can be killed, wiped and started again one by one. A
    server for which ``environ`` already names a place is not started.
    """

    def __init__(self, directory: Path, environ: Mapping[str, str] | None = None) -> None:
        given = environ or {}
        self.home = Home(directory)
        self.credentials = keep_credentials(self.home)
        self.postgres = Postgres(self.home, self.credentials)
        self.broker = Valkey(self.home, "broker", self.credentials.broker, BROKER_POLICY)
        self.cache = Valkey(self.home, "cache", self.credentials.cache, CACHE_POLICY)
        self._secret_key = given.get("SECRET_KEY") or self.credentials.signing
        self._own_postgres = not (given.get("DATABASE_URL") or given.get("DB_USER"))
        self._own_broker = not (given.get("BROKER_URL") or given.get("REDIS_HOST"))
        self._own_cache = not (given.get("CACHE_URL") or given.get("REDIS_HOST"))

    def daemons(self) -> list[Daemon]:
        """List the servers that are ours to run."""
        owned = (
            (self._own_postgres, self.postgres),
            (self._own_broker, self.broker),
            (self._own_cache, self.cache),
        )
        return [daemon for own, daemon in owned if own]

    def environ(self) -> dict[str, str]:
        """Return the variables by which the application finds the servers: just URLs."""
        variables = {"SECRET_KEY": self._secret_key}
        if self._own_postgres:
            variables["DATABASE_URL"] = self.postgres.url("rolefit_app", self.credentials.application)
            variables["OWNER_DATABASE_URL"] = self.postgres.url("rolefit_owner", self.credentials.owner)
        if self._own_broker:
            variables["BROKER_URL"] = self.broker.url
        if self._own_cache:
            variables["CACHE_URL"] = self.cache.url
        return variables

    def start(self) -> None:
        """Bring up all servers; StartFailed if one does not answer."""
        for daemon in self.daemons():
            daemon.start()

    def stop(self) -> None:
        """Stop all servers, flushing their data."""
        for daemon in reversed(self.daemons()):
            daemon.stop()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
