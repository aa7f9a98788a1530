"""Know which postings need no fetching: read within the last day. Redis answers first, Postgres decides.

The cache holds row keys, never postings; what it forgets is found in Postgres, and what it remembers
wrongly is not linked, because the row is looked up again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from models.posting import Posting
from models.sessions import after_commit
from services.ports import Cache, Locks, NullLocks

Key = tuple[str, str]
"""Source and its id of the posting."""

EARLY = 0.15
"""Share of the time by which a posting may be read again early, by chance of its row: postings fetched
together do not all expire together (after XFetch, Vattani and others 2015)."""

_SPREAD = 1_000

FLIGHT_SECONDS = 60.0
"""How long somebody who reads a posting keeps others from reading the same one, if never heard of again."""


def fresh_seconds(row: int, fresh_for: timedelta) -> float:
    """Return how long the posting of this row counts as fresh: between 85 and 100 % of ``fresh_for``."""
    return fresh_for.total_seconds() * (1 - EARLY * (row * 7919 % _SPREAD) / _SPREAD)


class KnownPostings:
    """The account's postings that are fresh enough to be scored as they are."""

    def __init__(self, cache: Cache, locks: Locks | None = None) -> None:
        self._cache, self._locks = cache, locks or NullLocks()

    def find(
        self, session: Session, account_id: int, wanted: Sequence[Key], fresh_for: timedelta
    ) -> Mapping[Key, int]:
        """Return the row keys of those that were fetched less than ``fresh_for`` ago."""
        cached = self._cache.get_many([_name(account_id, key) for key in wanted])
        known = {key: int(value) for key, value in zip(wanted, cached, strict=True) if value is not None}
        unsure = [key for key in wanted if key not in known]
        return known | _stored(session, unsure, fresh_for)

    def remember(
        self, session: Session, account_id: int, key: Key, row: int, *, fresh_for: timedelta
    ) -> None:
        """Note a posting as fresh once the transaction that stores it has committed."""
        seconds = int(fresh_seconds(row, fresh_for))
        name = _name(account_id, key)
        after_commit(session, lambda: self._cache.put(name, str(row).encode(), seconds))

    def read_since(self, session: Session, key: Key, since: datetime) -> int | None:
        """Return the row key of a posting that has been read after ``since``."""
        source, external_id = key
        return session.scalar(
            select(Posting.id).where(
                Posting.source == source, Posting.external_id == external_id, Posting.fetched_at > since
            )
        )

    def take_off(self, account_id: int, key: Key) -> Callable[[], None] | None:
        """Begin to read a posting; return what ends it, or None while somebody else reads the same one."""
        name = _name(account_id, key)
        token = self._locks.take(name, FLIGHT_SECONDS)
        return None if token is None else lambda: self._locks.give_back(name, token)


def _stored(session: Session, wanted: Iterable[Key], fresh_for: timedelta) -> dict[Key, int]:
    keys = list(wanted)
    if not keys:
        return {}
    age = func.extract("epoch", func.now() - Posting.fetched_at)
    rows = session.execute(
        select(Posting.source, Posting.external_id, Posting.id, age).where(
            tuple_(Posting.source, Posting.external_id).in_(keys),
            Posting.fetched_at > func.now() - fresh_for,
        )
    )
    return {
        (source, external_id): row
        for source, external_id, row, seconds in rows
        if seconds < fresh_seconds(row, fresh_for)
    }


def _name(account_id: int, key: Key) -> str:
    return f"posting:{account_id}:{key[0]}:{key[1]}"
