"""A database of its own filled with synthetic postings, for benchmarks of what is stored."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command as migrations
from alembic.config import Config
from sqlalchemy import Engine, text
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

# Beyond what is imported the same postings come again under other ids: indexing a million texts takes half
# an hour, and how long a search takes depends on how many postings have a word, not on which.
_COPY = """
insert into job_posting (account_id, source, external_id, title, company_name, location_raw, city, region,
    country, workplace, job_type, level, salary, posted_at, first_seen_at, last_seen_at, fetched_at,
    description_text, language, stated_skills, raw)
select account_id, source, external_id || '-{copy}', title, company_name, location_raw, city, region, country,
    workplace, job_type, level, salary, posted_at, first_seen_at, last_seen_at, fetched_at, description_text,
    language, stated_skills, raw
from job_posting where external_id !~ '-' order by id limit {count};
insert into posting_index
select copy.id, i.account_id, i.source, i.company, i.company_key, i.place, i.country, i.workplace, i.job_type,
    i.level, i.language, i.pay, i.currency, i.posted_at, i.expires_at, i.closed, i.repeated, i.pending,
    i.head, i.document
from job_posting copy
join job_posting original on original.account_id = copy.account_id and original.source = copy.source
    and original.external_id = split_part(copy.external_id, '-', 1)
join posting_index i on i.posting_id = original.id
where copy.external_id like '%-{copy}'
"""


class StoredMarket:
    """One account's postings, made more step by step."""

    def __init__(self) -> None:
        settings = Settings.from_environ(os.environ)
        self.owner: Engine = make_engine(settings.owner_database_url)
        self.sessions: Sessions = make_sessions(make_engine(settings.database_url))
        self.size = self._imported = 0
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

    def grow(self, size: int, imported: int = 100_000) -> None:
        """Import until there are ``size`` postings; beyond ``imported`` repeat those that are there."""
        while self.size < min(size, imported):
            count = min(_BATCH, size - self.size)
            with self.session() as session:
                ads = make_ads(count, NOW, seed=self.size, first=self.size)
                import_postings(session, self.account_id, ads, NOW)
            self.size += count
        self._index()
        self._imported = max(self._imported, min(size, imported))
        if self.size < size:
            self._repeat(size)
        with self.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("vacuum (analyze) posting_index"))
            connection.execute(text("vacuum (analyze) job_posting"))

    def _index(self) -> None:
        indexed = -1
        while indexed:
            with self.session() as session:
                indexed = index_pending(session, self.account_id)

    def _repeat(self, size: int) -> None:
        index = "create index ix_posting_index_document on posting_index using gin (document)"
        with self.owner.begin() as connection:
            connection.execute(text(f"select set_config('rolefit.account_id', '{self.account_id}', true)"))
            connection.execute(text("set local maintenance_work_mem = '1GB'"))
            connection.execute(text("alter table job_posting disable trigger user"))
            connection.execute(text("drop index ix_posting_index_document"))
            while self.size < size:
                count = min(self._imported, size - self.size)
                connection.exec_driver_sql(_COPY.format(copy=self.size, count=count).replace("%", "%%"))
                self.size += count
            connection.execute(text("alter table job_posting enable trigger user"))
            connection.execute(text(index))


def backend_seconds(session: Session) -> float:
    """Return the processor time of the session's Postgres process so far: other work does not show in it."""
    process = session.scalar(text("select pg_backend_pid()"))
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
