"""First choices as the product makes them, from stored postings: in memory and in Postgres, by size."""

import os
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adapters.faiss_index import Faiss
from benchmarks.match import WEIGHTS
from benchmarks.real_like_postings import Mixed
from benchmarks.retrieval_memory import GRAPH_BYTES, SHOWN, matrix_bytes, recall
from benchmarks.stored_mixed import Clock, StoredMixed
from services.matching.scoring import rank
from services.matching.vectors import ResumeVector
from services.shortlist.nearest import Pgvector
from services.shortlist.retrieval import Exact, FullText, Retrieval, Wanted
from services.shortlist.shelf import Shelf

ROUNDS = 3
Best = list[NDArray[np.int64]]


class Answers(NamedTuple):
    """What the first question took, what each one takes later, and the ranked postings of each resume."""

    first_seconds: float
    milliseconds: float
    best: Best


def measure_stored(market: StoredMixed, size: int, mixed: Mixed) -> dict[str, object]:
    """Return by method the processor's milliseconds a resume, recall@100, seconds to build, bytes a posting.

    Loading the matrix and building the graph count as building, where a method needs them.
    """
    market.fill(size, mixed)
    words, dense = market.index_words(), market.make_dense()
    market.settle()
    shelf = Shelf()
    answers = {
        name: _ask(market, method, mixed.resumes)
        for name, method in {
            "exact": Exact(shelf),
            "faiss": Faiss(shelf),
            "postgres": FullText(),
            "pgvector": Pgvector(),
        }.items()
    }
    loading, graph = (answers[name].first_seconds for name in ("exact", "faiss"))
    with market.session() as session:
        held = matrix_bytes(shelf.postings(session, market.account_id, market.version).matrix)
    costs = {
        "exact": (loading, held),
        "faiss": (loading + graph, held + GRAPH_BYTES),
        "postgres": (words, market.bytes_of("posting_index") / size),
        "pgvector": (dense, market.bytes_of("posting_dense") / size),
    }
    exact = answers["exact"].best
    rows = {name: _row(answers[name], exact, *cost) for name, cost in costs.items()}
    return {"postings": size, "load_average": round(os.getloadavg()[0], 1), **rows}


def _row(answers: Answers, exact: Best, build: float, bytes_each: float) -> dict[str, float]:
    found = [recall(*pair) for pair in zip(exact, answers.best, strict=True)]
    return {
        "milliseconds": round(answers.milliseconds, 1),
        "recall": round(float(np.mean(found)), 3),
        "build_seconds": round(build, 1),
        "bytes_per_posting": round(bytes_each),
    }


def _ask(market: StoredMixed, method: Retrieval, resumes: Sequence[ResumeVector]) -> Answers:
    """Ask once to build what the method keeps, then for each resume; the quickest of three rounds counts."""
    first = _round(market, method, resumes[:1])[0]
    rounds = [_round(market, method, resumes) for _ in range(ROUNDS)]
    return Answers(first, min(seconds for seconds, _ in rounds) * 1000 / len(resumes), rounds[-1][1])


def _round(market: StoredMixed, method: Retrieval, resumes: Sequence[ResumeVector]) -> tuple[float, Best]:
    clock, best = Clock(), []
    wanted = Wanted(market.account_id, market.version, SHOWN)
    for resume in resumes:
        with market.session() as session, clock.running(session):
            scores = method.choose(session, resume, wanted).scores(resume, WEIGHTS)
            best.append(scores.ids[rank(scores, SHOWN)])
    return clock.seconds, best
