"""LinkedIn for every account of ours: with the login of the settings and the stored ones, freest first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from adapters.linkedin.accounts import LinkedInAccount, LinkedInSettings
from adapters.linkedin.geo import KnownPlaces
from adapters.linkedin.memory import Memory
from adapters.linkedin.postings import SOURCE
from adapters.linkedin.source import LinkedInSource
from adapters.linkedin.stored import StoredLogins
from adapters.pacing.pacer import PATIENCE, Pacer
from domain.postings import JobPosting
from domain.problems import Forbidden
from domain.sources import AuthExpired, Blocked, Capabilities, PacingStatus, Page, Resting, SourceQuery
from models.sessions import Sessions
from services.jobs.logins import Rest, rested
from services.jobs.sources import JobSource
from services.ports import Cipher

T = TypeVar("T")
MOST_OPEN = 64
"""Logins whose sessions a process keeps at hand."""


@dataclass(frozen=True)
class LoginTools:
    """What logins share with other processes: pace, rows and their key, numbers of places."""

    pacer: Pacer
    sessions: Sessions
    cipher: Cipher
    places: KnownPlaces


class LinkedIn(LinkedInSource):
    """LinkedIn with the login of the settings alone; ``for_account`` adds those an account has stored."""

    def __init__(self, settings: LinkedInSettings, tools: LoginTools) -> None:
        super().__init__(settings, tools.pacer, Memory(places=tools.places))
        self._tools = tools
        self._halfway: dict[str, JobPosting] = {}
        self._open: OrderedDict[tuple[int, LinkedInAccount], LinkedInSource] = OrderedDict()
        self._lock = threading.Lock()

    def for_account(self, account_id: int) -> JobSource:
        """Return LinkedIn as this account may use it; reads its logins when it is asked something."""
        stored = StoredLogins(self._tools.sessions, self._tools.cipher, account_id)

        def sources() -> list[LinkedInSource]:
            accounts = (self.account, *stored.accounts())
            return [self._source(account, stored) for account in accounts]

        return LinkedInLogins(sources, stored, self._tools.pacer)

    def _source(self, account: LinkedInAccount, stored: StoredLogins) -> LinkedInSource:
        """Return the login's source, the same one for as long as it is among the latest used."""
        key = (stored.account_id, account)
        with self._lock:
            if key not in self._open:
                settings = replace(self._settings, account=account)
                memory = Memory(stored, self._tools.places, self._halfway)
                self._open[key] = LinkedInSource(settings, self._tools.pacer, memory)
            self._open.move_to_end(key)
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
            return self._open[key]


class LinkedInLogins:
    """One account's LinkedIn: every request goes through the login that is free first."""

    name = SOURCE

    def __init__(
        self, sources: Callable[[], Sequence[LinkedInSource]], stored: StoredLogins, pacer: Pacer
    ) -> None:
        self._sources, self._stored, self._pacer = sources, stored, pacer

    @property
    def capabilities(self) -> Capabilities:
        """Say what LinkedIn can do, and what is missing while no login is usable."""
        return self._usable()[0].capabilities

    def search_page(self, query: SourceQuery, cursor: str | None) -> Page:
        """Return one page of cards."""
        return self._through_freest(lambda source: source.search_page(query, cursor))

    def fetch(self, external_id: str) -> JobPosting:
        """Return the whole posting."""
        return self._through_freest(lambda source: source.fetch(external_id))

    def standing(self) -> PacingStatus:
        """Return how the login that would be asked next stands."""
        rests, usable = self._stored.rests(), self._usable()
        statuses = [rested(self._status(source), rests.get(source.account.key)) for source in usable]
        return min(statuses, key=_reluctance)

    def resume(self, *, shared: bool) -> None:
        """Use the account's logins again, that of the settings only if ``shared``; sessions begin anew."""
        resumed = [source.account for source in self._usable() if shared or source.account.stored_as]
        if not resumed:
            raise Forbidden(
                "the login is this installation's: resuming it needs a key with the scope operate"
            )
        for account in resumed:
            self._stored.forget_login(account.key, everywhere=account.stored_as is None)
            self._pacer.reset(account.key)

    def _through_freest(self, request: Callable[[LinkedInSource], T]) -> T:
        """Send a request through the freest login; where its session has ended, through the next.

        A challenge or a 999 is not carried to another login: it may be meant for all of them.
        """
        waiting = self._by_freedom(self._stored.rests())
        while True:
            source = waiting.pop(0)
            try:
                return request(source)
            except (AuthExpired, Blocked) as error:
                self._remember_rest(source)
                if type(error) is not AuthExpired or not waiting:
                    raise

    def _usable(self) -> list[LinkedInSource]:
        """Return the sources that are set up, or else the settings' one, which says what is missing."""
        sources = self._sources()
        return [source for source in sources if source.account.missing is None] or [sources[0]]

    def _by_freedom(self, rests: Mapping[str, Rest]) -> list[LinkedInSource]:
        """Order the logins that do not rest: healthy before others, ready before busy, then least used."""
        usable = self._usable()
        awake = [source for source in usable if source.account.key not in rests]
        if not awake:
            rest = min((rests[source.account.key] for source in usable), key=lambda rest: rest.until)
            until = f"{rest.until:%Y-%m-%d %H:%M} UTC"
            raise Resting(f"nothing is asked until {until} after {rest.reason}; a person must act")
        return sorted(awake, key=lambda source: _reluctance(self._status(source)))

    def _status(self, source: LinkedInSource) -> PacingStatus:
        return self._pacer.status(source.account.key, source.policy)

    def _remember_rest(self, source: LinkedInSource) -> None:
        """Keep in Postgres what only a person can end, so that losing Redis does not end it."""
        status = self._status(source)
        if status.needs_person and status.reason and status.opens_until:
            self._stored.begin_rest(source.account.key, Rest(status.reason, status.opens_until))


def _reluctance(status: PacingStatus) -> tuple[bool, float, int]:
    unfit = status.budget_left == 0 or (status.ready_in > PATIENCE and status.breaker == "open")
    return unfit, status.ready_in, -(status.budget_left or 0)
