"""Set up the job sources of an installation from plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from adapters.boards.catalogue import BoardOptions, make_boards
from adapters.demo import DemoSource
from adapters.linkedin.accounts import LINKEDIN, LinkedInAccount, LinkedInSettings, linkedin_policy
from adapters.linkedin.geo import KnownPlaces
from adapters.linkedin.logins import LinkedIn, LoginTools
from adapters.own_postings import OwnPostings
from adapters.pacing.health import PacingHealth
from adapters.pacing.pacer import Pacer
from models.sessions import Sessions
from services.jobs.registry import SourceRegistry
from services.jobs.sources import JobSource
from services.ports import Cache, Cipher

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class SourceOptions:
    """What an installation has set: one LinkedIn account, where LinkedIn is, whether demo postings serve.

    ``only`` names the sources to use, empty for all; ``boards`` holds the fields of ``BoardOptions``, None
    leaves the boards out.
    """

    username: str | None = None
    password: str | None = field(default=None, repr=False)
    li_at: str | None = field(default=None, repr=False)
    jsessionid: str | None = field(default=None, repr=False)
    accept_terms: bool = False
    base_url: str = LINKEDIN
    seconds_per_request: float = 4.0
    daily_budget: int = 500
    with_skills: bool = False
    demo: bool = True
    only: frozenset[str] = frozenset()
    boards: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class SharedTools:
    """What sources share with other processes: pace, rows and the key to their secrets, a cache."""

    pacer: Pacer
    sessions: Sessions
    cipher: Cipher
    cache: Cache


def make_sources(options: SourceOptions, tools: SharedTools) -> SourceRegistry:
    """Return every source, set up or not: one that is not says what it is missing."""
    sources: list[JobSource] = [_linkedin(options, tools)]
    if options.boards is not None:
        sources += make_boards(BoardOptions(**options.boards), tools.pacer, tools.cache)
    sources.append(OwnPostings(tools.sessions))
    if options.demo:
        sources.append(DemoSource())
    return SourceRegistry(source for source in sources if not options.only or source.name in options.only)


def login_health(options: SourceOptions, pacer: Pacer) -> PacingHealth:
    """Return how stored logins fare."""
    return PacingHealth(pacer, linkedin_policy(options.seconds_per_request, options.daily_budget))


def _linkedin(options: SourceOptions, tools: SharedTools) -> LinkedIn:
    # A stand-in on loopback is nobody's service: there are no terms to acknowledge.
    stand_in = urlsplit(options.base_url).hostname in _LOOPBACK
    account = LinkedInAccount(
        username=options.username,
        password=options.password,
        li_at=options.li_at,
        jsessionid=options.jsessionid,
        terms_accepted=options.accept_terms or stand_in,
    )
    policy = linkedin_policy(options.seconds_per_request, options.daily_budget)
    settings = LinkedInSettings(
        account=account, base_url=options.base_url, with_skills=options.with_skills, policy=policy
    )
    places = KnownPlaces(tools.cache)
    return LinkedIn(settings, LoginTools(tools.pacer, tools.sessions, tools.cipher, places))
