"""Compare a search's postings with the resume by meaning, where the weights ask for it.

numpy and the model are imported by who calls this: never in the processes that only fetch.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.searches import Weights
from services.matching.matrix import PostingMatrix
from services.matching.meaning import Likeness
from services.matching.scoring import rank, score_postings
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, ResumeVector, posting_vector
from services.meaning.compare import MOST_COMPARED, Comparer
from services.meaning.stored import Meanings


@dataclass(frozen=True)
class Compared:
    """The postings with their likeness, how many have one, and what was read for it."""

    postings: list[PostingForMatching]
    count: int
    made: Meanings


def compare_postings(
    comparer: Comparer,
    postings: Sequence[PostingForMatching],
    texts: Mapping[int, str],
    report: Callable[[int], None],
) -> Compared:
    """Return the postings, those whose text is given by row key with their likeness to the resume.

    ``report`` is told after each text how many have been compared.
    """
    found: dict[int, Likeness] = {}
    for key, text in texts.items():
        found[key] = comparer.likeness(key, text)
        report(len(found))
    return Compared([replace(one, meaning=found.get(one.id)) for one in postings], len(found), comparer.made)


def best_without_meaning(
    resume: ResumeVector, postings: Sequence[PostingForMatching], weights: Weights, tools: MatchTools
) -> frozenset[int]:
    """Return the row keys of the postings worth comparing: all, or the best by the other sub-scores."""
    if len(postings) <= MOST_COMPARED:
        return frozenset(one.id for one in postings)
    matrix = PostingMatrix().append([posting_vector(one, tools.rarity) for one in postings])
    scores = score_postings(resume, matrix, weights)
    return frozenset(scores.ids[rank(scores, MOST_COMPARED)].tolist())
