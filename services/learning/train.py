"""Learn an account's ranker, in the background or from the terminal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.preferences import Preferences
from domain.problems import Conflict
from domain.records import to_record
from domain.searches import Weights
from models.learned_ranker import LearnedPreferences, LearnedRanker
from services.matching.shipped import digest, own_version
from services.matching.version import FORMULA
from services.ports import SentenceModel
from services.rankers.choose import newest_ranker
from services.rankers.verdicts import TRAIN_KIND, Tally, last_verdicts
from services.shortlist.statistics import tools_of
from services.tasks.kinds import START, Done, Effect, Kind
from services.tasks.work import Work

if TYPE_CHECKING:
    from services.learning.judged import JudgedResume
    from services.matching.learned import Judged
    from services.matching.tools import MatchTools

FEWEST_COMPARED = 5
"""Verdicts of either kind on what was compared below which meaning has no weight, as it slows searches."""

MOST_KEPT = 20
"""The newest outcomes of training that are kept: what older ones scored is scored again by the newest."""


@dataclass(frozen=True, eq=False)
class Said:
    """Resumes with verdicts on postings, and the tools that scored them."""

    judged: "tuple[JudgedResume, ...]"
    tools: "MatchTools"


@dataclass(frozen=True)
class Learnt:
    """The weights that verdicts led to, and how many there were of either kind.

    ``with_meaning`` are those for where a sentence model reads, None where the verdicts tell nothing of it.
    ``preferences`` are by row key of the resume they were told for.
    """

    weights: Weights
    tally: Tally
    with_meaning: Weights | None = None
    preferences: Mapping[int, Preferences] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Weights, ...]:
        """Return the weights without meaning, and those with it if there are any."""
        return (self.weights,) if self.with_meaning is None else (self.weights, self.with_meaning)

    @property
    def preferences_version(self) -> str:
        """Return a digest of the preferences, empty without any."""
        told = sorted(self.preferences.items())
        return digest([[key, to_record(one)] for key, one in told]) if told else ""

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the names of what was learnt, without meaning and with it."""
        return tuple(own_version(weights, self.preferences_version) for weights in self.all)


def training_kind(load_tools: "Callable[[], MatchTools]", sentences: Callable[[], SentenceModel]) -> Kind:
    """Return the kind ``ranker.train``, whose subject is the account; it belongs on the cpu pool."""

    def start(work: Work) -> Effect:
        with work.reading() as session:
            said = gather(session, load_tools(), sentences)
        try:
            learnt = learn(said)
        except Conflict:  # all verdicts of one kind are one person's: the ranker's state says so
            return lambda _session: Done()

        def effect(session: Session) -> Done:
            store(session, work.account_id, learnt)
            return Done()

        return effect

    return Kind(name=TRAIN_KIND, steps={START: start})


def gather(session: Session, tools: "MatchTools", sentences: Callable[[], SentenceModel]) -> Said:
    """Read what the account has said of postings, and how these score today.

    Likeness in meaning is told where it is known; no text is read for it.
    """
    from services.learning.judged import judged_resumes
    from services.meaning.known import model_name

    tools = tools_of(session, tools)
    judged = judged_resumes(session, last_verdicts(session), tools, model_name(sentences))
    return Said(tuple(judged), tools)


def learn(said: Said) -> Learnt:
    """Return what an account's verdicts make of the default weights; Conflict where nobody told both kinds.

    Meaning gets a weight of its own from verdicts on what was compared by it, if those alone are enough.
    Preferences are learnt for each resume of which enough was said, its versions together.
    """
    from services.learning.versions import preferences_by_resume
    from services.matching.learned import adapt

    rows = [row for one in said.judged for row in one.rows.values()]
    counted = _tally(rows)
    start = Weights()
    told = _tally([row for row in rows if row.semantic is not None])
    compared = min(told.liked, told.disliked) >= FEWEST_COMPARED
    full = adapt(rows, start, meaning=True) if compared else start
    weights = adapt(rows, start)
    preferences = preferences_by_resume(said.judged, weights, said.tools.rarity)
    if not preferences:
        raise Conflict(f"there are {counted}; until then the shipped ranker is used")
    return Learnt(weights, counted, full if full.semantic else None, preferences)


def store(session: Session, account_id: int, learnt: Learnt) -> None:
    """Put what was learnt in force; what led to the very same as before adds nothing."""
    held = [newest_ranker(session, meaning=meaning) for meaning in (False, True)]
    if [row and row.version for row in held] == [learnt.versions[0], learnt.versions[-1]]:
        for row in filter(None, held):
            row.liked, row.disliked = learnt.tally.liked, learnt.tally.disliked
        return
    for weights, version in zip(learnt.all, learnt.versions, strict=True):
        session.add(_row(account_id, learnt, weights, version))
        session.flush()  # with meaning comes last: the newest is in force where a model reads
    _store_preferences(session, account_id, learnt)
    _forget_oldest(session)


def _row(account_id: int, learnt: Learnt, weights: Weights, version: str) -> LearnedRanker:
    return LearnedRanker(
        account_id=account_id,
        version=version,
        formula=FORMULA,
        weights=to_record(weights),
        preferences=learnt.preferences_version,
        liked=learnt.tally.liked,
        disliked=learnt.tally.disliked,
    )


def _store_preferences(session: Session, account_id: int, learnt: Learnt) -> None:
    shared = {"account_id": account_id, "version": learnt.preferences_version}
    rows = [shared | {"resume_id": key, "profile": to_record(one)} for key, one in learnt.preferences.items()]
    if rows:  # two trainings at once come to the same
        session.execute(insert(LearnedPreferences).on_conflict_do_nothing(), rows)


def _forget_oldest(session: Session) -> None:
    newest = select(LearnedRanker.id).order_by(LearnedRanker.id.desc()).limit(MOST_KEPT)
    session.execute(delete(LearnedRanker).where(LearnedRanker.id.not_in(newest)))
    named = select(LearnedRanker.preferences)
    session.execute(delete(LearnedPreferences).where(LearnedPreferences.version.not_in(named)))


def _tally(rows: "Iterable[Judged]") -> Tally:
    grades = [row.grade for row in rows]
    liked = sum(grade > 0 for grade in grades)
    return Tally(liked, len(grades) - liked)
