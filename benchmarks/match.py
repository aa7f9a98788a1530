"""Speed of scoring: one resume against N stored vectors, beside the loop it replaces and memory's limit."""

import json
import resource
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from benchmarks.growth_chart import draw_growth
from benchmarks.synthetic_postings import SKILLS, TERMS, make_features, make_matrix, make_resume
from domain.searches import Weights
from services.learning.preferences import Judgement, learn_preferences
from services.matching.explanation import explain
from services.matching.many import rank_many
from services.matching.matrix import PostingMatrix
from services.matching.rarity import RarityStatistics
from services.matching.scoring import Scores, rank, score_postings
from services.matching.summary import summarise
from services.matching.vectors import PostingForMatching, ResumeVector, SparseVector, posting_vector

RESULTS = Path(__file__).parent / "results"
GROWTH = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
TOP = 200
NAIVE_PAIRS = 400
WEIGHTS = Weights()


@dataclass(frozen=True)
class Speed:
    """One resume scored against ``postings`` vectors and the best 200 ranked, on one core."""

    postings: int
    milliseconds: float
    pairs_per_second: int
    bytes_per_posting: int
    share_of_bandwidth: float


@click.command()
@click.option("--postings", default=100_000, show_default=True, help="Stored vectors to score against.")
@click.option("--growth", is_flag=True, help="Measure from 1,000 to 1,000,000 postings too, and draw it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: the vectors are synthetic.")
def command(*, postings: int, growth: bool, as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Score one resume against N synthetic feature vectors on one core."""
    with threadpool_limits(1):
        report = measure(postings, GROWTH if growth else ())
    if save:
        _save(report)
    if as_json:
        print(json.dumps(report))
    else:
        _show(report)


def measure(postings: int, growth: tuple[int, ...] = ()) -> dict:
    """Return speeds, the naive loop and the bandwidth of the same run, explanations and appends."""
    bandwidth = memory_bandwidth()
    matrix, resume = make_matrix(postings), make_resume()
    speed = measure_scoring(matrix, resume, bandwidth)
    naive = naive_pairs_per_second(matrix, resume)
    return {
        **asdict(speed),
        "preferring_milliseconds": measure_scoring(matrix, preferring(resume), bandwidth).milliseconds,
        "times_naive": round(speed.pairs_per_second / naive, 1),
        "naive_pairs_per_second": round(naive),
        "memory_gigabytes_per_second": round(bandwidth / 1e9, 1),
        "explanations_per_second": round(explanations_per_second(resume)),
        "preferring_explanations_per_second": round(explanations_per_second(preferring(resume))),
        "append_one_milliseconds": round(append_milliseconds(matrix), 2),
        "two_hundred_resumes_seconds": round(_seconds(lambda: _many(matrix), 1), 2),
        "peak_mebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "densities": {"skills": SKILLS.per_posting, "terms": TERMS.per_posting},
        "growth": [asdict(measure_scoring(make_matrix(size), resume, bandwidth)) for size in growth],
    }


def measure_scoring(matrix: PostingMatrix, resume: ResumeVector, bandwidth: float) -> Speed:
    """Time scoring and ranking together, best of seven after one warm-up."""
    _scored(matrix, resume)
    seconds = _seconds(lambda: rank(_scored(matrix, resume), TOP), 7)
    return Speed(
        postings=len(matrix),
        milliseconds=round(seconds * 1000, 2),
        pairs_per_second=round(len(matrix) / seconds),
        bytes_per_posting=round(_stored_bytes(matrix) / len(matrix)),
        share_of_bandwidth=round(_touched_bytes(matrix, resume) / seconds / bandwidth, 3),
    )


def preferring(resume: ResumeVector) -> ResumeVector:
    """Return the resume with preferences learnt from eighty verdicts: 400 columns more to read."""
    judgements = [Judgement(n, one, 0.5, liked=n % 2 == 0) for n, one in enumerate(make_features(80))]
    return replace(resume, preferences=learn_preferences(judgements, RarityStatistics()))


def naive_pairs_per_second(matrix: PostingMatrix, resume: ResumeVector) -> float:
    """Time the loop this engine replaces: sets, and one scikit-learn cosine per pair."""
    from sklearn.metrics.pairwise import cosine_similarity

    terms = matrix.blocks[0].terms.matrix.T.tocsr()[:NAIVE_PAIRS]
    wanted = matrix.blocks[0].skills.matrix.T.tocsr()[:NAIVE_PAIRS]
    needs = [
        set(wanted.indices[wanted.indptr[row] : wanted.indptr[row + 1]]) for row in range(wanted.shape[0])
    ]
    own = set(needs[0])
    mine = terms[[0]]
    started = perf_counter()
    for row, need in enumerate(needs):
        skills = len(own & need) / max(1, len(need))
        _ = (
            0.5 * skills
            + 0.3 * min(1.0, resume.years / 5)
            + 0.2 * cosine_similarity(mine, terms[[row]])[0, 0]
        )
    return len(needs) / (perf_counter() - started)


def memory_bandwidth() -> float:
    """Return bytes per second that one core reads from memory, best of five passes over 200 MB."""
    values = np.ones(50_000_000, dtype=np.float32)
    return float(values.nbytes / _seconds(values.sum, 5))


def explanations_per_second(resume: ResumeVector) -> float:
    """Time whole explanations, sentence included, of 1,000 postings."""
    offers = [PostingForMatching(key, None, one) for key, one in enumerate(make_features(1000))]
    rarity = RarityStatistics()
    return len(offers) / _seconds(
        lambda: [summarise(explain(resume, one, WEIGHTS, rarity)) for one in offers], 2
    )


def append_milliseconds(matrix: PostingMatrix) -> float:
    """Return the mean time to turn one posting's features into a vector and make it scorable."""
    rarity = RarityStatistics("synthetic")
    arriving = [PostingForMatching(-n, None, one) for n, one in enumerate(make_features(100), 1)]
    started = perf_counter()
    for posting in arriving:
        matrix = matrix.append([posting_vector(posting, rarity)])
    return 1000 * (perf_counter() - started) / len(arriving)


def _many(matrix: PostingMatrix) -> list[Scores]:
    blocks = [(block, np.ones(len(block), np.bool_)) for block in matrix.blocks]
    return rank_many([make_resume(seed) for seed in range(200)], blocks, WEIGHTS, TOP)


def _scored(matrix: PostingMatrix, resume: ResumeVector) -> Scores:
    return score_postings(resume, matrix, WEIGHTS)


def _seconds(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        started = perf_counter()
        work()
        best = min(best, perf_counter() - started)
    return best


def _stored_bytes(matrix: PostingMatrix) -> int:
    indexes = [index for one in matrix.blocks for index in (one.skills, one.terms, one.titles, one.trades)]
    sparse = sum(
        index.columns.nbytes
        + index.matrix.indptr.nbytes
        + index.matrix.indices.nbytes
        + index.matrix.data.nbytes
        for index in indexes
    )
    return sparse + len(matrix) * (8 + 8 + 4 + 16)


def _touched_bytes(matrix: PostingMatrix, resume: ResumeVector) -> int:
    """Return the bytes one scoring cannot avoid: matching entries, per-posting lines, results."""
    return len(matrix) * (4 + 16 + 16 + 8) + 8 * sum(
        _entries(block.skills.columns, block.skills.matrix.indptr, resume.credit_vector)
        + _entries(block.terms.columns, block.terms.matrix.indptr, resume.term_vector)
        + 2 * _entries(block.titles.columns, block.titles.matrix.indptr, resume.title_vector)
        + _entries(block.titles.columns, block.titles.matrix.indptr, resume.kind_vector)
        + _entries(block.trades.columns, block.trades.matrix.indptr, resume.trade_vector)
        for block in matrix.blocks
    )


def _entries(columns: NDArray[np.int64], pointers: NDArray[np.int32], vector: SparseVector) -> int:
    return int(np.diff(pointers)[np.isin(columns, vector.columns)].sum())


def _save(report: dict) -> None:
    (RESULTS / "match.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if report["growth"]:
        points = [(size["postings"], size["milliseconds"]) for size in report["growth"]]
        (RESULTS / "match.svg").write_text(draw_growth(points), encoding="utf-8")


def _show(report: dict) -> None:
    table = Table("postings", "ms, top 200 ranked", "million pairs/s", "bytes per posting", "of bandwidth")
    for row in [report, *report["growth"]]:
        table.add_row(
            f"{row['postings']:,}",
            f"{row['milliseconds']:.2f}",
            f"{row['pairs_per_second'] / 1e6:.1f}",
            str(row["bytes_per_posting"]),
            f"{row['share_of_bandwidth']:.0%}",
        )
    console = Console()
    console.print(table)
    console.print(f"with what verdicts taught {report['preferring_milliseconds']} ms; ", end="")
    console.print(f"naive loop {report['naive_pairs_per_second']:,} pairs/s", end=": ")
    console.print(f"this is {report['times_naive']:,.0f} times that")
    told = report["preferring_explanations_per_second"]
    console.print(f"{report['explanations_per_second']:,} explanations/s, {told:,} with verdicts", end="; ")
    console.print(f"a new posting is scorable after {report['append_one_milliseconds']} ms", end="; ")
    console.print(f"200 resumes in {report['two_hundred_resumes_seconds']} s", end="; ")
    console.print(
        f"peak {report['peak_mebibytes']} MiB, memory read at {report['memory_gigabytes_per_second']} GB/s"
    )
