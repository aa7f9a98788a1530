"""Mixed postings in a database of their own, as the product stores them: rows, words and vectors."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from time import process_time

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from benchmarks.real_like_postings import Advert, Mixed
from benchmarks.stored_market import StoredMarket, backend_seconds
from services.jobs.indexing import index_pending
from services.matching.loading import load_rarity
from services.matching.payload import pack, payload_version
from services.matching.vectors import PostingVector
from services.shortlist.dense_rows import renew_dense

AT_ONCE = 5_000
_ROOM = text("set local maintenance_work_mem = '1GB'; set local max_parallel_maintenance_workers = 0")
_POSTINGS = text("""
    insert into job_posting (account_id, source, external_id, title, posted_at, first_seen_at, last_seen_at,
        description_text, stated_skills, raw)
    select :account, 'demo', number::text, title, to_timestamp(posted), to_timestamp(posted),
        to_timestamp(posted), words, skills::jsonb, '{}'
    from unnest(cast(:numbers as bigint[]), cast(:titles as text[]), cast(:posted as bigint[]),
        cast(:words as text[]), cast(:skills as text[])) as given (number, title, posted, words, skills)
    returning id, external_id::bigint
""")
_VECTORS = text("""
    insert into posting_vector (posting_id, account_id, version, written, shown, posted, payload)
    select id, :account, :version, 0, false, 0, payload
    from unnest(cast(:ids as bigint[]), cast(:payloads as bytea[])) as given (id, payload)
""")


class Clock:
    """Adds up seconds of the processor, in this process and in the Postgres process of a session."""

    def __init__(self) -> None:
        self.seconds = 0.0

    @contextmanager
    def running(self, session: Session | Connection) -> Iterator[None]:
        """Count what is done in this block."""
        server, began = backend_seconds(session), process_time()
        yield
        self.seconds += process_time() - began + backend_seconds(session) - server


class StoredMixed(StoredMarket):
    """One account's mixed postings; filled anew for each size."""

    version = payload_version(load_rarity().version)

    def fill(self, size: int, mixed: Mixed) -> None:
        """Store so many postings in place of those that are there, with vectors but without dense ones."""
        self._as_owner("truncate job_posting cascade")
        self.size = size
        for block in mixed.matrix(size).blocks:
            vectors = mixed.vectors(block)
            while some := list(islice(vectors, AT_ONCE)):
                self._store(some, [mixed.advert(one) for one in some])

    def index_words(self) -> float:
        """Read the words of all, as the durable task does after a bulk import; return its seconds."""
        return self._repeat(index_pending)

    def make_dense(self) -> float:
        """Make dense vectors as ``rolefit vectors`` does, and the graph after; return the seconds."""
        self._as_owner("drop index ix_posting_dense_units")
        made, clock = self._repeat(renew_dense), Clock()
        with self.owner.begin() as connection:
            connection.execute(_ROOM)
            with clock.running(connection):
                connection.execute(text("select rolefit_index_dense()"))
        return made + clock.seconds

    def _repeat(self, work: Callable[[Session, int], int]) -> float:
        clock, done = Clock(), -1
        while done:
            with self.session() as session, clock.running(session):
                done = work(session, self.account_id)
        return clock.seconds

    def settle(self) -> None:
        """Let Postgres count its rows and mark its pages, as it does by itself in time."""
        tables = ("posting_index", "job_posting", "posting_vector", "posting_dense")
        self._as_owner(*(f"vacuum (analyze) {table}" for table in tables))

    def bytes_of(self, *tables: str) -> int:
        """Return what tables take on disk with all that belongs to them."""
        with self.session() as session:
            size = text(
                "select sum(pg_total_relation_size(name)) from unnest(cast(:names as text[])) as name"
            )
            return int(session.scalar(size, {"names": list(tables)}))

    def _store(self, vectors: list[PostingVector], adverts: list[Advert]) -> None:
        given = {
            "numbers": [vector.id for vector in vectors],
            "titles": [advert.title for advert in adverts],
            "posted": [vector.posted for vector in vectors],
            "words": [advert.text for advert in adverts],
            "skills": [json.dumps(advert.skills) for advert in adverts],
        }
        account = {"account": self.account_id, "version": self.version}
        with self.session() as session:
            session.execute(text("select set_config('rolefit.index_later', 'on', true)"))
            keys = {number: key for key, number in session.execute(_POSTINGS, given | account)}
            rows = {"ids": [keys[one.id] for one in vectors], "payloads": [pack(one) for one in vectors]}
            session.execute(_VECTORS, rows | account)
