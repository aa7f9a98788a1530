"""A resume as read, in JSON Resume's section names (jsonresume.org schema 1.0.0)."""

from dataclasses import dataclass, field

from domain.skills import Keyword, ResumeSkill
from domain.spans import Span
from domain.trades import TradeVector


@dataclass(frozen=True)
class Location:
    """Place as JSON Resume's ``basics.location`` spells it."""

    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    region: str | None = None
    country_code: str | None = None


@dataclass(frozen=True)
class Profile:
    """Account on another site."""

    network: str
    url: str
    username: str | None = None


@dataclass(frozen=True)
class Basics:
    """Who the resume is about. Never enters matching."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    label: str | None = None
    summary: str | None = None
    location: Location = field(default_factory=Location)
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True)
class WorkEntry:
    """One position held. Dates are ``YYYY-MM`` (or ``YYYY``); ``end_date`` None means current.

    ``months`` counts both end months, as the contract shows them. ``internship`` entries count
    towards experience and are marked.
    """

    position: str | None
    company: str | None
    location: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    current: bool = False
    months: int | None = None
    summary: str | None = None
    highlights: tuple[str, ...] = ()
    internship: bool = False
    span: Span = Span(0, 0)


@dataclass(frozen=True)
class EducationEntry:
    """One course of study; ``level`` among school, vocational, associate, bachelor, master, doctorate."""

    institution: str | None
    area: str | None = None
    study_type: str | None = None
    level: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    span: Span = Span(0, 0)


@dataclass(frozen=True)
class NamedEntry:
    """A project, certificate or language: a name, maybe an issuer or level, and where it stands."""

    name: str
    detail: str | None = None
    date: str | None = None
    span: Span = Span(0, 0)


@dataclass(frozen=True)
class Section:
    """A stretch of the text under one heading. ``kind`` is a JSON Resume section name or ``other``."""

    kind: str
    heading: str
    span: Span


@dataclass(frozen=True)
class Experience:
    """Total working life: months over merged intervals, education and projects not counted.

    ``intervals`` are ``(first month, last month)`` as ``YYYY-MM``, inclusive; None is today.
    ``level`` is 1 to 6 (:class:`domain.codes.Level`).
    """

    total_months: int = 0
    total_years: float = 0.0
    level: int | None = None
    intervals: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Warning:
    """Something a person should look at: a stable code and a sentence."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Qualifications:
    """What a resume names of what postings demand beyond skills and years.

    ``education`` is the highest level (:class:`EducationEntry`), ``languages`` are like ``German (C1)``.
    """

    education: str | None = None
    certificates: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    clearance: str | None = None


@dataclass(frozen=True)
class ParsedResume:
    """Everything read from one resume. Every span points into ``text``.

    ``ocr`` tells that the text was recognised in pictures, so that letters may be wrong.
    """

    text: str
    basics: Basics = field(default_factory=Basics)
    work: tuple[WorkEntry, ...] = ()
    education: tuple[EducationEntry, ...] = ()
    projects: tuple[NamedEntry, ...] = ()
    certificates: tuple[NamedEntry, ...] = ()
    languages: tuple[NamedEntry, ...] = ()
    sections: tuple[Section, ...] = ()
    skills: tuple[ResumeSkill, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    trades: TradeVector = TradeVector()
    experience: Experience = field(default_factory=Experience)
    qualifications: Qualifications | None = None
    language: str | None = None
    pages: int | None = None
    ocr: bool = False
    confidence: dict[str, float] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()
    parser_version: str = ""
