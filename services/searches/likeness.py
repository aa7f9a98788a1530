"""Compare a search's postings with the resume by meaning, where the weights ask for it.

numpy and the model are imported by who calls this: never in the processes that only fetch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from domain.resumes import ParsedResume
from domain.searches import Weights
from services.matching.matrix import PostingMatrix
from services.matching.scoring import rank, score_postings
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, posting_vector, resume_vector
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
    chosen: frozenset[int],
    text_of: Callable[[int], str],
) -> Compared:
    """Return the postings, those ``chosen`` by row key with their likeness to the resume."""
    compared = [
        replace(one, meaning=comparer.likeness(one.id, text_of(one.id))) if one.id in chosen else one
        for one in postings
    ]
    return Compared(compared, len(chosen), comparer.made)


def best_without_meaning(
    resume: ParsedResume, postings: Sequence[PostingForMatching], weights: Weights, tools: MatchTools
) -> frozenset[int]:
    """Return the row keys of the postings worth comparing: all, or the best by the other sub-scores."""
    if len(postings) <= MOST_COMPARED:
        return frozenset(one.id for one in postings)
    matrix = PostingMatrix().append([posting_vector(one, tools.rarity) for one in postings])
    scores = score_postings(resume_vector(resume, tools), matrix, weights)
    return frozenset(scores.ids[rank(scores, MOST_COMPARED)].tolist())
