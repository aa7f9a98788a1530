"""Every board there is, in the order in which a search asks and shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from adapters.boards import (
    adzuna,
    arbeitnow,
    companies,
    hackernews,
    jobspy_reader,
    muse,
    remoteok,
    remotive,
    usajobs,
)
from adapters.boards.feed import Feed
from adapters.boards.shelf import Shelf
from adapters.boards.source import USER_AGENT, BoardSource, Desk
from adapters.pacing.pacer import Pacer
from services.ports import Cache


@dataclass(frozen=True)
class BoardOptions:
    """What an installation has set about boards: keys, acknowledged terms, stand-ins by source."""

    muse_key: str | None = field(default=None, repr=False)
    usajobs_key: str | None = field(default=None, repr=False)
    usajobs_email: str | None = field(default=None, repr=False)
    adzuna_app_id: str | None = None
    adzuna_app_key: str | None = field(default=None, repr=False)
    adzuna_country: str = "us"
    indeed_accept_terms: bool = False
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    user_agent: str = USER_AGENT


def make_boards(options: BoardOptions, pacer: Pacer, cache: Cache) -> list[BoardSource]:
    """Return every board; those that need a key and have none say so."""
    desk = Desk(pacer, Shelf(cache), options.stand_ins, options.user_agent)
    return [BoardSource(feed, desk) for feed in feeds(options)]


def feeds(options: BoardOptions) -> Iterable[Feed]:
    """Return every feed: companies' own boards, feeds, searches, searches with a key, the optional one."""
    return [
        *companies.feeds(),
        remotive.feed(),
        arbeitnow.feed(),
        remoteok.feed(),
        hackernews.feed(),
        muse.feed(options.muse_key),
        usajobs.feed(options.usajobs_key, options.usajobs_email),
        adzuna.feed(options.adzuna_app_id, options.adzuna_app_key, options.adzuna_country),
        jobspy_reader.feed(accepted=options.indeed_accept_terms),
    ]
