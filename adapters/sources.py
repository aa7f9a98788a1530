"""Set up the job sources of an installation from plain values."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from adapters.demo import DemoSource
from adapters.linkedin.accounts import LINKEDIN, LinkedInAccount, LinkedInSettings
from adapters.linkedin.source import LinkedInSource
from adapters.throttle import Pacer
from services.jobs.registry import SourceRegistry
from services.jobs.sources import JobSource

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class SourceOptions:
    """What an installation has set: one LinkedIn account, where LinkedIn is, whether demo postings serve."""

    username: str | None = None
    password: str | None = field(default=None, repr=False)
    li_at: str | None = field(default=None, repr=False)
    jsessionid: str | None = field(default=None, repr=False)
    accept_terms: bool = False
    base_url: str = LINKEDIN
    demo: bool = True


def make_sources(options: SourceOptions, pacer: Pacer | None = None) -> SourceRegistry:
    """Return every source, set up or not: one that is not says what it is missing."""
    # A stand-in on loopback is nobody's service: there are no terms to acknowledge.
    stand_in = urlsplit(options.base_url).hostname in _LOOPBACK
    account = LinkedInAccount(
        username=options.username,
        password=options.password,
        li_at=options.li_at,
        jsessionid=options.jsessionid,
        terms_accepted=options.accept_terms or stand_in,
    )
    sources: list[JobSource] = [
        LinkedInSource(LinkedInSettings(account=account, base_url=options.base_url), pacer)
    ]
    if options.demo:
        sources.append(DemoSource())
    return SourceRegistry(sources)
