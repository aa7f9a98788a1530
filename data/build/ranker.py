"""Learn the weights of ``learned``. Run as ``python -m data.build.ranker DATA``.

Trained on the demo postings with the sample resumes, on our graded sets (all trades, within a field, and
postings of hiring threads), and on public postings (US Government works, New York's open data) for our short
and long resumes and those in eight forms. Only a few numbers come of it: weights without meaning, which are
shipped as the ranker, and weights with it, which the benchmark compares them with.
"""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.ranking_meaning import likenesses
from benchmarks.ranking_measures import ahead, ndcg
from benchmarks.ranking_methods import counted_tools, read_postings
from benchmarks.ranking_public import public_sets
from benchmarks.ranking_sets import BUNDLED, RankingSet, bundled_set, load_set
from domain.searches import Weights
from services.matching.formula import STEPS, in_tenths
from services.matching.learned import Judged, train
from services.matching.matrix import PostingMatrix
from services.matching.scoring import score_postings
from services.matching.shipped import LEARNED
from services.matching.vectors import posting_vector, resume_vector

TODAY = date(2026, 11, 23)
GRADED = ("graded", "fields", "threads")
FOLDS = 5
_NUMBERED = re.compile(r"-r\d+$")
"""What tells resumes of a field apart: "nursing-r2"."""

Ranked = dict[str, dict[str, float | None]]
"""nDCG@10 of each way to weigh, by query."""


def main(folder: Path) -> None:
    """Learn, check, write and print the weights."""
    sets = [
        bundled_set(TODAY),
        *(load_set(BUNDLED / "ranking" / name, None, "resume-to-job", TODAY) for name in GRADED),
        *(
            one
            for part in ("development", "long", "forms")
            for one in public_sets("public", folder, part, TODAY)
        ),
    ]
    rows = [row for ranking in sets for row in judged(ranking)]
    record = {
        "trained_on": [ranking.name for ranking in sets],
        "queries": len({row.query for row in rows}),
        "weights": _shown(train(rows)),
        "with_meaning": _shown(train(rows, meaning=True)),
        "cross_validated": _compared(cross_validated(rows)),
    }
    LEARNED.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=1))


def judged(ranking: RankingSet) -> Iterator[Judged]:
    """Yield the sub-scores and grades of every pair of a set; where grades differ, of the pairs that have one."""
    postings, alike = read_postings(ranking), likenesses(ranking)
    tools = counted_tools(postings)
    matrix = PostingMatrix().append([posting_vector(posting, tools.rarity) for posting in postings])
    names = list(ranking.jobs)
    whole = len(set(ranking.grades.values())) == 1
    for row, (resume_id, resume) in enumerate(ranking.resumes.items()):
        scores = score_postings(resume_vector(resume, tools), matrix, Weights())
        for place, number in enumerate(scores.ids.tolist()):
            if not whole and (resume_id, names[number]) not in ranking.grades:
                continue
            parts = (scores.skills[place], scores.experience[place], scores.keywords[place])
            grade = ranking.grades.get((resume_id, names[number]), 0.0)
            shares = (int(part) / STEPS for part in parts)
            yield Judged(f"{ranking.name}/{resume_id}", *shares, grade, int(alike[row, number]) / STEPS)


def cross_validated(rows: Sequence[Judged]) -> Ranked:
    """Return how well held-out occupations are ranked by default and by weights learnt from the others."""
    occupations = sorted({_occupation(row) for row in rows})
    order = np.random.default_rng(0).permutation(len(occupations)).tolist()
    fold = {name: place % FOLDS for name, place in zip(occupations, order, strict=True)}
    found: Ranked = {"default": {}, "learned": {}, "learned with meaning": {}}
    for number in range(FOLDS):
        known = [row for row in rows if fold[_occupation(row)] != number]
        held = [row for row in rows if fold[_occupation(row)] == number]
        ways = (Weights(), train(known), train(known, meaning=True))
        for name, weights in zip(found, ways, strict=True):
            found[name] |= _measured(held, weights)
    return found


def _occupation(row: Judged) -> str:
    """Return what is held out together: an occupation's resumes of all sets and forms, or a field's."""
    return _NUMBERED.sub("", row.query.partition("/")[2].partition(".")[0])


def _measured(rows: Sequence[Judged], weights: Weights) -> dict[str, float | None]:
    grouped = groupby(rows, key=lambda row: row.query)
    return {query: _ndcg(list(group), weights) for query, group in grouped}


def _ndcg(rows: Sequence[Judged], weights: Weights) -> float | None:
    values = np.array([(*astuple(row)[1:4], row.semantic) for row in rows], np.float64).T * STEPS
    tenths = in_tenths(list(np.rint(values[: len(weights.shares)])), weights.shares)
    return ndcg([rows[place].grade for place in np.argsort(-tenths, kind="stable")], 10)


def _compared(found: Ranked) -> dict[str, Any]:
    """Return each mean, and by how much it is ahead of the default with the 95 % interval."""
    scores = {name: [own[query] for query in found["default"]] for name, own in found.items()}
    return {
        name: {
            "ndcg@10": round(float(np.mean([one for one in own if one is not None])), 4),
            "ahead of default": ahead(own, scores["default"]),
            "ahead of learned": ahead(own, scores["learned"]),
        }
        for name, own in scores.items()
    }


def _shown(weights: Weights) -> dict[str, float]:
    names = ("skills", "experience", "keywords", "semantic")
    return {name: round(getattr(weights, name), 4) for name in names if getattr(weights, name)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
