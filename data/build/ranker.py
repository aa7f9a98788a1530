"""Learn the weights of ``learned``. Run as ``python -m data.build.ranker DATA``.

Trained on the demo postings with the sample resumes, and on public postings of USAJOBS (US Government works)
for the development half of our resumes' occupations. Only three numbers come of it.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.ranking_methods import counted_tools, read_postings
from benchmarks.ranking_public import public_sets
from benchmarks.ranking_sets import RankingSet, bundled_set
from domain.searches import Weights
from services.matching.learned import Judged, train
from services.matching.matrix import PostingMatrix
from services.matching.scoring import score_postings
from services.matching.shipped import LEARNED
from services.matching.vectors import posting_vector, resume_vector

TODAY = date(2026, 11, 23)


def main(folder: Path) -> None:
    """Learn, write and print the weights."""
    sets = [bundled_set(TODAY), *public_sets("public", folder, "development", TODAY)]
    rows = [row for ranking in sets for row in judged(ranking)]
    weights = train(rows)
    queries = len({row.query for row in rows})
    shown = {name: round(getattr(weights, name), 4) for name in ("skills", "experience", "keywords")}
    record = {"trained_on": [ranking.name for ranking in sets], "queries": queries, "weights": shown}
    LEARNED.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    print(record)


def judged(ranking: RankingSet) -> Iterator[Judged]:
    """Yield the sub-scores and grades of every pair of a set."""
    postings = read_postings(ranking)
    tools = counted_tools(postings)
    matrix = PostingMatrix().append([posting_vector(posting, tools.rarity) for posting in postings])
    names = list(ranking.jobs)
    for resume_id, resume in ranking.resumes.items():
        scores = score_postings(resume_vector(resume, tools), matrix, Weights())
        for place, number in enumerate(scores.ids.tolist()):
            parts = (scores.skills[place], scores.experience[place], scores.keywords[place])
            grade = ranking.grades.get((resume_id, names[number]), 0.0)
            yield Judged(f"{ranking.name}/{resume_id}", *(int(part) / 10_000 for part in parts), grade)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
