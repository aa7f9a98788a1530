"""Last step of a search: filter, read features, score and explain; one effect stores and announces it.

numpy, scipy and the taxonomy are imported inside the functions that use them, so that the processes
which only fetch never load them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.codes import ResumeStatus
from domain.matches import ScoredPosting
from domain.postings import JobPosting, PostingFeatures
from domain.problems import Conflict
from domain.records import from_record
from domain.resumes import ParsedResume
from domain.searches import SearchCriteria, Weights
from models.posting import Posting
from models.search import Search, SearchPosting
from services.jobs.filters import contradiction
from services.jobs.store import posting_of
from services.resumes.store import find_resume, parsed_resume
from services.searches.find import find_search
from services.searches.finish import Result, finish
from services.searches.plan import criteria_of
from services.tasks.kinds import Effect, Later
from services.tasks.work import Work

if TYPE_CHECKING:
    from services.features.tools import FeatureTools
    from services.matching.tools import MatchTools

_NOT_READ_YET = 1.0
"""Seconds between looks at a resume that is still being read."""
_REPORT_EVERY = 10


@dataclass(frozen=True)
class ScoringTools:
    """What reading features and scoring need, loaded once per process."""

    features: "FeatureTools"
    matching: "MatchTools"


@dataclass(frozen=True)
class Candidate:
    """A stored posting with its features; None where they are missing or of an older version."""

    id: int
    posting: JobPosting
    features: PostingFeatures | None


@dataclass(frozen=True)
class Question:
    """A resume, and how its matches are to be weighed."""

    resume: ParsedResume
    criteria: SearchCriteria
    weights: Weights


class Score:
    """Score every posting that the search found and that does not contradict what was asked."""

    def __init__(self, load_tools: Callable[[], ScoringTools]) -> None:
        self._load_tools = load_tools

    def __call__(self, work: Work) -> Effect:
        """Return the effect that stores the matches and ends the search."""
        tools = self._load_tools()
        with work.reading() as session:
            search = find_search(session, work.subject_id)
            resume = find_resume(session, search.resume_id)
            if resume.status in (ResumeStatus.QUEUED, ResumeStatus.PARSING):
                return lambda _: Later(_NOT_READ_YET)
            if resume.status == ResumeStatus.FAILED:
                raise Conflict("the resume could not be read")
            weights = from_record(search.weights, Weights)
            question = Question(parsed_resume(resume), criteria_of(search), weights)
            candidates = _candidates(session, search, features_version(tools.features))
        result = score(question, candidates, tools, lambda done: _report(work, done, len(candidates)))
        parts = work.parts()
        return lambda session: finish(session, work, parts, result)


def features_version(tools: "FeatureTools") -> str:
    """Return what stored features must carry to be used as they are."""
    from services.features.postings import FEATURES_VERSION

    return f"{FEATURES_VERSION}-{tools.version}"


def score(
    question: Question,
    candidates: Sequence[Candidate],
    tools: ScoringTools,
    report: Callable[[int], None] = lambda _: None,
) -> Result:
    """Return the matches, best first, the features read on the way, and how many were filtered out."""
    from services.features.postings import posting_features
    from services.matching.match import match_postings
    from services.matching.vectors import PostingForMatching

    kept = [
        candidate for candidate in candidates if contradiction(candidate.posting, question.criteria) is None
    ]
    fresh: dict[int, PostingFeatures] = {}
    ready = []
    for done, candidate in enumerate(kept):
        features = candidate.features
        if features is None:
            features = fresh[candidate.id] = posting_features(candidate.posting, tools.features)
        ready.append(PostingForMatching(candidate.id, candidate.posting.posted_at, features))
        report(done)
    matches: list[ScoredPosting] = match_postings(question.resume, ready, question.weights, tools.matching)
    version = features_version(tools.features)
    return Result(matches, fresh, version, filtered=len(candidates) - len(kept))


def _candidates(session: Session, search: Search, version: str) -> list[Candidate]:
    found = (
        select(Posting)
        .join(SearchPosting, SearchPosting.posting_id == Posting.id)
        .where(SearchPosting.search_id == search.id)
        .options(defer(Posting.raw))  # the source's own answer, several kB of JSON that scoring never reads
        .order_by(Posting.id)
    )
    return list(_as_candidates(session.scalars(found), version))


def _as_candidates(rows: Iterable[Posting], version: str) -> Iterable[Candidate]:
    for row in rows:
        current = row.features is not None and row.features_version == version
        features = from_record(row.features, PostingFeatures) if current else None
        yield Candidate(row.id, posting_of(row), features)


def _report(work: Work, done: int, total: int) -> None:
    if done % _REPORT_EVERY == 0:
        work.progress(done, total, "scoring")
