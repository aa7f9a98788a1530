"""The stored postings of one account in memory: loaded once, then brought up to date by what has changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.orm import Session

from domain.searches import Weights
from services.matching.damping import Damping
from services.matching.matrix import BLOCK_ROWS, Block, PostingMatrix
from services.matching.payload import Packed, unpack
from services.matching.scoring import Scores, score_postings
from services.matching.vectors import ResumeVector
from services.shortlist.fetch import stored_vectors, these_vectors

_HORIZON = text("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_CHANGED = text("""
    select posting_id, written, shown and version = :version, posted,
        case when shown and version = :version then payload end
    from posting_vector where written >= :horizon and account_id = (select rolefit_account())
""")
_SHOWN = "from posting_vector where shown and version = :version and account_id = (select rolefit_account())"
_COUNT = text(f"select count(*) {_SHOWN}")
_KEYS = text(f"select posting_id {_SHOWN}")


@dataclass(frozen=True, eq=False)
class StoredPostings:
    """A matrix, which of its rows are ``alive``, and up to where it has read.

    Every transaction before ``horizon`` has been read whole; ``recent`` are rows read of later ones, as
    (posting, transaction).
    """

    version: str
    matrix: PostingMatrix = field(default_factory=PostingMatrix)
    alive: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, dtype=np.bool_))
    horizon: int = 0
    recent: frozenset[tuple[int, int]] = frozenset()

    def __len__(self) -> int:
        return int(np.count_nonzero(self.alive))

    @property
    def rows(self) -> int:
        """Return how many rows are held, dead ones included: what memory depends on."""
        return len(self.alive)

    def scores(self, resume: ResumeVector, weights: Weights) -> Scores:
        """Score the resume against all that are alive."""
        scores = score_postings(resume, self.matrix, weights)
        return scores if self.alive.all() else scores.only(self.alive)

    def blocks(self) -> Iterator[tuple[Block, NDArray[np.bool_]]]:
        """Yield the blocks of the matrix, each with which of its rows are alive."""
        first = 0
        for block in self.matrix.blocks:
            yield block, self.alive[first : first + len(block)]
            first += len(block)

    def damped(self, damping: Damping) -> "StoredPostings":
        """Return these postings to score with, their words as the account's count weighs them."""
        return replace(self, matrix=self.matrix.damped(damping))

    def without(self, keys: Sequence[int]) -> "StoredPostings":
        """Return these postings but for some."""
        return replace(self, alive=self.alive & ~np.isin(self._ids(), keys)) if keys else self

    def keeping(self, keys: Sequence[int]) -> "StoredPostings":
        """Return only those of these postings that ``keys`` name."""
        return replace(self, alive=self.alive & np.isin(self._ids(), keys))

    def followed_by(self, packed: Packed) -> "StoredPostings":
        """Return these postings and others."""
        if not len(packed.ids):
            return self
        matrix = self.matrix.append_block(unpack(packed))
        return replace(self, matrix=matrix, alive=np.append(self.alive, np.ones(len(packed.ids), np.bool_)))

    def ids(self) -> NDArray[np.int64]:
        """Return the row keys of those alive."""
        return self._ids()[self.alive]

    def _ids(self) -> NDArray[np.int64]:
        return np.concatenate([np.empty(0, np.int64), *(block.ids for block in self.matrix.blocks)])


def load(session: Session, version: str) -> StoredPostings:
    """Read all stored vectors of the session's account."""
    held = StoredPostings(version, horizon=read_horizon(session))
    recent: set[tuple[int, int]] = set()
    for packed, written in stored_vectors(session, version, BLOCK_ROWS):
        held = held.followed_by(packed)
        late = written >= held.horizon
        recent.update(zip(packed.ids[late].tolist(), written[late].tolist(), strict=True))
    return replace(held, recent=frozenset(recent))


def refresh(session: Session, held: StoredPostings) -> StoredPostings:
    """Return ``held`` with what was stored, changed, closed or deleted since; it stays as it is.

    Where half of its rows are dead it is loaded anew.
    """
    horizon, read = read_horizon(session), set[tuple[int, int]]()
    for rows in _chunks(session, _CHANGED, {"version": held.version, "horizon": held.horizon}):
        fresh = [row for row in rows if (row[0], row[1]) not in held.recent]
        read.update((row[0], row[1]) for row in rows if row[1] >= horizon)
        held = held.without([row[0] for row in fresh]).followed_by(_packed([r for r in fresh if r[2]]))
    held = _without_deleted(session, replace(held, horizon=horizon, recent=frozenset(read)))
    return load(session, held.version) if 2 * len(held) < held.rows else held


def load_some(session: Session, keys: Sequence[int], version: str) -> StoredPostings:
    """Read the vectors of some postings, by row key; those that have none are left out."""
    return _of(these_vectors(session, version, keys), version)


def load_any(session: Session, keys: Sequence[int], version: str) -> StoredPostings:
    """Read the vectors of some postings as :func:`load_some` does, closed and repeated ones too."""
    return _of(these_vectors(session, version, keys, hidden=True), version)


def _of(found: Iterable[Packed], version: str) -> StoredPostings:
    postings = StoredPostings(version)
    for packed in found:
        postings = postings.followed_by(packed)
    return postings


def _without_deleted(session: Session, held: StoredPostings) -> StoredPostings:
    """Compare how many there are: only a deleted row leaves no trace in what has changed."""
    wanted = {"version": held.version}
    if session.scalar(_COUNT, wanted) == len(held):
        return held
    return held.keeping(session.scalars(_KEYS, wanted).all())


def read_horizon(session: Session) -> int:
    """Return the oldest transaction that may still write: everything before it can be seen by now."""
    found: int = session.scalar(_HORIZON)
    return found


def _chunks(session: Session, statement: Any, values: dict[str, Any]) -> Iterator[Sequence[Any]]:
    options = {"stream_results": True, "max_row_buffer": BLOCK_ROWS}
    yield from (
        session.connection().execute(statement, values, execution_options=options).partitions(BLOCK_ROWS)
    )


def _packed(rows: Sequence[Any]) -> Packed:
    return Packed.of((row[0], row[3], row[4]) for row in rows)
