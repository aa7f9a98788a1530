"""Job postings: raw as a source gives them, normalised as we store them (schema.org JobPosting)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.codes import JobType, Provenance, Workplace
from domain.skills import Keyword, PostingSkill
from domain.spans import Span
from domain.trades import TradeVector


@dataclass(frozen=True)
class Company:
    """Hiring organisation."""

    name: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Place:
    """Location as written (``raw``) and as understood."""

    raw: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Salary:
    """Pay range in whole currency units per ``period`` (HOUR, DAY, WEEK, MONTH, YEAR)."""

    min: float | None
    max: float | None
    currency: str | None
    period: str | None
    provenance: Provenance = Provenance.STATED


@dataclass(frozen=True)
class JobPosting:
    """A posting as a source describes it, normalised. ``description_text`` is what spans point into.

    ``applicant_location_requirements`` are countries and areas (English names) where those who apply for a
    remote job may be: ``("Worldwide",)`` anywhere, () where it is not said.
    """

    source: str
    external_id: str
    title: str
    url: str | None = None
    apply_url: str | None = None
    company: Company = field(default_factory=Company)
    location: Place = field(default_factory=Place)
    workplace: Workplace | None = None
    applicant_location_requirements: tuple[str, ...] = ()
    job_type: JobType | None = None
    level: int | None = None
    level_provenance: Provenance | None = None
    salary: Salary | None = None
    posted_at: datetime | None = None
    expires_at: datetime | None = None
    closed_at: datetime | None = None
    description_html: str | None = None
    description_text: str = ""
    language: str | None = None
    stated_skills: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ToneFlag:
    """A named signal with the words that caused it."""

    code: str
    text: str
    span: Span


@dataclass(frozen=True)
class Tone:
    """How a posting speaks: a corpus-relative number in [-1, 1] and the signals behind it."""

    sentiment: float | None = None
    flags: tuple[ToneFlag, ...] = ()


@dataclass(frozen=True)
class SentenceSentiment:
    """A sentence of a posting and its sentiment in [-1, 1]: a detail that no score reads."""

    text: str
    span: Span
    sentiment: float


@dataclass(frozen=True)
class Requirements:
    """What a posting asks beyond skills. Years are None where it says nothing."""

    min_years: float | None = None
    max_years: float | None = None
    level: int | None = None
    provenance: Provenance | None = None
    education: str | None = None
    certificates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    clearance: str | None = None
    years_span: Span | None = None


@dataclass(frozen=True)
class PostingFeatures:
    """What the tagger read from one posting; computed once per posting and version, then stored.

    ``title`` holds the words and occupations its title names, as a vector of length one at most, and
    ``trades`` what its text reads like, as a vector of length one.
    """

    skills: tuple[PostingSkill, ...] = ()
    requirements: Requirements = field(default_factory=Requirements)
    keywords: tuple[Keyword, ...] = ()
    tone: Tone = field(default_factory=Tone)
    version: str = ""
    title: tuple[Keyword, ...] = ()
    trades: TradeVector = TradeVector()
