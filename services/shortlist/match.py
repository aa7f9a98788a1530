"""Match a resume with every posting the account has stored, and explain the best."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.codes import Ranker
from domain.matches import ScoredPosting
from domain.postings import PostingFeatures
from domain.problems import Conflict
from domain.records import from_record
from domain.searches import Weighing, Weights
from models.posting import Posting
from services.matching.explanation import explain
from services.matching.payload import payload_version
from services.matching.scoring import rank
from services.matching.summary import summarise
from services.matching.tools import MatchTools
from services.matching.vectors import ResumeVector, resume_vector
from services.matching.version import algorithm_of
from services.rankers.choose import settle_weighing
from services.resumes.store import find_resume, parsed_resume
from services.shortlist.retrieval import Retrieval, Wanted
from services.shortlist.statistics import tools_of


@dataclass(frozen=True)
class Ranking:
    """The best matches with their postings, best first, of how many that were scored."""

    scored: int
    statistics: str
    weighing: Weighing
    best: tuple[tuple[ScoredPosting, Posting], ...]


@dataclass(frozen=True)
class Ask:
    """Whose resume, how many matches at most, of at least which score (0 to 100).

    Without weights the account's own are used, or those that the ranker has learnt.
    """

    resume_id: int
    weights: Weights | None = None
    most: int = 25
    min_score: float = 0.0
    ranker: Ranker = Ranker.WEIGHTED


def match_stored(session: Session, ask: Ask, retrieval: Retrieval, tools: MatchTools) -> Ranking:
    """Score all stored postings that are open and explain the best; nothing is stored.

    Raise NotFound for an unknown resume, Conflict while it has not been read, Invalid for weights that the
    ranker does not take.
    """
    resume = find_resume(session, ask.resume_id)
    weighing = settle_weighing(session, resume.account_id, ask.ranker, ask.weights)
    if resume.status != "ready":
        raise Conflict("the resume is being read")
    tools = tools_of(session, tools)
    vector = resume_vector(parsed_resume(resume), tools)
    version = payload_version(tools.rarity.version)
    found = retrieval.choose(session, vector, Wanted(resume.account_id, version, ask.most))
    scores = found.damped(tools.rarity.damping).scores(vector, weighing.weights)
    good = scores.only(scores.points >= ask.min_score) if ask.min_score else scores
    places = rank(good, ask.most)
    rows = _rows(session, [int(key) for key in good.ids[places]])
    ranked = [(row, float(score)) for row, score in zip(rows, good.points[places], strict=True) if row]
    best = tuple((_explained(row, score, Scale(vector, weighing, tools)), row) for row, score in ranked)
    return Ranking(len(scores), tools.rarity.name, weighing, best)


@dataclass(frozen=True)
class Scale:
    """What every posting of one ranking is held against."""

    resume: ResumeVector
    weighing: Weighing
    tools: MatchTools


def _explained(row: Posting, score: float, scale: Scale) -> ScoredPosting:
    features = from_record(row.features, PostingFeatures)
    breakdown = explain(scale.resume, features, scale.weighing.weights, scale.tools.rarity)
    names = algorithm_of(scale.weighing), scale.tools.rarity.name
    return ScoredPosting(row.id, score, breakdown, summarise(breakdown), *names)


def _rows(session: Session, keys: Sequence[int]) -> list[Posting | None]:
    """Return postings in this order; None for one deleted a moment ago."""
    found = select(Posting).where(Posting.id.in_(keys)).options(defer(Posting.raw))
    rows = {row.id: row for row in session.scalars(found)}
    return [rows.get(key) for key in keys]
