"""Issue, check and revoke API keys."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from domain.problems import Invalid, NotFound
from models.account import Account, ApiKey
from models.sessions import SYSTEM, act_as, entered_as

SCOPES = ("read", "write")
OPERATE = "operate"
"""Of an operator: act on what all accounts share. Nobody has it by default; the command line gives it."""

_KNOWN = (*SCOPES, OPERATE)
_MARK = "rf_"
_SHOWN = 8
_ENTER = "select account_id, key_id, scopes from rolefit_enter(%s, %s)"


@dataclass(frozen=True)
class Principal:
    """Who is calling, and what the key allows."""

    account_id: int
    key_id: int
    scopes: frozenset[str]

    @property
    def operates(self) -> bool:
        """Tell whether this is an operator of the installation."""
        return OPERATE in self.scopes


def create_account(session: Session, name: str) -> Account:
    """Add an account; Invalid for an empty name. The session acts for the new account afterwards."""
    name = name.strip()
    if not name:
        raise Invalid(name="must not be empty")
    act_as(session, SYSTEM)
    account = Account(name=name, exclude_companies=[])
    session.add(account)
    session.flush()
    act_as(session, account.id)
    return account


def issue_key(
    session: Session, account_id: int, label: str, scopes: Sequence[str] = SCOPES
) -> tuple[ApiKey, str]:
    """Add a key and return it with its secret, which is not stored and cannot be shown again."""
    unknown = sorted(set(scopes) - set(_KNOWN))
    if unknown or not scopes:
        raise Invalid(scopes=f"choose among {', '.join(_KNOWN)}")
    secret = _MARK + secrets.token_urlsafe(32)
    prefix = secret[: len(_MARK) + _SHOWN]
    key = ApiKey(
        account_id=account_id,
        label=label,
        prefix=prefix,
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
    )
    session.add(key)
    session.flush()
    return key, secret


def enter(session: Session, secret: str, now: datetime) -> Principal | None:
    """Let the session act for whoever holds ``secret``; None if it is unknown, revoked or expired.

    One round trip finds the key and sets the account. The look-up compares SHA-256 digests by
    index, so its time says nothing about the secret.
    """
    found = session.connection().exec_driver_sql(_ENTER, (digest_of(secret), now)).one_or_none()
    if found is None:
        return None
    entered_as(session, found.account_id)
    return Principal(found.account_id, found.key_id, frozenset(found.scopes))


def revoke_key(session: Session, prefix: str, now: datetime) -> None:
    """Refuse a key from now on, named by the prefix that listings show; NotFound otherwise."""
    act_as(session, SYSTEM)
    revoked = session.scalar(
        update(ApiKey)
        .where(ApiKey.prefix == prefix[: len(_MARK) + _SHOWN], ApiKey.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiKey.id)
    )
    if revoked is None:
        raise NotFound("no active key begins like this")


def digest_of(secret: str) -> bytes:
    """Return what is stored of a key."""
    return hashlib.sha256(secret.encode()).digest()
