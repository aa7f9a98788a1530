"""How each source answered: gathered from the parts that asked it, pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from domain.codes import SourceStatus, TaskStatus
from domain.problems import Problem
from domain.records import to_record


@dataclass(frozen=True)
class SourceOutcome:
    """One source's part in one search, as the contract shows it."""

    source: str
    status: SourceStatus
    found: int = 0
    fetched: int = 0
    cached: int = 0
    error: dict[str, Any] | None = None
    stale: bool = False


@dataclass
class _Tally:
    good: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)


def from_pages(pages: Iterable[tuple[str, dict[str, Any] | None]]) -> dict[str, SourceOutcome]:
    """Judge sources by their search pages: ``(source, error or None)`` for each page asked."""
    tallies: dict[str, _Tally] = {}
    for source, error in pages:
        tally = tallies.setdefault(source, _Tally())
        if error is None:
            tally.good += 1
        else:
            tally.errors.append(error)
    return {name: SourceOutcome(name, _status(tally), error=_first(tally)) for name, tally in tallies.items()}


def skipped(source: str, problem: Problem) -> SourceOutcome:
    """Return the outcome of a source that is not set up, with the reason."""
    return SourceOutcome(source, SourceStatus.SKIPPED, error=to_record(problem))


def with_details(outcome: SourceOutcome, fetched: int, errors: list[dict[str, Any]]) -> SourceOutcome:
    """Add how fetching whole postings went: any failure makes the source partial."""
    if not errors:
        return replace(outcome, fetched=fetched)
    return replace(
        outcome,
        fetched=fetched,
        status=SourceStatus.PARTIAL if outcome.status is SourceStatus.OK else outcome.status,
        error=outcome.error or errors[0],
    )


def overall(outcomes: Iterable[SourceOutcome]) -> TaskStatus:
    """Judge the search: failed if no source gave anything, partial if any that was asked fell short."""
    statuses = [outcome.status for outcome in outcomes]
    answered = [status for status in statuses if status in (SourceStatus.OK, SourceStatus.PARTIAL)]
    if not answered:
        return TaskStatus.FAILED
    short = SourceStatus.PARTIAL in answered or SourceStatus.FAILED in statuses
    return TaskStatus.PARTIAL if short else TaskStatus.SUCCEEDED


def _status(tally: _Tally) -> SourceStatus:
    if not tally.errors:
        return SourceStatus.OK
    return SourceStatus.PARTIAL if tally.good else SourceStatus.FAILED


def _first(tally: _Tally) -> dict[str, Any] | None:
    return tally.errors[0] if tally.errors else None
