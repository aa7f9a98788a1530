"""What was read lately, for all processes and accounts: boards allow few requests, listings are public."""

import json
import zlib

from adapters.boards.feed import Listing
from domain.records import from_record, to_record
from domain.sources import SourceError, Throttled, Unreachable
from services.ports import Cache

_REMEMBERED_FAILURES: dict[str, type[SourceError]] = {"unreachable": Unreachable}


class Shelf:
    """Keep listings compressed in the cache; losing it costs requests and nothing else."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def find(self, key: str) -> Listing | None:
        """Return the listing that was read within its time, if any."""
        packed = self._cache.get(f"listing:{key}")
        return None if packed is None else from_record(json.loads(zlib.decompress(packed)), Listing)

    def put(self, key: str, listing: Listing, seconds: int) -> None:
        """Keep a listing that was just read."""
        packed = zlib.compress(json.dumps(to_record(listing)).encode(), 1)
        self._cache.put(f"listing:{key}", packed, seconds)

    def note_failure(self, key: str, error: SourceError, seconds: int) -> None:
        """Remember why reading failed, so that who must wait for the next try hears the reason at once."""
        note = json.dumps([error.code, error.detail])
        self._cache.put(f"listing-failed:{key}", note.encode(), seconds)

    def failure(self, key: str) -> SourceError | None:
        """Return the last failure while it is still recent."""
        note = self._cache.get(f"listing-failed:{key}")
        if note is None:
            return None
        code, detail = json.loads(note)
        return _REMEMBERED_FAILURES.get(code, Throttled)(f"a moment ago: {detail}")
