"""FAISS against the exact method on mixed demo postings: speed, recall, memory and build time by size."""

import json
from dataclasses import replace
from pathlib import Path
from time import process_time

import click
import numpy as np
from threadpoolctl import threadpool_limits

from adapters.faiss_index import Graph
from benchmarks.growth_chart import draw_growth
from benchmarks.match import WEIGHTS
from benchmarks.real_like_postings import Mixed, load_mixed
from services.matching.inverted import Inverted
from services.matching.matrix import BLOCK_ROWS, Block, PostingMatrix
from services.matching.scoring import rank, score_postings
from services.matching.vectors import ResumeVector
from services.shortlist.stored import StoredPostings

RESULTS = Path(__file__).parent / "results"
SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
TOP, SHOWN, CANDIDATES = 100, 200, 2_000
KINDS = ("skills", "terms", "titles", "trades")


@click.command()
@click.option("--most", default=1_000_000, show_default=True, help="Leave out larger sizes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: demo postings are mixed.")
def command(*, most: int, as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Compare a first choice by FAISS with scoring everything; CPU time of one core."""
    with threadpool_limits(1):
        mixed = load_mixed()
        sizes = [_measure(size, mixed) for size in SIZES if size <= most]
        report = {"top": TOP, "candidates": CANDIDATES, "sizes": sizes}
    if save:
        _save(report)
    print(json.dumps(report, indent=None if as_json else 1))


def _measure(size: int, mixed: Mixed) -> dict[str, float]:
    """Return CPU milliseconds from resume vector to ranked 200, recall, and what the graph costs."""
    import faiss

    faiss.omp_set_num_threads(1)
    postings = StoredPostings("mixed", mixed.matrix(size), np.ones(size, np.bool_))
    by_row = [ByRow(block) for block in postings.matrix.blocks]
    _best(mixed.resumes[0], postings.matrix)
    started = process_time()
    exact = [_best(resume, postings.matrix) for resume in mixed.resumes]
    scored = process_time()
    graph = Graph(postings)
    built = process_time()
    near = [_near(resume, graph, by_row) for resume in mixed.resumes]
    found = process_time()
    for resume in mixed.resumes:
        graph.nearest(resume, CANDIDATES)
    searched = process_time()
    return {
        "postings": size,
        "exact_milliseconds": round(1000 * (scored - started) / len(exact), 2),
        "faiss_milliseconds": round(1000 * (found - built) / len(exact), 2),
        "graph_alone_milliseconds": round(1000 * (searched - found) / len(exact), 2),
        "recall": round(float(np.mean([_recall(*pair) for pair in zip(exact, near, strict=True)])), 3),
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


def _near(resume: ResumeVector, graph: Graph, by_row: list[ByRow]) -> np.ndarray:
    """Return the best of the candidates: found in the graph, read from memory, scored and ranked."""
    found = graph.nearest(resume, CANDIDATES)
    parts = [one.only(found[found // BLOCK_ROWS == n] % BLOCK_ROWS) for n, one in enumerate(by_row)]
    return _best(resume, PostingMatrix(tuple(part for part in parts if len(part)), "mixed"))


def _best(resume: ResumeVector, matrix: PostingMatrix) -> np.ndarray:
    scores = score_postings(resume, matrix, WEIGHTS)
    return scores.ids[rank(scores, SHOWN)]


def _recall(exact: np.ndarray, near: np.ndarray) -> float:
    return float(np.isin(exact[:TOP], near).mean())


def _save(report: dict) -> None:
    (RESULTS / "retrieval.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for kind in ("exact", "faiss"):
        points = [(size["postings"], size[f"{kind}_milliseconds"]) for size in report["sizes"]]
        title = f"One resume, N postings, {kind}: CPU time until the best are found"
        (RESULTS / f"retrieval_{kind}.svg").write_text(draw_growth(points, title), encoding="utf-8")
