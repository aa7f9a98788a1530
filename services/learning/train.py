"""Learn an account's ranker, in the background or from the terminal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.problems import Conflict
from domain.records import to_record
from domain.searches import Weights
from models.learned_ranker import LearnedRanker
from services.matching.shipped import digest, load_learned
from services.matching.version import FORMULA
from services.rankers.choose import newest_ranker
from services.rankers.verdicts import TRAIN_KIND, Tally, last_verdicts
from services.shortlist.statistics import tools_of
from services.tasks.kinds import START, Done, Effect, Kind
from services.tasks.work import Work

if TYPE_CHECKING:
    from services.matching.tools import MatchTools


@dataclass(frozen=True)
class Learnt:
    """The weights that verdicts led to, and how many there were of either kind."""

    weights: Weights
    tally: Tally

    @property
    def version(self) -> str:
        """Return the name of what was learnt: the same from the same verdicts."""
        return f"own.{digest(self.weights)}"


def training_kind(load_tools: "Callable[[], MatchTools]") -> Kind:
    """Return the kind ``ranker.train``, whose subject is the account; it belongs on the cpu pool."""

    def start(work: Work) -> Effect:
        with work.reading() as session:
            learnt = learn(session, load_tools())

        def effect(session: Session) -> Done:
            store(session, work.account_id, learnt)
            return Done()

        return effect

    return Kind(name=TRAIN_KIND, steps={START: start})


def learn(session: Session, tools: "MatchTools") -> Learnt:
    """Return what the account's verdicts make of the shipped weights; Conflict where they are too few."""
    from services.learning.judged import judged_rows
    from services.matching.learned import adapt

    rows = list(judged_rows(session, last_verdicts(session), tools_of(session, tools)))
    liked = sum(row.grade > 0 for row in rows)
    counted = Tally(liked, len(rows) - liked)
    if not counted.enough:
        raise Conflict(f"there are {counted}; until then the shipped ranker is used")
    return Learnt(adapt(rows, load_learned().weights), counted)


def store(session: Session, account_id: int, learnt: Learnt) -> None:
    """Put what was learnt in force; what led to the very same weights as before adds nothing."""
    newest = newest_ranker(session)
    if newest is not None and newest.version == learnt.version:
        newest.liked, newest.disliked = learnt.tally.liked, learnt.tally.disliked
        return
    session.add(
        LearnedRanker(
            account_id=account_id,
            version=learnt.version,
            formula=FORMULA,
            weights=to_record(learnt.weights),
            liked=learnt.tally.liked,
            disliked=learnt.tally.disliked,
        )
    )
