"""What is remembered of a login between requests: cookies, and the rest that only a person can end.

A login is named by what it is paced under: ``linkedin-17`` for a stored one. Postgres keeps what must
outlive Redis; rate and budget live there alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.sources import PacingStatus
from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as
from models.source_account import SourceAccount, SourceSession


@dataclass(frozen=True)
class Rest:
    """A login is not used until then, or until a person says so; ``reason`` is an error's code."""

    reason: str
    until: datetime


def login_name(source: str, key: int) -> str:
    """Return the name under which a stored login is paced."""
    return f"{source}-{key}"


def enabled_accounts(session: Session, source: str) -> list[SourceAccount]:
    """Return the account's logins at a source, oldest first."""
    chosen = select(SourceAccount).where(SourceAccount.source == source, SourceAccount.disabled_at.is_(None))
    return list(session.scalars(chosen.order_by(SourceAccount.id)))


def rests(session: Session, now: datetime) -> Mapping[str, Rest]:
    """Return the logins that are resting, by name."""
    rows = session.execute(
        select(SourceSession.login, SourceSession.resting_reason, SourceSession.resting_until).where(
            SourceSession.resting_until > now
        )
    )
    return {login: Rest(reason or "", until) for login, reason, until in rows if until}


def rested(status: PacingStatus, rest: Rest | None) -> PacingStatus:
    """Return how a login stands where Redis has forgotten a rest that Postgres has not."""
    if rest is None or status.breaker == "open":
        return status
    return replace(status, breaker="open", opens_until=rest.until, reason=rest.reason, needs_person=True)


def begin_rest(session: Session, account_id: int, login: str, rest: Rest) -> None:
    """Keep that a login rests."""
    _keep(session, account_id, login, resting_reason=rest.reason, resting_until=rest.until)


def load_cookies(session: Session, login: str) -> bytes | None:
    """Return the login's sealed cookies."""
    return session.scalar(select(SourceSession.encrypted_cookies).where(SourceSession.login == login))


def keep_cookies(session: Session, account_id: int, login: str, sealed: bytes | None) -> None:
    """Keep sealed cookies; None drops them."""
    _keep(session, account_id, login, encrypted_cookies=sealed)


def forget_login(session: Session, login: str) -> None:
    """Drop everything that is remembered of a login."""
    session.execute(delete(SourceSession).where(SourceSession.login == login))


def forget_shared_login(sessions: Sessions, login: str) -> None:
    """Drop what every account remembers of a login that they share."""
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        accounts = session.scalars(select(Account.id)).all()
    for account in accounts:
        with sessions.begin() as session:
            act_as(session, account)
            forget_login(session, login)


def _keep(session: Session, account_id: int, login: str, **values: Any) -> None:
    session.execute(
        insert(SourceSession)
        .values(account_id=account_id, login=login, **values)
        .on_conflict_do_update(index_elements=["account_id", "login"], set_=values)
    )
