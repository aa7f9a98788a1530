"""Read postings that were stored without being searched for, such as imported ones: in the background."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from models.posting import Posting
from services.jobs.reading import READ_KIND
from services.jobs.store import posting_of
from services.searches.read import features_version, read_postings, store_readings
from services.tasks.kinds import START, Done, Effect, Kind, Later, Outcome
from services.tasks.work import Work

if TYPE_CHECKING:
    from services.searches.score import ScoringTools

AT_ONCE = 100
"""Postings that one try reads, in about a second; the task then makes room for others."""


def backlog_kind(load_tools: "Callable[[], ScoringTools]") -> Kind:
    """Return the kind ``postings.read``, whose subject is the account; it belongs on the cpu pool."""

    def start(work: Work) -> Effect:
        tools = load_tools()
        version = features_version(tools.features)
        with work.reading() as session:
            rows = session.scalars(_unread(version)).all()
            waiting = [(row.id, posting_of(row)) for row in rows]
        read = read_postings([posting for _, posting in waiting], tools.features)
        readings = [(key, reading) for (key, _), reading in zip(waiting, read, strict=True)]

        def effect(session: Session) -> Outcome:
            store_readings(session, work.account_id, readings, version)
            return Later(0) if len(readings) == AT_ONCE else Done()

        return effect

    return Kind(name=READ_KIND, steps={START: start})


def _unread(version: str) -> Select[Posting]:
    """Choose the newest open postings that have no features, or older ones."""
    return (
        select(Posting)
        .where(Posting.features_version.is_distinct_from(version), Posting.closed_at.is_(None))
        .options(defer(Posting.raw), defer(Posting.features), defer(Posting.description_html))
        .order_by(Posting.id.desc())
        .limit(AT_ONCE)
    )
