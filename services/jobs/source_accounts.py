"""Logins at job sources that users store: encrypted, never shown again, replaced, resumed and removed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.problems import Invalid, NotFound
from domain.sources import PacingStatus
from models.source_account import SourceAccount
from services.jobs.logins import forget_login, login_name, rested, rests
from services.ports import Cipher

KINDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "linkedin": {"cookies": ("li_at", "jsessionid"), "password": ("username", "password")},
}
"""The credentials that each source takes, by what they are called."""

RISK = (
    "LinkedIn's user agreement forbids scripted access: the account may be restricted or closed. Send"
    " acknowledge_terms_risk: true if you know this and want it"
)
MOST_LOGINS = 10


class LoginHealth(Protocol):
    """How logins fare where they are paced."""

    def status(self, login: str) -> PacingStatus:
        """Say how a login stands."""
        ...

    def reset(self, login: str) -> None:
        """Close the login's breaker: a person has acted."""
        ...


@dataclass(frozen=True)
class NewLogin:
    """What a user sends to store a login."""

    source: str
    label: str
    credentials: Mapping[str, str]
    acknowledged: bool


@dataclass(frozen=True)
class LoginChange:
    """What may be changed of a login; None leaves it."""

    label: str | None = None
    credentials: Mapping[str, str] | None = None
    disabled: bool | None = None


@dataclass(frozen=True)
class ShownLogin:
    """A stored login as it may be shown: without its credentials, with how it stands."""

    row: SourceAccount
    status: PacingStatus


class SourceAccounts:
    """The logins of the account that the session acts for."""

    def __init__(self, session: Session, cipher: Cipher, health: LoginHealth) -> None:
        self._session, self._cipher, self._health = session, cipher, health

    def add(self, account_id: int, new: NewLogin, now: datetime) -> ShownLogin:
        """Store a login; Invalid without the acknowledgement or with credentials the source cannot use."""
        kind = _kind(new.source, new.credentials)
        if not new.acknowledged:
            raise Invalid(acknowledge_terms_risk=RISK)
        if len(self._rows(new.source)) >= MOST_LOGINS:
            raise Invalid(source=f"at most {MOST_LOGINS} logins at one source")
        row = SourceAccount(
            account_id=account_id,
            source=new.source,
            label=new.label,
            kind=kind,
            encrypted_credentials=self._sealed(new.credentials),
            acknowledged_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return self._shown(row, now)

    def list(self, now: datetime) -> Sequence[ShownLogin]:
        """Return every login, oldest first."""
        return [self._shown(row, now) for row in self._rows()]

    def get(self, key: int, now: datetime) -> ShownLogin:
        """Return one login; NotFound for any other id."""
        return self._shown(self._row(key), now)

    def change(self, key: int, change: LoginChange, now: datetime) -> ShownLogin:
        """Change what is given; new credentials begin with a new session and a closed breaker."""
        row = self._row(key)
        row.label = row.label if change.label is None else change.label
        if change.credentials is not None:
            row.kind = _kind(row.source, change.credentials)
            row.encrypted_credentials = self._sealed(change.credentials)
            self._forget(row)
        if change.disabled is not None:
            row.disabled_at = now if change.disabled else None
        self._session.flush()
        return self._shown(row, now)

    def resume(self, key: int, now: datetime) -> ShownLogin:
        """Use a resting login again: its owner has acted, for instance confirmed a sign-in in a browser.

        Its session is dropped: what LinkedIn challenged is not sent again.
        """
        row = self._row(key)
        self._forget(row)
        return self._shown(row, now)

    def remove(self, key: int) -> None:
        """Delete a login, its credentials and its session."""
        row = self._row(key)
        self._forget(row)
        self._session.delete(row)
        self._session.flush()

    def _forget(self, row: SourceAccount) -> None:
        login = login_name(row.source, row.id)
        forget_login(self._session, login)
        self._health.reset(login)

    def _row(self, key: int) -> SourceAccount:
        row = self._session.get(SourceAccount, key)
        if row is None:
            raise NotFound("no source account has this id")
        return row

    def _rows(self, source: str | None = None) -> Sequence[SourceAccount]:
        chosen = select(SourceAccount).order_by(SourceAccount.id)
        return self._session.scalars(
            chosen if source is None else chosen.where(SourceAccount.source == source)
        ).all()

    def _shown(self, row: SourceAccount, now: datetime) -> ShownLogin:
        login = login_name(row.source, row.id)
        status = rested(self._health.status(login), rests(self._session, now).get(login))
        return ShownLogin(row, status)

    def _sealed(self, credentials: Mapping[str, str]) -> bytes:
        return self._cipher.encrypt(json.dumps(dict(credentials)))


def credentials_of(row: SourceAccount, cipher: Cipher) -> dict[str, str]:
    """Return a stored login's credentials; ValueError if no current key opens them."""
    return {
        str(name): str(value) for name, value in json.loads(cipher.decrypt(row.encrypted_credentials)).items()
    }


def _kind(source: str, credentials: Mapping[str, str]) -> str:
    """Return what these credentials are called; Invalid names what the source takes, never what was sent."""
    kinds = KINDS.get(source)
    if kinds is None:
        raise Invalid(source=f"choose among {', '.join(KINDS)}")
    given = {name for name, value in credentials.items() if value}
    for kind, names in kinds.items():
        if given == set(names):
            return kind
    choices = " or ".join(" and ".join(names) for names in kinds.values())
    raise Invalid(credentials=f"must be {choices}")
