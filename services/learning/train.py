"""Learn an account's ranker, in the background or from the terminal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from domain.problems import Conflict
from domain.records import to_record
from domain.searches import Weights
from models.learned_ranker import LearnedRanker
from services.matching.shipped import digest, load_learned
from services.matching.version import FORMULA
from services.ports import SentenceModel
from services.rankers.choose import newest_ranker
from services.rankers.verdicts import TRAIN_KIND, Tally, last_verdicts
from services.shortlist.statistics import tools_of
from services.tasks.kinds import START, Done, Effect, Kind
from services.tasks.work import Work

if TYPE_CHECKING:
    from services.matching.learned import Judged
    from services.matching.tools import MatchTools


@dataclass(frozen=True)
class Learnt:
    """The weights that verdicts led to, and how many there were of either kind.

    ``with_meaning`` are those for where a sentence model reads, None where the verdicts tell nothing of it.
    """

    weights: Weights
    tally: Tally
    with_meaning: Weights | None = None

    @property
    def all(self) -> tuple[Weights, ...]:
        """Return the weights without meaning, and those with it if there are any."""
        return (self.weights,) if self.with_meaning is None else (self.weights, self.with_meaning)


def version_of(weights: Weights) -> str:
    """Return the name of what was learnt: the same from the same verdicts."""
    return f"own.{digest(weights)}"


def training_kind(load_tools: "Callable[[], MatchTools]", sentences: Callable[[], SentenceModel]) -> Kind:
    """Return the kind ``ranker.train``, whose subject is the account; it belongs on the cpu pool."""

    def start(work: Work) -> Effect:
        with work.reading() as session:
            learnt = learn(session, load_tools(), sentences)

        def effect(session: Session) -> Done:
            store(session, work.account_id, learnt)
            return Done()

        return effect

    return Kind(name=TRAIN_KIND, steps={START: start})


def learn(session: Session, tools: "MatchTools", sentences: Callable[[], SentenceModel]) -> Learnt:
    """Return what the account's verdicts make of the shipped weights; Conflict where they are too few.

    Meaning gets a weight of its own from verdicts on what was compared by it, if those alone are enough. No
    text is read for it.
    """
    from services.learning.judged import judged_rows
    from services.matching.learned import adapt
    from services.meaning.known import model_name

    model = model_name(sentences)
    rows = list(judged_rows(session, last_verdicts(session), tools_of(session, tools), model))
    counted = _tally(rows)
    if not counted.enough:
        raise Conflict(f"there are {counted}; until then the shipped ranker is used")
    start = load_learned().weights
    told = _tally([row for row in rows if row.semantic is not None])
    full = adapt(rows, start, meaning=True) if told.enough else start
    return Learnt(adapt(rows, start), counted, full if full.semantic else None)


def store(session: Session, account_id: int, learnt: Learnt) -> None:
    """Put what was learnt in force; what led to the very same weights as before adds nothing."""
    held = [newest_ranker(session, meaning=meaning) for meaning in (False, True)]
    if [row and row.version for row in held] != [version_of(learnt.all[0]), version_of(learnt.all[-1])]:
        for weights in learnt.all:
            session.add(_row(account_id, weights, learnt.tally))
            session.flush()  # with meaning comes last: the newest is in force where a model reads
        return
    for row in filter(None, held):
        row.liked, row.disliked = learnt.tally.liked, learnt.tally.disliked


def _row(account_id: int, weights: Weights, tally: Tally) -> LearnedRanker:
    return LearnedRanker(
        account_id=account_id,
        version=version_of(weights),
        formula=FORMULA,
        weights=to_record(weights),
        liked=tally.liked,
        disliked=tally.disliked,
    )


def _tally(rows: "Sequence[Judged]") -> Tally:
    liked = sum(row.grade > 0 for row in rows)
    return Tally(liked, len(rows) - liked)
