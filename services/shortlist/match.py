"""Match a resume with every posting the account has stored, and explain the best."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.matches import ScoredPosting
from domain.postings import PostingFeatures
from domain.problems import Conflict
from domain.records import from_record
from domain.searches import Weights
from models.posting import Posting
from services.matching.explanation import explain
from services.matching.formula import ALGORITHM
from services.matching.payload import payload_version
from services.matching.scoring import Scores, rank
from services.matching.summary import summarise
from services.matching.tools import MatchTools
from services.matching.vectors import ResumeVector, resume_vector
from services.resumes.store import find_resume, parsed_resume
from services.shortlist.retrieval import Retrieval, Wanted


@dataclass(frozen=True)
class Ranking:
    """The best matches with their postings, best first, of how many that were scored."""

    scored: int
    statistics: str
    best: tuple[tuple[ScoredPosting, Posting], ...]


@dataclass(frozen=True)
class Ask:
    """Whose resume, how to weigh it, and how many matches at most, of at least which score (0 to 100)."""

    resume_id: int
    weights: Weights
    most: int = 25
    min_score: float = 0.0


def match_stored(session: Session, ask: Ask, retrieval: Retrieval, tools: MatchTools) -> Ranking:
    """Score all stored postings that are open and explain the best; nothing is stored.

    Raise NotFound for an unknown resume, Conflict while it has not been read.
    """
    resume = find_resume(session, ask.resume_id)
    if resume.status != "ready":
        raise Conflict("the resume is being read")
    vector = resume_vector(parsed_resume(resume), tools.relations)
    version = payload_version(tools.rarity.version)
    found = retrieval.choose(session, vector, Wanted(resume.account_id, version, ask.most))
    scores = found.scores(vector, ask.weights)
    good = scores.only(scores.points >= ask.min_score) if ask.min_score else scores
    best = _explained(session, good, vector, ask, tools)
    return Ranking(len(scores), tools.rarity.version, best)


def _explained(
    session: Session, scores: Scores, vector: ResumeVector, ask: Ask, tools: MatchTools
) -> tuple[tuple[ScoredPosting, Posting], ...]:
    places = rank(scores, ask.most)
    rows = _rows(session, [int(key) for key in scores.ids[places]])
    best = []
    for place in places:
        posting = rows.get(int(scores.ids[place]))
        if posting is None or posting.features is None:  # deleted a moment ago
            continue
        features = from_record(posting.features, PostingFeatures)
        breakdown = explain(vector, features, ask.weights, tools.rarity)
        score = float(scores.points[place])
        best.append((ScoredPosting(posting.id, score, breakdown, summarise(breakdown), ALGORITHM), posting))
    return tuple(best)


def _rows(session: Session, keys: Sequence[int]) -> dict[int, Posting]:
    found = select(Posting).where(Posting.id.in_(keys)).options(defer(Posting.raw))
    return {row.id: row for row in session.scalars(found)}
