"""A first choice by pgvector: the postings nearest in a dense space, found in Postgres by an HNSW graph."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from models.sessions import after_commit
from services.matching.vectors import ResumeVector
from services.ports import RetrievalAbsent
from services.shortlist.dense import DIMENSIONS, dense_resume
from services.shortlist.dense_rows import forget_hidden, lacking, store_dense
from services.shortlist.retrieval import CANDIDATES, Wanted
from services.shortlist.stored import StoredPostings, load_some, read_horizon

FILLED_AT_ONCE = 500
"""Rows made in a request, half a second's work; what still lacks one is scored without being chosen."""

FEW = 5_000
"""Up to so many rows are compared one by one: in a graph shared with large accounts they are hard to meet."""

_INSTALLED = text("""
    select exists (select from pg_extension where extname = 'vector'),
        to_regclass('ix_posting_dense_units') is not null
""")
_COUNT = text("select count(*) from (select from posting_dense limit :few) as first")
_SEARCH = text("""
    select set_config('hnsw.ef_search', '400', true), set_config('hnsw.iterative_scan', 'relaxed_order', true)
""")
_DISTANCE = f"(units::integer[]::halfvec({DIMENSIONS}) <#> cast(:asked as halfvec({DIMENSIONS})))"
_BY_GRAPH = text(f"select posting_id from posting_dense order by {_DISTANCE} limit :most")  # noqa: S608
# No index has this order, so that all rows of the account are compared.
_ONE_BY_ONE = text(f"select posting_id from posting_dense order by {_DISTANCE} + 0 limit :most")  # noqa: S608


class PgvectorAbsent(RetrievalAbsent):
    """Postgres was asked for the nearest vectors without its extension, or without the index."""

    code, title = "pgvector_absent", "pgvector is not installed in this database"


class Pgvector:
    """Postings near the resume, by Postgres: needs no memory. Those without a dense row are scored too.

    Rows are made as they are needed, some per request; ``rolefit vectors`` makes them all. By account an
    instance remembers up to where there are none to make.
    """

    def __init__(self, candidates: int = CANDIDATES) -> None:
        self._candidates = candidates
        self._horizons: dict[tuple[int, str], int] = {}
        self._installed = False

    def choose(self, session: Session, resume: ResumeVector, wanted: Wanted, /) -> StoredPostings:
        """Return the nearest postings and those that are too new; PgvectorAbsent without the extension."""
        self._check(session)
        most = max(self._candidates, wanted.most)
        left = self._catch_up(session, wanted)
        return load_some(session, [*_nearest(session, resume, most), *left], wanted.version)

    def _check(self, session: Session) -> None:
        if self._installed:
            return
        extension, index = session.execute(_INSTALLED).one()
        if not extension:
            raise PgvectorAbsent("create extension vector in the database, or set RETRIEVAL=exact")
        if not index:
            raise PgvectorAbsent("call rolefit_index_dense() as the owner, or set RETRIEVAL=exact")
        self._installed = True

    def _catch_up(self, session: Session, wanted: Wanted) -> Sequence[int]:
        """Make rows of what was stored since; return the postings that are still without."""
        who = wanted.account_id, wanted.version
        reached, horizon = read_horizon(session), self._horizons.get(who, 0)
        forget_hidden(session, wanted.version, horizon)
        keys = lacking(session, wanted.version, horizon)
        store_dense(session, keys[:FILLED_AT_ONCE], wanted.version)
        if len(keys) <= FILLED_AT_ONCE:
            after_commit(session, lambda: self._horizons.update({who: reached}))
        return keys[FILLED_AT_ONCE:]


def _nearest(session: Session, resume: ResumeVector, most: int) -> Sequence[int]:
    """Return row keys; if the graph is left before enough were met, all rows are compared."""
    asked = {"asked": str(dense_resume(resume).tolist()), "most": most}
    rows = session.scalar(_COUNT, {"few": FEW + 1}) or 0
    if rows > FEW:
        session.execute(_SEARCH)
        found = session.scalars(_BY_GRAPH, asked).all()
        if len(found) == most:
            return found
    return session.scalars(_ONE_BY_ONE, asked).all()
