"""Count which words and skills an account's stored postings share, keep the count, and score with it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as
from models.term_statistics import TermStatistics
from services.tasks.periodic import take_slot

if TYPE_CHECKING:
    from services.matching.damping import Damping
    from services.matching.tools import MatchTools

KEPT = timedelta(days=90)
"""How long a count stays after another came into force: to score again what was scored with it."""

_TERM, _FACTOR = "<i8", "<i2"
_DAILY = timedelta(days=1)


def tools_of(session: Session, tools: "MatchTools") -> "MatchTools":
    """Return what scoring needs for the session's account: the tools with the count in force, if any."""
    in_force = select(TermStatistics).order_by(TermStatistics.counted_at.desc(), TermStatistics.id.desc())
    row = session.scalars(in_force.limit(1)).first()
    return tools.counting(_read(row)) if row else tools


def renew_statistics(session: Session, account_id: int, now: datetime) -> "Damping":
    """Count the words of the account's open postings anew, from their stored vectors.

    About two seconds for 100,000 postings. A count that equals the last one is kept under its old name.
    """
    from services.features.corpus import load_corpus_statistics
    from services.matching.counting import count_damping
    from services.matching.loading import load_rarity
    from services.matching.payload import payload_version
    from services.shortlist.stored import load

    rarity = load_rarity()
    held = load(session, payload_version(rarity.version))
    counted = count_damping(held.matrix, load_corpus_statistics(), rarity)
    session.execute(delete(TermStatistics).where(TermStatistics.version == counted.version))
    session.execute(delete(TermStatistics).where(TermStatistics.counted_at < now - KEPT))
    session.add(
        TermStatistics(
            account_id=account_id,
            version=counted.version,
            documents=counted.documents,
            counted_at=now,
            terms=counted.columns.astype(_TERM).tobytes(),
            factors=counted.factors.astype(_FACTOR).tobytes(),
        )
    )
    return counted


def renew_all(sessions: Sessions, now: datetime) -> None:
    """Renew every account's count, once a day whoever calls."""
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        if not take_slot(session, "counting", now=now, every=_DAILY):
            return
        accounts = session.scalars(select(Account.id)).all()
    for account_id in accounts:
        with sessions.begin() as session:
            act_as(session, account_id)
            renew_statistics(session, account_id, now)


def _read(row: TermStatistics) -> "Damping":
    import numpy as np

    from services.matching.damping import Damping

    terms, factors = np.frombuffer(row.terms, _TERM), np.frombuffer(row.factors, _FACTOR)
    return Damping(row.version, row.documents, terms.astype(np.int64), factors.astype(np.int64))
