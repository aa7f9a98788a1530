"""Match one resume with the postings of a search: vectors, scores, ranking, explanations."""

from collections.abc import Sequence

from domain.matches import ScoredPosting
from domain.preferences import Preferences
from domain.resumes import ParsedResume
from domain.searches import Weighing
from services.matching.explanation import explain
from services.matching.matrix import PostingMatrix
from services.matching.meaning import steps_of
from services.matching.requirements import check_requirements
from services.matching.scoring import rank, score_postings, with_meaning
from services.matching.summary import summarise
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, posting_vector, resume_vector
from services.matching.version import algorithm_of


def match_postings(
    resume: ParsedResume,
    postings: Sequence[PostingForMatching],
    weighing: Weighing,
    tools: MatchTools,
    *,
    preferences: Preferences | None = None,
) -> list[ScoredPosting]:
    """Return every posting scored and explained, best first; equal scores by newest, then smallest id.

    ``preferences`` are what the resume's owner likes, where verdicts have told.
    """
    vector = resume_vector(resume, tools, preferences)
    matrix = PostingMatrix().append([posting_vector(posting, tools.rarity) for posting in postings])
    by_id = {posting.id: posting for posting in postings}
    scores = score_postings(vector, matrix, weighing.weights)
    if weighing.weights.semantic:
        steps = [steps_of(by_id[key].meaning) for key in scores.ids.tolist()]
        scores = with_meaning(scores, steps, weighing.weights)
    names, matches = (algorithm_of(weighing), tools.rarity.name), []
    for place in rank(scores):
        posting = by_id[int(scores.ids[place])]
        breakdown = explain(vector, posting, weighing.weights, tools.rarity)
        score = float(scores.points[place])
        checks = check_requirements(posting.features.requirements, vector.qualifications)
        words = summarise(breakdown, checks)
        matches.append(ScoredPosting(posting.id, score, breakdown, words, *names, checks))
    return matches
