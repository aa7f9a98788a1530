"""A first choice by FAISS, where it is installed: dense vectors by SVD, and an HNSW graph over them."""

from collections import OrderedDict
from dataclasses import dataclass
from importlib.util import find_spec
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sqlalchemy.orm import Session

from services.matching.inverted import Inverted
from services.matching.matrix import Block
from services.matching.vectors import ResumeVector, SparseVector
from services.ports import RetrievalAbsent
from services.shortlist.dense import SHARES, parts_of, scaled, unit_rows, vectors_of
from services.shortlist.retrieval import CANDIDATES, Wanted
from services.shortlist.shelf import MOST_ROWS, Shelf
from services.shortlist.stored import StoredPostings, load_some

DIMENSIONS = 128
FITTED_ON = 5_000
"""Postings that the projection is fitted on."""

MOST_COLUMNS = 4_096
"""Commonest skills, terms, title words and trades that the projection knows: rarer ones tell little."""

LINKS, BREADTH = 32, 200


class FaissAbsent(RetrievalAbsent):
    """Approximate retrieval was asked for where its package is not installed."""

    code, title = "faiss_absent", "FAISS is not installed"


def installed() -> bool:
    """Return whether FAISS and scikit-learn are here."""
    return find_spec("faiss") is not None and find_spec("sklearn") is not None


@dataclass(frozen=True, eq=False)
class Projection:
    """From all that is scored to a dense vector of length one: the right singular vectors of a sample.

    ``columns`` are those known of skills, terms, title words, trades and kinds of work, in that order.
    """

    columns: tuple[NDArray[np.int64], ...]
    components: NDArray[np.float32]

    @classmethod
    def fitted(cls, postings: StoredPostings) -> "Projection":
        """Fit on the first :data:`FITTED_ON` postings (randomised SVD, Halko 2011)."""
        from sklearn.decomposition import TruncatedSVD

        block = postings.matrix.blocks[0]
        blank = cls(tuple(map(_commonest, parts_of(block))), np.empty((0, 0), np.float32))
        sample = csr_array(blank._sparse(block)[:FITTED_ON])
        size = min(DIMENSIONS, min(sample.shape) - 1)
        svd = TruncatedSVD(size, n_iter=2, random_state=0).fit(sample)
        return cls(blank.columns, svd.components_.astype(np.float32))

    def postings(self, postings: StoredPostings) -> NDArray[np.float32]:
        """Return one row per row of the matrix."""
        blocks = postings.matrix.blocks
        return np.concatenate([unit_rows(self._sparse(one) @ self.components.T) for one in blocks])

    def resume(self, resume: ResumeVector) -> NDArray[np.float32]:
        """Return the one row of a resume."""
        rows = [unit_rows(_row(*pair)[None]) for pair in zip(vectors_of(resume), self.columns, strict=True)]
        weighed = [row * share**0.5 for row, share in zip(rows, SHARES, strict=True)]
        return unit_rows(np.concatenate(weighed, axis=1, dtype=np.float32) @ self.components.T)

    def _sparse(self, block: Block) -> Any:
        from scipy.sparse import hstack

        chosen = [_selected(*pair) for pair in zip(parts_of(block), self.columns, strict=True)]
        weighed = [scaled(part) * share**0.5 for part, share in zip(chosen, SHARES, strict=True)]
        return hstack(weighed, format="csr", dtype=np.float32)


class Faiss:
    """Postings near the resume in the dense space; the graph is built again when a tenth has changed."""

    def __init__(self, shelf: Shelf, candidates: int = CANDIDATES) -> None:
        if not installed():
            raise FaissAbsent("install faiss-cpu and scikit-learn, or set RETRIEVAL=exact")
        self._shelf, self._candidates = shelf, candidates
        self._graphs = Graphs()

    def choose(self, session: Session, resume: ResumeVector, wanted: Wanted, /) -> StoredPostings:
        """Return the nearest postings and all newer ones, read from Postgres."""
        held = self._shelf.postings(session, wanted.account_id, wanted.version)
        if not len(held):
            return held
        graph = self._graphs.over(wanted.account_id, held)
        ids = held.ids()
        near = graph.nearest(resume, max(self._candidates, wanted.most))
        newer = ids[~np.isin(ids, graph.ids)]
        return load_some(session, [*map(int, near), *map(int, newer)], wanted.version)


class Graphs:
    """The graphs of the accounts used last, up to a number of postings; threads share them."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows
        self._held: OrderedDict[int, Graph] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def over(self, account_id: int, postings: StoredPostings) -> "Graph":
        """Return the account's graph, built anew where it covers too few; drop those unused for longest."""
        with self._lock:
            graph = self._held.get(account_id)
            if graph is None or not graph.covers(postings):
                graph = self._held[account_id] = Graph(postings)
            self._held.move_to_end(account_id)
            while len(self._held) > 1 and sum(len(one.ids) for one in self._held.values()) > self._most_rows:
                self._held.popitem(last=False)
            return graph


class Graph:
    """An HNSW graph (Malkov and Yashunin 2016) over stored postings."""

    def __init__(self, postings: StoredPostings) -> None:
        import faiss

        self.ids = postings.ids()
        self.version = postings.version
        self._projection = Projection.fitted(postings)
        dense = self._projection.postings(postings)[postings.alive]
        self._index = faiss.IndexHNSWFlat(dense.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
        self._index.hnsw.efConstruction = 80
        self._index.add(dense)

    def covers(self, postings: StoredPostings) -> bool:
        """Return whether at most a tenth of the postings came after the graph."""
        missing = np.count_nonzero(~np.isin(postings.ids(), self.ids))
        return postings.version == self.version and 10 * int(missing) <= len(postings)

    @property
    def bytes_per_posting(self) -> int:
        """Return what one posting takes: its vector, its links on the lowest level, its key."""
        return 4 * self._index.d + 2 * 4 * LINKS + 8

    def nearest(self, resume: ResumeVector, most: int) -> NDArray[np.int64]:
        """Return row keys of the postings nearest to the resume."""
        self._index.hnsw.efSearch = max(BREADTH, most)
        _, places = self._index.search(self._projection.resume(resume), min(most, len(self.ids)))
        found: NDArray[np.int64] = self.ids[places[0][places[0] >= 0]]
        return found


def _commonest(index: Inverted) -> NDArray[np.int64]:
    order = np.argsort(-np.diff(index.matrix.indptr), kind="stable")
    return np.sort(index.columns[order[:MOST_COLUMNS]])


def _selected(index: Inverted, columns: NDArray[np.int64]) -> Any:
    """Return postings × columns, those of ``columns`` that the index has."""
    shared, mine, theirs = np.intersect1d(index.columns, columns, assume_unique=True, return_indices=True)
    shape = (len(shared), len(columns))
    chooser = csr_array((np.ones(len(shared), np.float32), (np.arange(len(shared)), theirs)), shape=shape)
    return csr_array(index.matrix[mine].T.astype(np.float32) @ chooser)


def _row(vector: SparseVector, columns: NDArray[np.int64]) -> NDArray[np.float32]:
    row = np.zeros(len(columns), np.float32)
    _, mine, places = np.intersect1d(vector.columns, columns, assume_unique=True, return_indices=True)
    row[places] = vector.units[mine]
    return row
