"""Remember how sources answered, and list how they stand: what works, what needs something, since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from domain.codes import SourceStatus
from domain.problems import Conflict, NotFound
from domain.sources import Capabilities, PacingStatus
from models.source_health import SourceHealth
from services.jobs.registry import SourceRegistry
from services.jobs.sources import KnowsStanding, Resumable

_COUNTED = (SourceStatus.OK, SourceStatus.PARTIAL, SourceStatus.FAILED)


@dataclass(frozen=True)
class Answered:
    """How a source answered one search."""

    source: str
    status: SourceStatus
    error: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class SourceReport:
    """A source as an account sees it: what it can do, how it stands now, how it answered before."""

    name: str
    capabilities: Capabilities
    standing: PacingStatus
    health: SourceHealth | None


def record_answers(session: Session, account_id: int, answers: Iterable[Answered], now: datetime) -> None:
    """Note how the sources of one search answered; those that were not asked leave no trace."""
    asked = sorted((a for a in answers if a.status in _COUNTED), key=lambda answer: answer.source)
    for answer in asked:
        _record(session, account_id, answer, now)


def list_sources(session: Session, sources: SourceRegistry) -> list[SourceReport]:
    """Return every source of this installation in the order in which they are asked."""
    stored = {row.source: row for row in session.scalars(select(SourceHealth))}
    return [_report(sources, name, stored.get(name)) for name in sources.names()]


def resume_source(sources: SourceRegistry, name: str, *, operator: bool) -> None:
    """Use a source again after a person has acted; NotFound for a name nobody knows.

    What the installation shares is an operator's to resume: a login that was refused is risked again for all
    accounts. Raise Forbidden for anybody else, Conflict for a source that never waits for a person.
    """
    if name not in sources.names():
        raise NotFound("no source has this name")
    source = sources.get(name)
    if not isinstance(source, Resumable):
        raise Conflict("this source never waits for a person")
    source.resume(shared=operator)


def count_answers(session: Session) -> Iterable[tuple[str, Mapping[str, int], datetime | None]]:
    """Return for every source its answers by status and its newest success, over all visible accounts."""
    sums = [func.sum(getattr(SourceHealth, f"{status}_count")).label(status.value) for status in _COUNTED]
    newest = func.max(SourceHealth.succeeded_at)
    for row in session.execute(select(SourceHealth.source, newest, *sums).group_by(SourceHealth.source)):
        yield (
            row[0],
            {status.value: int(count) for status, count in zip(_COUNTED, row[2:], strict=True)},
            row[1],
        )


def _record(session: Session, account_id: int, answer: Answered, now: datetime) -> None:
    good = answer.status is not SourceStatus.FAILED
    counted = f"{answer.status}_count"
    values = {
        "status": answer.status,
        "asked_at": now,
        **({"succeeded_at": now} if good else {}),
        **({"failed_at": now, "error": dict(answer.error)} if answer.error else {}),
    }
    statement = insert(SourceHealth).values(
        account_id=account_id, source=answer.source, **values, **{counted: 1}
    )
    renewed = {name: statement.excluded[name] for name in values}
    renewed[counted] = getattr(SourceHealth, counted) + 1
    session.execute(statement.on_conflict_do_update(index_elements=["account_id", "source"], set_=renewed))


def _report(sources: SourceRegistry, name: str, health: SourceHealth | None) -> SourceReport:
    source = sources.get(name)
    standing = source.standing() if isinstance(source, KnowsStanding) else PacingStatus()
    return SourceReport(name, source.capabilities, standing, health)
