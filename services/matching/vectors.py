"""Turn features into what scoring multiplies: small integers in stable columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from domain.postings import PostingFeatures
from domain.preferences import Preferences
from domain.resumes import ParsedResume, Qualifications
from domain.skills import Keyword, ResumeSkill
from services.features.qualifications import shown_qualifications
from services.matching.columns import columns
from services.matching.evidence import (
    Credit,
    WeighedTerm,
    credit_skills,
    weigh_skills,
    weigh_terms,
    weigh_trades,
)
from services.matching.experience import Asked, read_asked
from services.matching.kinship import every_kind, hold_kinds, weigh_kinds
from services.matching.meaning import Likeness
from services.matching.positions import Held, hold_titles, weigh_title
from services.matching.rarity import RarityStatistics
from services.matching.tools import MatchTools

NO_DATE = -(2**62)
"""``posted`` of a posting without a date: older than any."""


@dataclass(frozen=True)
class PostingForMatching:
    """A stored posting as matching sees it; ``meaning`` is its likeness to the resume where that counts."""

    id: int
    posted_at: datetime | None
    features: PostingFeatures
    meaning: Likeness | None = None


@dataclass(frozen=True, eq=False)
class SparseVector:
    """Values in whole units by 64-bit column; each column once."""

    columns: NDArray[np.int64]
    units: NDArray[np.int32]

    @classmethod
    def of(cls, units: Mapping[str, int]) -> "SparseVector":
        """Return the vector of units by name."""
        return cls(columns(units), np.fromiter(units.values(), dtype=np.int32, count=len(units)))


@dataclass(frozen=True, eq=False)
class PostingVector:
    """One posting's numbers, 12 bytes an entry; ``rarity`` names the statistics."""

    id: int
    posted: int
    skills: SparseVector
    terms: SparseVector
    asked: Asked
    rarity: str
    title: SparseVector
    trades: SparseVector


@dataclass(frozen=True, eq=False)
class ResumeVector:
    """One resume's numbers. Nothing of ``basics`` is here: name, address and photo cannot change a score."""

    skills: Mapping[str, ResumeSkill]
    credits: Mapping[str, Credit]
    terms: Mapping[str, WeighedTerm]
    years: float
    level: int | None
    titles: Mapping[str, Held] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    trades: Mapping[str, int] = field(default_factory=dict)
    preferences: Preferences | None = None
    qualifications: Qualifications | None = None

    @cached_property
    def leanings(self) -> tuple[SparseVector, ...]:
        """Leanings in units by column of skills, keywords, titles and trades; empty without verdicts."""
        return tuple(map(SparseVector.of, self.preferences.parts)) if self.preferences else ()

    @cached_property
    def credit_vector(self) -> SparseVector:
        """Credits in units by skill column."""
        return SparseVector.of({skill_id: credit.units for skill_id, credit in self.credits.items()})

    @cached_property
    def term_vector(self) -> SparseVector:
        """Keyword weights in units by term column."""
        return SparseVector.of({key: term.units for key, term in self.terms.items()})

    @cached_property
    def title_vector(self) -> SparseVector:
        """Credit in units by column of a title's word or occupation."""
        return SparseVector.of({key: held.units for key, held in self.titles.items()})

    @cached_property
    def kind_vector(self) -> SparseVector:
        """Credit in units by column of a kind of work."""
        return SparseVector.of(self.kinds)

    @cached_property
    def trade_vector(self) -> SparseVector:
        """Shares in units by trade column."""
        return SparseVector.of(self.trades)

    @cached_property
    def held_vector(self) -> SparseVector:
        """Years in units by column of a title's word or occupation."""
        return SparseVector.of({key: held.years for key, held in self.titles.items() if held.years})


def resume_vector(
    resume: ParsedResume, tools: MatchTools, preferences: Preferences | None = None
) -> ResumeVector:
    """Return the resume's skills, credits, terms, years and level as numbers, and what its owner prefers."""
    skills = {skill.id: skill for skill in resume.skills}
    return ResumeVector(
        skills=skills,
        credits=credit_skills(tuple(skills), tools.relations),
        terms=weigh_terms(resume.keywords, tools.rarity.damping),
        years=resume.experience.total_years,
        level=resume.experience.level,
        titles=hold_titles(resume),
        kinds=hold_kinds(resume),
        trades=weigh_trades(resume.trades),
        preferences=preferences,
        qualifications=shown_qualifications(resume),
    )


def posting_vector(posting: PostingForMatching, rarity: RarityStatistics) -> PostingVector:
    """Return the posting's numbers under these statistics; store them, or append them to a matrix."""
    skills = weigh_skills(posting.features.skills, rarity)
    terms = weigh_terms(posting.features.keywords, rarity.damping)
    return PostingVector(
        id=posting.id,
        posted=NO_DATE if posting.posted_at is None else int(posting.posted_at.timestamp()),
        skills=SparseVector.of({skill_id: skill.units for skill_id, skill in skills.items()}),
        terms=SparseVector.of({key: term.units for key, term in terms.items()}),
        asked=read_asked(posting.features.requirements),
        rarity=rarity.name,
        title=SparseVector.of({**_named(posting.features.title), **weigh_kinds(posting.features.title)}),
        trades=SparseVector.of(weigh_trades(posting.features.trades)),
    )


def _named(title: Iterable[Keyword]) -> dict[str, int]:
    return {key: term.units for key, term in weigh_title(title).items()}


@cache
def kinds_vector() -> SparseVector:
    """Return one unit of every kind of work."""
    return SparseVector.of(every_kind())
