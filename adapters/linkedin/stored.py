"""Stored logins and their sessions, read and written in short transactions of their own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.linkedin.accounts import LinkedInAccount
from adapters.linkedin.cookies import Cookies
from adapters.linkedin.postings import SOURCE
from models.sessions import Sessions, act_as
from models.source_account import SourceAccount
from services.jobs.logins import (
    Rest,
    begin_rest,
    enabled_accounts,
    forget_login,
    forget_shared_login,
    keep_cookies,
    load_cookies,
    login_name,
    rests,
)
from services.jobs.source_accounts import credentials_of
from services.ports import Cipher


@dataclass(frozen=True)
class StoredLogins:
    """The logins of one account of ours. Credentials are opened here, in memory, and nowhere else."""

    sessions: Sessions
    cipher: Cipher
    account_id: int

    def accounts(self) -> tuple[LinkedInAccount, ...]:
        """Return the enabled logins; one whose key was lost counts as not there."""
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            rows = enabled_accounts(session, SOURCE)
            return tuple(filter(None, (self._opened(row) for row in rows)))

    def rests(self) -> Mapping[str, Rest]:
        """Return which logins rest until a person acts, by name."""
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            return rests(session, datetime.now(UTC))

    def begin_rest(self, login: str, rest: Rest) -> None:
        """Keep that a login rests."""
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            begin_rest(session, self.account_id, login, rest)

    def forget_login(self, login: str, *, everywhere: bool) -> None:
        """Drop what is remembered of a login, cookies and rest; ``everywhere`` if accounts share it."""
        if everywhere:
            forget_shared_login(self.sessions, login)
            return
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            forget_login(session, login)

    def load(self, account: str) -> Cookies | None:
        """Return the login's cookies, None if there are none or no current key opens them."""
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            sealed = load_cookies(session, account)
        try:
            opened: Cookies | None = json.loads(self.cipher.decrypt(sealed)) if sealed else None
        except ValueError:
            return None
        return opened

    def save(self, account: str, cookies: Cookies) -> None:
        """Keep the login's cookies, encrypted."""
        self._keep(account, self.cipher.encrypt(json.dumps(dict(cookies))))

    def forget(self, account: str) -> None:
        """Drop the login's cookies."""
        self._keep(account, None)

    def _keep(self, login: str, sealed: bytes | None) -> None:
        with self.sessions.begin() as session:
            act_as(session, self.account_id)
            keep_cookies(session, self.account_id, login, sealed)

    def _opened(self, row: SourceAccount) -> LinkedInAccount | None:
        try:
            credentials = credentials_of(row, self.cipher)
        except ValueError:
            return None
        return LinkedInAccount(**credentials, terms_accepted=True, stored_as=login_name(SOURCE, row.id))
