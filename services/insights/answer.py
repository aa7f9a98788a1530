"""Answer questions about one match: what if, and why not higher."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.matches import ScoreBreakdown
from domain.postings import PostingFeatures
from domain.problems import Conflict, Invalid, NotFound
from domain.records import from_record
from domain.searches import Weighing, Weights
from domain.skills import Skill
from models.posting import Posting
from models.resume import Resume
from models.search import Match, Search
from services.insights.imagine import HELD, Change, Comparison, Pairing, breakdown_of, compare
from services.insights.improve import Advice, why_not_higher
from services.insights.tools import InsightTools
from services.matching.formula import STEPS
from services.matching.meaning import Likeness
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching
from services.matching.version import algorithm_of
from services.rankers.choose import settle_weighing, weighing_of
from services.rankers.preferences import preferences_of
from services.resumes.store import parsed_resume
from services.shortlist.statistics import tools_of

_Found = Row[Match, Posting, Resume, Search]


@dataclass(frozen=True)
class Wish:
    """What the asker would like to have: skills by name or id, and more years."""

    skills: tuple[str, ...] = ()
    years: float = 0.0


@dataclass(frozen=True)
class WhatIf:
    """The comparison, the skills it was made with, and the names nobody knows."""

    comparison: Comparison
    skills: tuple[Skill, ...]
    unknown: tuple[str, ...]

    @property
    def note(self) -> str | None:
        """Return what to know of the comparison."""
        return HELD if self.comparison.breakdown.semantic else None


def imagine_match(session: Session, key: int, wish: Wish, tools: InsightTools) -> WhatIf:
    """Score a match again with what is wished for.

    Raise NotFound for an unknown match, Invalid where nothing that is wished for is known, Conflict while the
    posting or the resume has not been read.
    """
    known = {name: tools.find_skill(name) for name in wish.skills}
    skills = tuple(skill for skill in known.values() if skill is not None)
    unknown = tuple(name for name, skill in known.items() if skill is None)
    if not skills and not wish.years:
        raise Invalid(skills=_nothing_known(unknown))
    scoring = tools_of(session, tools.matching)
    compared = compare(_pairing(session, key, scoring), Change(skills, wish.years), scoring)
    return WhatIf(compared, skills, unknown)


def advise(session: Session, key: int, tools: InsightTools) -> Advice:
    """Return what would raise a match's score; errors as in :func:`imagine_match`."""
    scoring = tools_of(session, tools.matching)
    return why_not_higher(_pairing(session, key, scoring), scoring)


@dataclass(frozen=True)
class Asked:
    """Another ranker or other weights to score again with; None of either: as the match was weighed."""

    ranker: Ranker | None = None
    weights: Weights | None = None


@dataclass(frozen=True)
class Rescored:
    """A match as it was scored and as it would be today."""

    match: Match
    breakdown: ScoreBreakdown
    algorithm: str
    statistics: str

    @property
    def outdated(self) -> bool:
        """Tell whether formula, weights or counts were others, or preferences have come or gone since."""
        preferred = "preference" in self.match.breakdown, self.breakdown.preference is not None
        then = self.match.algorithm, self.match.statistics, preferred[0]
        return then != (self.algorithm, self.statistics, preferred[1])


def rescore(session: Session, key: int, asked: Asked, tools: InsightTools) -> Rescored:
    """Score a match again as of today: with its own weights unless a ranker or weights are given.

    Raise Invalid for weights that the ranker does not take, or of meaning where the match was not compared by
    it; other errors as in :func:`imagine_match`.
    """
    found, scoring = _found(session, key), tools_of(session, tools.matching)
    match, weighing = found.Match, weighing_of(session, found.Search)
    if asked != Asked():
        ranker = asked.ranker or Ranker.WEIGHTED
        meaning = _likeness(match) is not None
        weighing = settle_weighing(session, match.account_id, ranker, asked.weights, meaning=meaning)
    pairing = _pair(session, found, weighing, scoring)
    if weighing.weights.semantic and pairing.posting.meaning is None:
        raise Invalid(weights="semantic: this match was not compared by meaning; search once more")
    return Rescored(match, breakdown_of(pairing, scoring), algorithm_of(weighing), scoring.rarity.name)


def _pairing(session: Session, key: int, tools: MatchTools) -> Pairing:
    found = _found(session, key)
    return _pair(session, found, weighing_of(session, found.Search), tools)


def _found(session: Session, key: int) -> _Found:
    found = session.execute(_rows().where(Match.id == key)).one_or_none()
    if found is None:
        raise NotFound("no match has this id")
    return found


def _pair(session: Session, found: _Found, weighing: Weighing, tools: MatchTools) -> Pairing:
    match, posting, resume, _ = found
    if posting.features is None or posting.features_version is None:
        raise Conflict("the posting has changed and was not read again yet; search once more")
    if resume.status != "ready":
        raise Conflict("the resume is being read")
    features = from_record(posting.features, PostingFeatures)
    offer = PostingForMatching(posting.id, posting.posted_at, features, _likeness(match))
    prefers = preferences_of(session, weighing, resume, tools)
    return Pairing(parsed_resume(resume), offer, weighing.weights, prefers)


def _likeness(match: Match) -> Likeness | None:
    """Return the likeness that the match was scored with: neither skills nor years change it."""
    stored = match.breakdown.get("semantic")
    if stored is None:
        return None
    return Likeness(round(stored["score"] * STEPS), stored["cosine"], stored["nearest_position"])


def _rows() -> Select[Match, Posting, Resume, Search]:
    return (
        select(Match, Posting, Resume, Search)
        .select_from(Match)
        .join(Posting, Posting.id == Match.posting_id)
        .join(Resume, Resume.id == Match.resume_id)
        .join(Search, Search.id == Match.search_id)
    )


def _nothing_known(unknown: Iterable[str]) -> str:
    names = ", ".join(unknown)
    return f"no skill is known as {names}" if names else "name at least one skill, or years"
