"""Settle how matches are weighed: by the asker, by the account, or by what was learnt."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.problems import Invalid
from domain.records import from_record
from domain.searches import Weighing, Weights
from models.account import Account
from models.learned_ranker import LearnedRanker
from services.matching.shipped import load_learned
from services.matching.version import FORMULA
from services.rankers.verdicts import Tally, count_verdicts


def settle_weighing(
    session: Session, account_id: int, ranker: Ranker, weights: Weights | None = None
) -> Weighing:
    """Return what ``ranker`` weighs with; the weighted one takes ``weights``, or the account's own.

    Raise Invalid for weights given to the learned ranker: it has its own.
    """
    if ranker is Ranker.LEARNED:
        if weights is not None:
            raise Invalid(weights="are for ranker=weighted; the learned ranker has its own")
        return learned_weighing(session)
    return Weighing(weights or _own_weights(session.get_one(Account, account_id)))


def learned_weighing(session: Session) -> Weighing:
    """Return what was learnt last from the session's account, else what is shipped."""
    row = newest_ranker(session)
    if row is None:
        return load_learned()
    return Weighing(from_record(row.weights, Weights), Ranker.LEARNED, row.version)


def newest_ranker(session: Session) -> LearnedRanker | None:
    """Return what was learnt last under the formula in use, None before."""
    learnt = select(LearnedRanker).where(LearnedRanker.formula == FORMULA)
    return session.scalar(learnt.order_by(LearnedRanker.id.desc()).limit(1))


@dataclass(frozen=True)
class RankerState:
    """Which learned ranker is in force, since when if it is the account's own, and the verdicts there are."""

    weighing: Weighing
    learnt_at: datetime | None
    verdicts: Tally


def ranker_state(session: Session) -> RankerState:
    """Return how the account's learned ranker stands."""
    row = newest_ranker(session)
    return RankerState(learned_weighing(session), row.created_at if row else None, count_verdicts(session))


def forget_learnt(session: Session) -> None:
    """Go back to the shipped ranker; verdicts stay, and are learnt from when the next one comes."""
    session.execute(delete(LearnedRanker))


def _own_weights(account: Account) -> Weights:
    return Weights.normalised(**account.weights) if account.weights else Weights()
