"""Last step of a search: filter, read features, score and explain; one effect stores and announces it.

Scoring is imported inside the functions that use it, so that the processes which only fetch never load numpy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.codes import ResumeStatus
from domain.matches import ScoredPosting
from domain.postings import JobPosting
from domain.preferences import Preferences
from domain.problems import Conflict
from domain.resumes import ParsedResume
from domain.searches import SearchCriteria, Weighing
from models.search import Search
from services.jobs.filters import contradiction
from services.ports import SentenceModel
from services.rankers.choose import weighing_of
from services.rankers.preferences import preferences_of
from services.resumes.store import find_resume, parsed_resume
from services.searches.find import find_search
from services.searches.finish import Found, Result, finish
from services.searches.plan import criteria_of
from services.searches.read import (
    Candidate,
    Reading,
    features_version,
    load_candidates,
    read_postings,
    repeated,
)
from services.searches.stale import unread_postings
from services.shortlist.statistics import tools_of
from services.skills.own import own_skills
from services.tasks.kinds import Effect, Later
from services.tasks.work import Work

if TYPE_CHECKING:
    from services.features.tools import FeatureTools
    from services.matching.tools import MatchTools
    from services.matching.vectors import PostingForMatching
    from services.meaning.stored import Meanings
    from services.searches.likeness import Compared

_NOT_READ_YET = 1.0
"""Seconds between looks at a resume that is still being read."""
_REPORT_EVERY = 10

SCORING = "scoring"
COMPARING = "comparing by meaning"

Report = Callable[[int, int, str], None]
"""Takes how much is done, of how much, and at which stage."""


@dataclass(frozen=True)
class ScoringTools:
    """What reading features and scoring need, loaded once per process; ``sentences`` on demand.

    ``report`` is told how far the work is.
    """

    features: "FeatureTools"
    matching: "MatchTools"
    sentences: Callable[[], SentenceModel]
    report: Report = lambda _done, _total, _stage: None


@dataclass(frozen=True)
class Question:
    """A resume, how its matches are to be weighed, and what its owner prefers where that was learnt.

    ``held`` is there where meaning counts: what has been read.
    """

    resume: ParsedResume
    criteria: SearchCriteria
    weighing: Weighing
    asked_at: datetime
    held: "Meanings | None" = None
    preferences: Preferences | None = None


class Score:
    """Score every posting that the search found and that does not contradict what was asked."""

    def __init__(self, load_tools: Callable[[], ScoringTools]) -> None:
        self._load_tools = load_tools

    def __call__(self, work: Work) -> Effect:
        """Return the effect that stores the matches and ends the search."""
        shared, parts, now = self._load_tools(), work.parts(), datetime.now(UTC)
        with work.reading() as session:
            tools = replace(_for_account(session, shared), report=work.progress)
            search = find_search(session, work.subject_id)
            resume = find_resume(session, search.resume_id)
            if resume.status in (ResumeStatus.QUEUED, ResumeStatus.PARSING):
                return lambda _: Later(_NOT_READ_YET)
            if resume.status == ResumeStatus.FAILED:
                raise Conflict("the resume could not be read")
            stale = unread_postings(session, parts, now)
            candidates = load_candidates(session, search, stale, features_version(tools.features))
            weighing = weighing_of(session, search)
            held = _held(session, weighing, search, candidates)
            prefers = preferences_of(session, weighing, resume, tools.matching)
            question = Question(parsed_resume(resume), criteria_of(search), weighing, now, held, prefers)
        result = score(question, candidates, tools)
        return lambda session: finish(session, work, Found(parts, stale), result)


def _for_account(session: Session, tools: ScoringTools) -> ScoringTools:
    """Return the tools with the skills the account has added, and with what its postings have in common."""
    from services.features.own_skills import with_own_skills

    features = with_own_skills(tools.features, own_skills(session))
    return replace(tools, features=features, matching=tools_of(session, tools.matching))


def score(question: Question, candidates: Sequence[Candidate], tools: ScoringTools) -> Result:
    """Return the matches, best first, what was read on the way, and what was filtered out or repeated."""
    from services.matching.match import match_postings
    from services.matching.vectors import PostingForMatching

    kept = [
        one for one in candidates if contradiction(one.posting, question.criteria, question.asked_at) is None
    ]
    readings = _readings(kept, tools)
    again = repeated(kept, readings)
    ready = [
        PostingForMatching(candidate.id, candidate.posting.posted_at, reading.features)
        for candidate, reading in zip(kept, readings, strict=True)
        if candidate.id not in again
    ]
    compared = _compared(question, ready, {one.id: one for one in kept}, tools)
    offers = ready if compared is None else compared.postings
    matches: list[ScoredPosting] = match_postings(
        question.resume, offers, question.weighing, tools.matching, preferences=question.preferences
    )
    return Result(
        matches,
        {one.id: read for one, read in zip(kept, readings, strict=True) if one.reading is None},
        features_version(tools.features),
        filtered=len(candidates) - len(kept),
        duplicates=len(again),
        compared=None if compared is None else compared.count,
        meanings=None if compared is None else compared.made,
        weighing=question.weighing,
    )


def _readings(candidates: Sequence[Candidate], tools: ScoringTools) -> list[Reading]:
    fresh = read_postings([one.posting for one in candidates if one.reading is None], tools.features)
    readings = []
    for done, candidate in enumerate(candidates):
        readings.append(candidate.reading or next(fresh))
        if done % _REPORT_EVERY == 0:
            tools.report(done, len(candidates), SCORING)
    return readings


def _held(
    session: Session, weighing: Weighing, search: Search, candidates: Sequence[Candidate]
) -> "Meanings | None":
    """Return what a sentence model has read of resume and candidates; None where meaning has no weight."""
    if not weighing.weights.semantic:
        return None
    from services.meaning.stored import load_meanings

    return load_meanings(session, search.resume_id, [one.id for one in candidates])


def _compared(
    question: Question,
    ready: "list[PostingForMatching]",
    candidates: Mapping[int, Candidate],
    tools: ScoringTools,
) -> "Compared | None":
    if question.held is None:
        return None
    from services.matching.vectors import resume_vector
    from services.meaning.compare import Comparer
    from services.searches.likeness import best_without_meaning, compare_postings

    vector = resume_vector(question.resume, tools.matching, question.preferences)
    chosen = best_without_meaning(vector, ready, question.weighing.weights, tools.matching)
    tools.report(
        0, len(chosen), COMPARING
    )  # the model is loaded and the resume read before the first posting
    comparer = Comparer(tools.sentences(), question.held, question.resume)
    texts = {key: _text(candidates[key].posting) for key in chosen}
    return compare_postings(comparer, ready, texts, lambda done: tools.report(done, len(chosen), COMPARING))


def _text(posting: JobPosting) -> str:
    from services.meaning.texts import posting_text

    return posting_text(posting.title, posting.description_text)
