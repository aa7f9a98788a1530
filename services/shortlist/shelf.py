"""Keep the stored postings of the accounts used last in this process, up to a number of rows."""

from collections import OrderedDict
from threading import Lock

from sqlalchemy.orm import Session

from services.shortlist.stored import StoredPostings, load, refresh

MOST_ROWS = 300_000
"""Rows held per process: about 300 MB."""

_LOCKS = 64
"""Accounts that share a lock wait for each other; a lock each would be kept for ever."""


class Shelf:
    """Stored postings by account. Threads of one process share it; one account is loaded once at a time."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most_rows = most_rows
        self._held: OrderedDict[int, StoredPostings] = OrderedDict()
        self._locks = tuple(Lock() for _ in range(_LOCKS))
        self._lock = Lock()

    def postings(self, session: Session, account_id: int, version: str) -> StoredPostings:
        """Return the account's postings as the session sees them; drop the accounts unused for longest."""
        with self._locks[account_id % _LOCKS]:
            held = self._held.get(account_id)
            known = held is not None and held.version == version
            fresh = refresh(session, held) if held and known else load(session, version)
            self._keep(account_id, fresh)
            return fresh

    def _keep(self, account_id: int, postings: StoredPostings) -> None:
        with self._lock:
            self._held[account_id] = postings
            self._held.move_to_end(account_id)
            while len(self._held) > 1 and sum(one.rows for one in self._held.values()) > self._most_rows:
                self._held.popitem(last=False)
