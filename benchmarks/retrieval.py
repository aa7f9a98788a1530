"""FAISS against the exact method on synthetic vectors: speed, recall, memory and build time by size."""

import json
from pathlib import Path
from time import process_time

import click
import numpy as np
from threadpoolctl import threadpool_limits

from adapters.faiss_index import Graph
from benchmarks.growth_chart import draw_growth
from benchmarks.match import WEIGHTS
from benchmarks.synthetic_postings import make_matrix, make_resume
from services.matching.scoring import rank, score_postings
from services.shortlist.stored import StoredPostings

RESULTS = Path(__file__).parent / "results"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
TOP, WIDTH, RESUMES = 100, 10, 10


@click.command()
@click.option("--most", default=1_000_000, show_default=True, help="Leave out larger sizes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: the vectors are synthetic.")
def command(*, most: int, as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Compare a first choice by FAISS with scoring everything; CPU time of one core."""
    with threadpool_limits(1):
        report = {"top": TOP, "candidates": TOP * WIDTH, "sizes": [_measure(n) for n in SIZES if n <= most]}
    if save:
        _save(report)
    print(json.dumps(report, indent=None if as_json else 1))


def _measure(size: int) -> dict[str, float]:
    """Return CPU milliseconds of both, recall of the exact best 100, and what the graph costs."""
    import faiss

    faiss.omp_set_num_threads(1)
    postings = StoredPostings("synthetic", make_matrix(size), np.ones(size, np.bool_))
    resumes = [make_resume(seed) for seed in range(RESUMES)]
    score_postings(resumes[0], postings.matrix, WEIGHTS)
    started = process_time()
    exact = [_best(postings, resume) for resume in resumes]
    scored = process_time()
    graph = Graph(postings)
    built = process_time()
    near = [graph.nearest(resume, TOP * WIDTH) for resume in resumes]
    found = process_time()
    return {
        "postings": size,
        "exact_milliseconds": round(1000 * (scored - started) / RESUMES, 2),
        "faiss_milliseconds": round(1000 * (found - built) / RESUMES, 2),
        "recall": round(float(np.mean([_recall(*pair) for pair in zip(exact, near, strict=True)])), 3),
        "build_seconds": round(built - scored, 1),
        "graph_bytes_per_posting": graph.bytes_per_posting,
    }


def _best(postings: StoredPostings, resume: object) -> np.ndarray:
    scores = score_postings(resume, postings.matrix, WEIGHTS)
    return scores.ids[rank(scores, TOP)]


def _recall(exact: np.ndarray, near: np.ndarray) -> float:
    return float(np.isin(exact, near).mean())


def _save(report: dict) -> None:
    (RESULTS / "retrieval.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for kind in ("exact", "faiss"):
        points = [(size["postings"], size[f"{kind}_milliseconds"]) for size in report["sizes"]]
        title = f"One resume, N postings, {kind}: CPU time until the best are found"
        (RESULTS / f"retrieval_{kind}.svg").write_text(draw_growth(points, title), encoding="utf-8")
