"""Settle how matches are weighed: by the asker, by the account, or by what was learnt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.problems import Invalid
from domain.records import from_record
from domain.searches import Weighing, Weights
from models.account import Account
from models.learned_ranker import LearnedPreferences, LearnedRanker
from models.search import Search
from services.matching.shipped import load_learned, names_preferences
from services.matching.version import FORMULA
from services.rankers.preferences import Named, named_preferences
from services.rankers.verdicts import Tally, count_verdicts


def settle_weighing(
    session: Session,
    account_id: int,
    ranker: Ranker,
    weights: Weights | None = None,
    *,
    meaning: bool = False,
) -> Weighing:
    """Return what ``ranker`` weighs with; the weighted one takes ``weights``, or the account's own.

    The learned one weighs meaning only with ``meaning``: where it can be compared. Raise Invalid for weights
    given to the learned ranker: it has its own.
    """
    if ranker is Ranker.LEARNED:
        if weights is not None:
            raise Invalid(weights="are for ranker=weighted; the learned ranker has its own")
        return learned_weighing(session, meaning=meaning)
    return Weighing(weights or _own_weights(session.get_one(Account, account_id)))


def learned_weighing(session: Session, *, meaning: bool = False) -> Weighing:
    """Return what was learnt last from the session's account, else what is shipped."""
    row = newest_ranker(session, meaning=meaning)
    if row is None:
        return load_learned()
    return Weighing(from_record(row.weights, Weights), Ranker.LEARNED, row.version)


def weighing_of(session: Session, search: Search) -> Weighing:
    """Return how a search's matches are weighed, as it was settled when it was asked for.

    Weights need nothing more than themselves. Where preferences belong to them that are forgotten by now, or
    were learnt under another formula, what is learnt today takes their place.
    """
    weighing = Weighing(from_record(search.weights, Weights), Ranker(search.ranker), search.ranker_version)
    if not names_preferences(weighing.version):
        return weighing
    held = select(LearnedRanker.id).where(
        LearnedRanker.version == weighing.version, LearnedRanker.formula == FORMULA
    )
    if session.scalar(held.limit(1)) is not None:
        return weighing
    return learned_weighing(session, meaning=bool(weighing.weights.semantic))


def newest_ranker(session: Session, *, meaning: bool = False) -> LearnedRanker | None:
    """Return what was learnt last under the formula in use, None before.

    Without ``meaning`` only rankers count that do without: each training leaves one.
    """
    learnt = select(LearnedRanker).where(LearnedRanker.formula == FORMULA)
    chosen = learnt if meaning else learnt.where(~LearnedRanker.weights.has_key("semantic"))
    return session.scalar(chosen.order_by(LearnedRanker.id.desc()).limit(1))


@dataclass(frozen=True)
class RankerState:
    """Which learned ranker is in force, since when if it is the account's own, and the verdicts there are.

    ``preferences`` are those learnt with it, by name.
    """

    weighing: Weighing
    learnt_at: datetime | None
    verdicts: Tally
    preferences: Sequence[Named]


def ranker_state(session: Session, *, meaning: bool = False) -> RankerState:
    """Return how the account's learned ranker stands, with ``meaning`` where it can be compared."""
    row = newest_ranker(session, meaning=meaning)
    weighing = learned_weighing(session, meaning=meaning)
    named = named_preferences(session, weighing.version)
    return RankerState(weighing, row.created_at if row else None, count_verdicts(session), named)


def forget_learnt(session: Session) -> None:
    """Go back to the shipped ranker; verdicts stay, and are learnt from when the next one comes."""
    session.execute(delete(LearnedRanker))
    session.execute(delete(LearnedPreferences))


def _own_weights(account: Account) -> Weights:
    return Weights.normalised(**account.weights) if account.weights else Weights()
