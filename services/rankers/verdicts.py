"""Verdicts on matches: keep one, count them, and promise to learn from them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from domain.codes import TaskStatus
from domain.problems import Conflict
from models.search import Match
from models.task import Task
from services.tasks.submit import submit

TRAIN_KIND = "ranker.train"

GRADES = {"applied": 2.0, "relevant": 1.0, "irrelevant": 0.0, "hidden": 0.0}
"""What a verdict is worth: an application says more than a liking."""

FEWEST_OF_EACH = 1
"""Verdicts of either kind for one resume below which nothing is learnt: one kind alone tells no preference.

Measured from three verdicts on, one of the other kind already ranks the rest no worse (decision 0016).
"""

MOST_VERDICTS = 1_000
"""The newest verdicts that are learnt from: all their pairs are compared."""

_PAUSE = timedelta(minutes=1)
"""Verdicts come in bursts: they are learnt from together."""


class Verdict(NamedTuple):
    """What a person last said about a posting for one resume."""

    resume_id: int
    posting_id: int
    verdict: str


@dataclass(frozen=True)
class Tally:
    """How many verdicts there are of either kind."""

    liked: int
    disliked: int

    @property
    def enough(self) -> bool:
        """Tell whether there may be anything to learn: whether they are of one person shows in learning."""
        return min(self.liked, self.disliked) >= FEWEST_OF_EACH

    def __str__(self) -> str:
        return (
            f"{self.liked} relevant and {self.disliked} irrelevant verdicts; at least {FEWEST_OF_EACH}"
            " of each for one resume, its versions counted together, are needed to learn from"
        )


def last_verdicts(session: Session) -> list[Verdict]:
    """Return what was last said about each pair of resume and posting, the newest :data:`MOST_VERDICTS`."""
    last = _last().subquery()
    newest = select(last.c.resume_id, last.c.posting_id, last.c.verdict).order_by(last.c.id.desc())
    return [Verdict(*row) for row in session.execute(newest.limit(MOST_VERDICTS))]


def note_verdict(session: Session, account_id: int, now: datetime) -> None:
    """Promise to learn in a minute, unless that is promised already or there is too little to learn from."""
    if _waiting(session, account_id) or not count_verdicts(session).enough:
        return
    submit(session, account_id=account_id, kind=TRAIN_KIND, subject_id=account_id, due_at=now + _PAUSE)


def promise_training(session: Session, account_id: int, request_id: str | None) -> Task:
    """Promise to learn now; Conflict where there is too little to learn from."""
    counted = count_verdicts(session)
    if not counted.enough:
        raise Conflict(f"there are {counted}; until then the shipped ranker is used")
    return submit(
        session, account_id=account_id, kind=TRAIN_KIND, subject_id=account_id, request_id=request_id
    )


def count_verdicts(session: Session) -> Tally:
    """Count the last verdicts of the session's account."""
    last = _last().subquery()
    counted = select(last.c.verdict, func.count()).group_by(last.c.verdict)
    found: dict[str, int] = dict(map(tuple, session.execute(counted)))
    return Tally(
        sum(count for verdict, count in found.items() if GRADES[verdict] > 0),
        sum(count for verdict, count in found.items() if GRADES[verdict] == 0),
    )


def _last() -> Select[int, int, int, str | None]:
    judged = select(Match.id, Match.resume_id, Match.posting_id, Match.verdict)
    return (
        judged.where(Match.verdict.is_not(None))
        .ext(distinct_on(Match.resume_id, Match.posting_id))
        .order_by(Match.resume_id, Match.posting_id, Match.id.desc())
    )


def _waiting(session: Session, account_id: int) -> bool:
    queued = select(Task.id).where(
        Task.account_id == account_id, Task.kind == TRAIN_KIND, Task.status == TaskStatus.QUEUED
    )
    return session.scalar(queued.limit(1)) is not None
