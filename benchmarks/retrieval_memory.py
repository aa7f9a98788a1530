"""FAISS against the exact method with all in memory: speed, recall, memory and build time by size."""

from dataclasses import replace
from time import process_time

import numpy as np

from adapters.faiss_index import DIMENSIONS, LINKS, Graph
from benchmarks.match import WEIGHTS
from benchmarks.real_like_postings import Mixed
from services.matching.inverted import Inverted
from services.matching.matrix import BLOCK_ROWS, Block, PostingMatrix
from services.matching.scoring import rank, score_postings
from services.matching.vectors import ResumeVector
from services.shortlist.retrieval import CANDIDATES
from services.shortlist.stored import StoredPostings

TOP, SHOWN = 100, 200
KINDS = ("skills", "terms", "titles", "trades")
GRAPH_BYTES = 4 * DIMENSIONS + 2 * 4 * LINKS + 8
"""What the graph takes per posting: its vector, its links on the lowest level, its key."""


def measure_memory(size: int, mixed: Mixed) -> dict[str, float]:
    """Return CPU milliseconds from resume vector to ranked 200, recall, and what the graph costs."""
    import faiss

    faiss.omp_set_num_threads(1)
    postings = StoredPostings("mixed", mixed.matrix(size), np.ones(size, np.bool_))
    by_row = [ByRow(block) for block in postings.matrix.blocks]
    best(mixed.resumes[0], postings.matrix)
    started = process_time()
    exact = [best(resume, postings.matrix) for resume in mixed.resumes]
    scored = process_time()
    graph = Graph(postings)
    built = process_time()
    near = [best_of(one, graph.nearest(one, CANDIDATES), by_row) for one in mixed.resumes]
    found = process_time()
    for resume in mixed.resumes:
        graph.nearest(resume, CANDIDATES)
    searched = process_time()
    return {
        "postings": size,
        "exact_milliseconds": round(1000 * (scored - started) / len(exact), 2),
        "faiss_milliseconds": round(1000 * (found - built) / len(exact), 2),
        "graph_alone_milliseconds": round(1000 * (searched - found) / len(exact), 2),
        "recall": round(float(np.mean([recall(*pair) for pair in zip(exact, near, strict=True)])), 3),
        "build_seconds": round(built - scored, 1),
        "graph_bytes_per_posting": graph.bytes_per_posting,
    }


class ByRow:
    """A block's entries row by row: a few of its postings are scored without reading the others."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._parts = {name: getattr(block, name).matrix.T.tocsr() for name in KINDS}

    def only(self, rows: np.ndarray) -> Block:
        """Return these rows as a block of their own."""
        block = self._block
        indexes = {
            name: _chosen(getattr(block, name).columns, part[rows]) for name, part in self._parts.items()
        }
        return replace(
            block, ids=block.ids[rows], posted=block.posted[rows], asks=block.asks[rows], **indexes
        )


def _chosen(columns: np.ndarray, rows: object) -> Inverted:
    return Inverted.by_row(columns[rows.indices], rows.data, np.diff(rows.indptr))


def best_of(resume: ResumeVector, found: np.ndarray, by_row: list[ByRow]) -> np.ndarray:
    """Return the best of some rows: read from memory, scored and ranked."""
    parts = [one.only(found[found // BLOCK_ROWS == n] % BLOCK_ROWS) for n, one in enumerate(by_row)]
    return best(resume, PostingMatrix(tuple(part for part in parts if len(part)), "mixed"))


def best(resume: ResumeVector, matrix: PostingMatrix) -> np.ndarray:
    """Return the ranked ids of the best postings."""
    scores = score_postings(resume, matrix, WEIGHTS)
    return scores.ids[rank(scores, SHOWN)]


def recall(exact: np.ndarray, near: np.ndarray) -> float:
    """Return how much of the exact best hundred is among the ranked ones."""
    return float(np.isin(exact[:TOP], near).mean())


def matrix_bytes(matrix: PostingMatrix) -> float:
    """Return what the indexes of a matrix take per posting."""
    indexes = [getattr(block, name) for block in matrix.blocks for name in KINDS]
    arrays = [one for index in indexes for one in (index.columns, *_arrays(index))]
    return sum(one.nbytes for one in arrays) / len(matrix)


def _arrays(index: Inverted) -> tuple[np.ndarray, ...]:
    return index.matrix.data, index.matrix.indices, index.matrix.indptr
