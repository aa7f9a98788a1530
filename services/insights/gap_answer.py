"""Answer which skills are worth learning, over everything that an account has stored."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.problems import Conflict
from models.resume import Resume
from services.insights.skill_gap import GapQuestion, SkillGap, find_gaps
from services.insights.tools import InsightTools
from services.matching.payload import payload_version
from services.matching.scoring import Scores, rank
from services.matching.vectors import resume_vector
from services.meaning.known import model_name, stored_likenesses
from services.ports import SentenceModel
from services.rankers.choose import settle_weighing
from services.resumes.store import default_resume, find_resume, parsed_resume
from services.shortlist.retrieval import Retrieval, Wanted
from services.shortlist.statistics import tools_of

MOST_POSTINGS = 10_000
"""How many postings a retrieval that chooses should choose from; the exact one takes all."""

MOST_COMPARED = 2_000
"""Postings, the best by the other sub-scores, whose stored likeness in meaning counts."""


@dataclass(frozen=True)
class Goal:
    """Which resume (None: the default one), past which score, and how many skills at most."""

    resume_id: int | None
    score: float
    most: int


@dataclass(frozen=True)
class GapMeans:
    """Who chooses the stored postings, and whose reading of them counts where meaning has weight."""

    retrieval: Retrieval
    sentences: Callable[[], SentenceModel]


def gap_of(session: Session, goal: Goal, means: GapMeans, tools: InsightTools) -> SkillGap:
    """Return which missing skills would lift most of the account's stored postings past a score.

    Where its weights have meaning in them, the likeness that is stored counts, and is held: no text is read.
    Raise NotFound for an unknown resume, Conflict while it has not been read.
    """
    resume = default_resume(session) if goal.resume_id is None else find_resume(session, goal.resume_id)
    if resume.status != "ready":
        raise Conflict("the resume is being read")
    tools = replace(tools, matching=tools_of(session, tools.matching))
    parsed, account_id = parsed_resume(resume), resume.account_id
    vector = resume_vector(parsed, tools.matching)
    wanted = Wanted(account_id, payload_version(tools.matching.rarity.version), MOST_POSTINGS)
    stored = means.retrieval.choose(session, vector, wanted).damped(tools.matching.rarity.damping)
    weights = settle_weighing(session, account_id, Ranker.WEIGHTED).weights
    alike = None
    if weights.semantic:
        alike = _alike(session, resume, stored.scores(vector, weights), means)
    return find_gaps(GapQuestion(parsed, weights, goal.score, goal.most, alike), stored, tools)


def _alike(session: Session, resume: Resume, scores: Scores, means: GapMeans) -> dict[int, int]:
    """Return the semantic sub-scores that are known, in ten-thousandths by row key."""
    best = scores.ids[rank(scores, MOST_COMPARED)].tolist()
    found = stored_likenesses(session, model_name(means.sentences), resume, best)
    return {key: one.steps for key, one in found.items()}
