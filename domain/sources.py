"""The vocabulary in which job sources answer: pages, cards and typed errors, never a silent empty list."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.codes import JobType, Workplace
from domain.postings import JobPosting
from domain.problems import DomainError


@dataclass(frozen=True)
class SourceQuery:
    """What one source is asked for; codes as LinkedIn spells them (experience 1-6, remote 1-3)."""

    keywords: str
    location: str | None = None
    experience: tuple[int, ...] = ()
    workplaces: tuple[Workplace, ...] = ()
    job_types: tuple[JobType, ...] = ()
    limit: int = 50


@dataclass(frozen=True)
class PostingCard:
    """What a search page shows of one posting. ``rank`` is its place in the source's own order, from 0."""

    external_id: str
    rank: int
    title: str
    company: str | None = None
    location: str | None = None
    listed_at: datetime | None = None
    workplace: Workplace | None = None


@dataclass(frozen=True)
class WholeListing:
    """Everything that a company's board listed at ``read_at``, by external id, as the board itself says.

    Only such a listing tells that a posting is gone by not naming it. ``company`` is what the external ids of
    its postings begin with, before a colon, in whatever case.
    """

    company: str
    external_ids: tuple[str, ...]
    read_at: datetime


@dataclass(frozen=True)
class Page:
    """One page of cards. ``next_cursor`` is None on the last; ``total`` is what the source claims to hold.

    ``postings`` are whole ones that came with the cards: these need no fetching. ``whole`` is there when the
    source says what else it lists, whatever the search wanted of it.
    """

    cards: tuple[PostingCard, ...]
    total: int | None = None
    next_cursor: str | None = None
    complete: bool = True
    postings: tuple[JobPosting, ...] = ()
    whole: WholeListing | None = None


@dataclass(frozen=True)
class Capabilities:
    """What a source can do, and what it needs before it may be used."""

    native_filters: frozenset[str] = frozenset()
    needs_credentials: bool = False
    page_size: int = 25
    detail_needs_fetch: bool = True
    attribution: str | None = None
    terms_url: str | None = None
    missing: str | None = None
    demo: bool = False
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PacingStatus:
    """How a login or source stands. ``breaker`` is closed, open or half_open.

    ``reason`` is the code of what opened it; ``ready_in`` seconds until a new request may be sent;
    ``slowed`` how many times slower than usual.
    """

    breaker: str = "closed"
    opens_until: datetime | None = None
    reason: str | None = None
    needs_person: bool = False
    slowed: float = 1.0
    ready_in: float = 0.0
    budget_left: int | None = None
    budget_limit: int | None = None


class SourceError(DomainError):
    """A source did not answer as it should. ``retryable`` ones may succeed on another try."""

    code = "source_error"
    title = "A job source failed"
    retryable = False

    def __init__(
        self, detail: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.retry_after = retry_after


class AuthExpired(SourceError):
    """The session is no longer accepted; somebody must provide fresh credentials."""

    code, title = "auth_expired", "The source no longer accepts these credentials"


class ChallengeRequired(AuthExpired):
    """The source wants a person (captcha, e-mail code); never retried by itself."""

    code, title = "challenge_required", "The source asks for a person to confirm the sign-in"


class Blocked(SourceError):
    """The source refuses us (LinkedIn's 999): stop for hours."""

    code, title = "blocked", "The source refuses requests from here"


class RateLimited(SourceError):
    """Too many requests; ``retry_after`` seconds where the source says so."""

    code, title, retryable = "rate_limited", "The source asks us to slow down", True


class Paced(RateLimited):
    """Our own pacing says "not yet": nothing was sent, no attempt is used up; ``retry_after`` seconds."""

    code, title = "paced", "Waiting for this account's turn"


class Resting(SourceError):
    """Our breaker is open after refusals: nothing was sent; tried again after ``retry_after`` seconds."""

    code, title = "resting", "The source is left alone after it refused requests"


class BudgetSpent(SourceError):
    """Today's requests are used up: nothing was sent; ``retry_after`` seconds until tomorrow (UTC)."""

    code, title = "budget_spent", "Today's requests to the source are used up"


class Transient(SourceError):
    """5xx, time-out, reset or truncated answer."""

    code, title, retryable = "transient", "The source could not be reached", True


class Unreachable(Transient):
    """No connection at all, or none in time: trying again within the same search would only hold it up."""

    code, title, retryable = "unreachable", "The source cannot be reached from here", False


class Throttled(RateLimited):
    """Too many requests, and the source wants us back later than a search can wait."""

    retryable = False


class UnknownCompany(SourceError):
    """The board has no company of this name."""

    code, title = "unknown_company", "The board knows no company of this name"


class Disallowed(SourceError):
    """The site's robots.txt asks not to be read; that is kept."""

    code, title = "disallowed", "The site asks not to be read by programs"


class PostingGone(SourceError):
    """The posting is not there any more: it is marked closed, not reported as an error."""

    code, title = "posting_gone", "The posting is gone"


class BadQuery(SourceError):
    """The source calls our request malformed: our defect, not an empty result."""

    code, title = "bad_query", "The source did not understand the search"


class SchemaDrift(SourceError):
    """The answer has a shape we do not know: alert, never "0 jobs"."""

    code, title = "schema_drift", "The source answered in an unknown form"


class Unavailable(SourceError):
    """The source is not set up (missing credentials or acknowledgement): skipped with this reason."""

    code, title = "not_configured", "The source is not set up"
