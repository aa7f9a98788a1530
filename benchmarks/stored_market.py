"""A database of its own filled with synthetic postings, for benchmarks of what is stored."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command as migrations
from alembic.config import Config
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from benchmarks.synthetic_ads import make_ads
from models.sessions import Sessions, act_as, make_engine, make_sessions
from services.accounts.keys import create_account
from services.jobs.bulk import import_postings
from services.jobs.indexing import index_pending
from settings import Settings

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 23, tzinfo=UTC)
_BATCH = 20_000


class StoredMarket:
    """One account's postings, made more step by step."""

    def __init__(self) -> None:
        settings = Settings.from_environ(os.environ)
        self.owner: Engine = make_engine(settings.owner_database_url)
        self.sessions: Sessions = make_sessions(make_engine(settings.database_url))
        self.size = 0
        with self.owner.begin() as connection:
            alembic = Config(ROOT / "alembic.ini")
            alembic.attributes["connection"] = connection
            migrations.upgrade(alembic, "head")
        with self.sessions.begin() as session:
            self.account_id: int = create_account(session, "benchmark").id

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Begin a transaction as the application does."""
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            yield session

    def grow(self, size: int) -> None:
        """Import until there are ``size`` postings; the index of words is built after, which is faster."""
        self._as_owner("drop index ix_posting_index_document")
        while self.size < size:
            count = min(_BATCH, size - self.size)
            with self.session() as session:
                ads = make_ads(count, NOW, seed=self.size, first=self.size)
                import_postings(session, self.account_id, ads, NOW)
            self.size += count
        self._index()
        self._as_owner(
            "create index ix_posting_index_document on posting_index using gin (document)"
            " with (gin_pending_list_limit = 1024)",
            "vacuum (analyze) posting_index",
            "vacuum (analyze) job_posting",
        )

    def _as_owner(self, *statements: str) -> None:
        with self.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))

    def _index(self) -> None:
        indexed = -1
        while indexed:
            with self.session() as session:
                indexed = index_pending(session, self.account_id)


def backend_seconds(session: Session | Connection) -> float:
    """Return the processor time of the session's Postgres process so far: other work does not show in it."""
    process = session.scalar(text("select pg_backend_pid()"))
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
