"""Every board there is, in the order in which a search asks and shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from adapters.boards import arbeitnow, companies, remoteok, remotive
from adapters.boards.feed import Feed
from adapters.boards.shelf import Shelf
from adapters.boards.source import USER_AGENT, BoardSource, Desk
from adapters.pacing.pacer import Pacer
from services.ports import Cache


@dataclass(frozen=True)
class BoardOptions:
    """What an installation has set about boards. ``only`` names the sources to use; empty means all."""

    only: frozenset[str] = frozenset()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    user_agent: str = USER_AGENT


def make_boards(options: BoardOptions, pacer: Pacer, cache: Cache) -> list[BoardSource]:
    """Return the sources that are on; those that need a key and have none say so."""
    desk = Desk(pacer, Shelf(cache), options.stand_ins, options.user_agent)
    return [BoardSource(feed, desk) for feed in feeds() if not options.only or feed.name in options.only]


def feeds() -> Iterable[Feed]:
    """Return every feed."""
    return [remotive.feed(), arbeitnow.feed(), remoteok.feed(), *companies.feeds()]
