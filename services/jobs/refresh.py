"""Read stored postings again: because somebody asks, and daily for those that people are matched with."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from domain.problems import Conflict
from domain.sources import PostingGone
from models.account import Account
from models.posting import Posting
from models.search import Match
from models.sessions import SYSTEM, Sessions, act_as
from models.task import Task
from services.jobs.registry import SourceRegistry
from services.jobs.store import close_posting, find_posting, save_posting
from services.tasks.kinds import START, Done, Effect, Kind, Outcome, ResultRef
from services.tasks.leases import OPEN
from services.tasks.periodic import take_slot
from services.tasks.submit import submit
from services.tasks.work import Work

KIND = "posting.refresh"

DAILY = 20
"""Most postings an account reads again a day by itself: a small part of any source's budget."""

RECENT = timedelta(days=14)
GOOD_SCORE = 60.0
_OLD = timedelta(hours=24)


def refresh_kind(sources: SourceRegistry) -> Kind:
    """Return the kind ``posting.refresh``, whose subject is the posting; it belongs on the io pool."""

    def start(work: Work) -> Effect:
        with work.reading() as session:
            row = find_posting(session, work.subject_id)
            source, external_id = row.source, row.external_id
        try:
            posting = sources.for_account(work.account_id).get(source).fetch(external_id)
        except PostingGone:
            return _done(work, lambda session: close_posting(session, source, external_id, datetime.now(UTC)))
        return _done(work, lambda session: save_posting(session, work.account_id, posting, datetime.now(UTC)))

    return Kind(name=KIND, steps={START: start})


def _done(work: Work, write: Callable[[Session], object]) -> Effect:
    def effect(session: Session) -> Outcome:
        write(session)
        return Done(result=ResultRef("posting", work.subject_id))

    return effect


def request_refresh(
    session: Session, key: int, sources: SourceRegistry, request_id: str | None
) -> tuple[Posting, Task]:
    """Promise to read a posting again, once however often it is asked for.

    Raise NotFound for any other id, Conflict for a posting that came from no source that can be asked again.
    """
    posting = find_posting(session, key)
    if posting.source not in sources.names():
        raise Conflict(
            f"this posting was not fetched but given ({posting.source}); import it again to renew it"
        )
    return posting, _promise(session, posting, request_id)


def refresh_matched(sessions: Sessions, sources: SourceRegistry, now: datetime) -> int:
    """Promise to read again what each account's good matches are about; return how many were promised.

    Once a day whoever rings: the best matches of two weeks whose posting is older than a day.
    """
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        accounts = session.scalars(select(Account.id)).all() if _is_due(session, now) else []
    return sum(_refresh_account(sessions, account, sources, now) for account in accounts)


def _is_due(session: Session, now: datetime) -> bool:
    return take_slot(session, KIND, now=now, every=timedelta(days=1))


def _refresh_account(sessions: Sessions, account: int, sources: SourceRegistry, now: datetime) -> int:
    with sessions.begin() as session:
        act_as(session, account)
        keys = session.scalars(_worth_reading(sources.names(), now)).all()
        for key in keys:
            _promise(session, session.get_one(Posting, key), None)
    return len(keys)


def _worth_reading(sources: list[str], now: datetime) -> Select[int]:
    wanted = or_(Match.score >= GOOD_SCORE, Match.verdict.in_(("relevant", "applied")))
    return (
        select(Posting.id)
        .join(Match, Match.posting_id == Posting.id)
        .where(Match.created_at > now - RECENT, wanted)
        .where(Posting.source.in_(sources), Posting.closed_at.is_(None), Posting.fetched_at < now - _OLD)
        .group_by(Posting.id)
        .order_by(func.max(Match.score).desc(), Posting.id)
        .limit(DAILY)
    )


def _promise(session: Session, posting: Posting, request_id: str | None) -> Task:
    open_one = select(Task).where(Task.kind == KIND, Task.subject_id == posting.id, Task.status.in_(OPEN))
    return session.scalar(open_one.limit(1)) or submit(
        session, account_id=posting.account_id, kind=KIND, subject_id=posting.id, request_id=request_id
    )
