"""Match a resume with every posting the account has stored, and explain the best."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.matches import ScoredPosting
from domain.postings import PostingFeatures
from domain.problems import Conflict
from domain.records import from_record
from domain.searches import Weighing, Weights
from models.posting import Posting
from services.matching.explanation import explain
from services.matching.payload import payload_version
from services.matching.requirements import check_requirements
from services.matching.scoring import rank
from services.matching.summary import summarise
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, ResumeVector, resume_vector
from services.matching.version import algorithm_of
from services.meaning.known import model_name
from services.ports import SentenceModel
from services.rankers.choose import settle_weighing
from services.rankers.preferences import preferences_of
from services.resumes.store import find_resume, parsed_resume
from services.shortlist.chosen import Choice, choose
from services.shortlist.compare import Comparing, Shortlist, compare_best, posting_rows
from services.shortlist.retrieval import Retrieval, Wanted
from services.shortlist.statistics import tools_of


@dataclass(frozen=True)
class Ranking:
    """The best matches with their postings, best first, of how many that were scored.

    ``compared`` is how many were compared by meaning too, None where that has no weight.
    """

    scored: int
    statistics: str
    weighing: Weighing
    best: tuple[tuple[ScoredPosting, Posting], ...]
    compared: int | None = None


@dataclass(frozen=True)
class Ask:
    """Whose resume, among which postings, how many matches at most, of at least which score (0 to 100).

    Without weights the account's own are used, or those that the ranker has learnt.
    """

    resume_id: int
    choice: Choice
    weights: Weights | None = None
    most: int = 25
    min_score: float = 0.0
    ranker: Ranker = Ranker.WEIGHTED


@dataclass(frozen=True)
class Means:
    """What a ranking is made with: who chooses postings, what scoring needs, and who reads meaning."""

    retrieval: Retrieval
    tools: MatchTools
    sentences: Callable[[], SentenceModel]


@dataclass(frozen=True)
class Scale:
    """What every posting of one ranking is held against."""

    resume: ResumeVector
    weighing: Weighing
    tools: MatchTools


def match_stored(session: Session, ask: Ask, means: Means) -> Ranking:
    """Score all stored postings that are chosen and explain the best; no match is stored.

    Where meaning has weight, only the best by the other sub-scores are compared by it, and ranked. Raise
    NotFound for an unknown resume, Conflict while it has not been read, Invalid for weights that the ranker
    does not take.
    """
    resume = find_resume(session, ask.resume_id)
    meaning = model_name(means.sentences) is not None
    weighing = settle_weighing(session, resume.account_id, ask.ranker, ask.weights, meaning=meaning)
    if resume.status != "ready":
        raise Conflict("the resume is being read")
    tools = tools_of(session, means.tools)
    prefers = preferences_of(session, weighing, resume, tools)
    scale = Scale(resume_vector(parsed_resume(resume), tools, prefers), weighing, tools)
    wanted = Wanted(resume.account_id, payload_version(tools.rarity.version), ask.most)
    found = choose(session, scale.resume, wanted, (means.retrieval, ask.choice))
    scores = found.damped(tools.rarity.damping).scores(scale.resume, weighing.weights)
    shortlist = Shortlist(scores)
    if weighing.weights.semantic:
        shortlist = compare_best(session, resume, scores, Comparing(means.sentences(), weighing, ask.most))
    best = tuple(_explained(session, ask, shortlist, scale))
    return Ranking(len(scores), tools.rarity.name, weighing, best, shortlist.compared)


def _explained(
    session: Session, ask: Ask, shortlist: Shortlist, scale: Scale
) -> Iterator[tuple[ScoredPosting, Posting]]:
    """Yield the best of a shortlist with their explanations; one deleted a moment ago is left out."""
    good = shortlist.scores
    if ask.min_score:
        good = good.only(good.points >= ask.min_score)
    places = rank(good, ask.most)
    keys, points = good.ids[places].tolist(), good.points[places].tolist()
    rows = posting_rows(session, keys)
    names = algorithm_of(scale.weighing), scale.tools.rarity.name
    for row, score in ((rows[key], score) for key, score in zip(keys, points, strict=True) if key in rows):
        features = from_record(row.features, PostingFeatures)
        offer = PostingForMatching(row.id, row.posted_at, features, shortlist.likenesses.get(row.id))
        breakdown = explain(scale.resume, offer, scale.weighing.weights, scale.tools.rarity)
        checks = check_requirements(features.requirements, scale.resume.qualifications)
        yield ScoredPosting(row.id, score, breakdown, summarise(breakdown, checks), *names, checks), row
