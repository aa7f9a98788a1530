"""Rank the stored postings for several resumes at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.problems import Conflict, Invalid
from domain.searches import Weighing, Weights
from models.posting import Posting
from models.resume import Resume
from services.matching.many import rank_many
from services.matching.payload import payload_version
from services.matching.scoring import Scores
from services.matching.tools import MatchTools
from services.matching.vectors import resume_vector
from services.rankers.choose import settle_weighing
from services.rankers.preferences import preferences_of_all
from services.resumes.store import find_resume, parsed_resume
from services.shortlist.compare import posting_rows
from services.shortlist.retrieval import Exact, Retrieval, Wanted
from services.shortlist.statistics import tools_of

MOST_RESUMES = 50


@dataclass(frozen=True)
class AskMany:
    """Whose postings, for which resumes (none: all that have been read), how many each, how weighed."""

    account_id: int
    resume_ids: tuple[int, ...] = ()
    weights: Weights | None = None
    ranker: Ranker = Ranker.WEIGHTED
    most: int = 10


@dataclass(frozen=True, eq=False)
class Rankings:
    """The best postings of each resume, by its row key, of how many that were scored."""

    scored: int
    statistics: str
    weighing: Weighing
    best: dict[int, Scores]
    postings: dict[int, Posting]


def match_many(session: Session, ask: AskMany, retrieval: Retrieval, tools: MatchTools) -> Rankings:
    """Score all stored postings that are open for each resume, a block of postings at a time.

    Raise NotFound for an unknown resume, Conflict while one has not been read, Invalid for weights that the
    ranker does not take or of meaning, which is compared for one resume at a time.
    """
    weighing = settle_weighing(session, ask.account_id, ask.ranker, ask.weights)
    if weighing.weights.semantic:
        raise Invalid(weights="semantic counts for one resume at a time")
    tools = tools_of(session, tools)
    resumes = _resumes(session, ask.resume_ids)
    prefers = preferences_of_all(session, weighing, resumes, tools)
    vectors = [resume_vector(parsed_resume(one), tools, prefers.get(one.id)) for one in resumes]
    wanted = Wanted(ask.account_id, payload_version(tools.rarity.version), ask.most)
    scored, best = 0, list[Scores]()
    # A retrieval that chooses does so for one resume; the exact one finds the same for all.
    for some in [vectors] if isinstance(retrieval, Exact) else [[one] for one in vectors]:
        if some:
            found = retrieval.choose(session, some[0], wanted).damped(tools.rarity.damping)
            best += rank_many(some, found.blocks(), weighing.weights, ask.most)
            scored = max(scored, len(found))
    keys = {key for scores in best for key in scores.ids.tolist()}
    by_resume = dict(zip((one.id for one in resumes), best, strict=True))
    return Rankings(scored, tools.rarity.name, weighing, by_resume, posting_rows(session, list(keys)))


def _resumes(session: Session, keys: Sequence[int]) -> list[Resume]:
    if not keys:
        ready = select(Resume).where(Resume.status == "ready").order_by(Resume.id.desc())
        return list(session.scalars(ready.limit(MOST_RESUMES)))
    found = [find_resume(session, key) for key in dict.fromkeys(keys)]
    if any(one.status != "ready" for one in found):
        raise Conflict("a resume is being read")
    return found
