"""End a search: matches, features, outcome and announcement in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, insert
from sqlalchemy.orm import Session

from domain.codes import TaskStatus
from domain.matches import ScoredPosting
from domain.problems import Problem
from domain.records import from_record, to_record
from domain.searches import Weighing
from models.holding import hold
from models.posting import Posting
from models.search import Match, Search
from services.jobs.health import Answered, record_answers
from services.notify.events import announce
from services.searches.find import find_search
from services.searches.links import link_postings
from services.searches.outcomes import SourceOutcome, overall, with_details
from services.searches.read import Reading, store_readings
from services.tasks.kinds import Done, Failed, ResultRef
from services.tasks.work import PartResult, Work

if TYPE_CHECKING:
    from services.meaning.stored import Meanings

NO_SOURCE = Problem("no_source_answered", "No job source could be searched")


@dataclass(frozen=True)
class Result:
    """What scoring came to. ``readings`` holds those that were not stored yet, by posting.

    Where meaning counts, ``compared`` is how many postings were compared by it, ``meanings`` what was read.
    ``weighing`` is how they were weighed.
    """

    matches: list[ScoredPosting]
    readings: dict[int, Reading]
    features_version: str
    filtered: int
    duplicates: int
    compared: int | None = None
    meanings: "Meanings | None" = None
    weighing: Weighing = Weighing()


@dataclass(frozen=True)
class Found:
    """How fetching went: all parts, and by row key those failed ones that an older reading stands in for."""

    parts: tuple[PartResult, ...]
    stale: Mapping[int, PartResult]


def finish(session: Session, work: Work, found: Found, result: Result) -> Done | Failed:
    """Write everything, and say how the search ended: a source's error is never an empty result."""
    search = find_search(session, work.subject_id)
    outcomes = [_with_parts(outcome, found) for outcome in from_record(search.sources, list[SourceOutcome])]
    search.sources = to_record(outcomes)
    _remember_health(session, search, outcomes)
    status = overall(outcomes)
    if status is TaskStatus.FAILED:
        return Failed(_why(outcomes))
    link_postings(session, search, {key: part.payload["rank"] for key, part in found.stale.items()})
    store_readings(session, search.account_id, result.readings.items(), result.features_version)
    matches = _still_there(session, result.matches)
    _store_matches(session, search, matches)
    _store_meanings(session, search, result)
    search.counts = search.counts | {
        "matched": len(matches),
        "filtered": search.counts.get("filtered", 0) + result.filtered,
        "duplicates": search.counts.get("duplicates", 0) + result.duplicates,
    }
    _note_weighing(search, result.weighing)
    if result.compared is not None:
        search.counts = search.counts | {"compared": result.compared}
    search.status, search.finished_at = status, session.scalar(func.now().select())
    announce(session, search.account_id, "search.completed", ("search", search.id))
    return Done(status, ResultRef("search", search.id))


def _note_weighing(search: Search, weighing: Weighing) -> None:
    """Say how the matches were weighed where that is not as was asked; no other question finds them."""
    if search.ranker_version != weighing.version:
        search.weights, search.ranker_version = to_record(weighing.weights), weighing.version
        search.digest = b""


def fail(session: Session, work: Work, problem: Problem) -> None:
    """Store that a search failed, beside its task's failure."""
    search = find_search(session, work.subject_id)
    search.status, search.error = TaskStatus.FAILED, to_record(problem)
    search.finished_at = session.scalar(func.now().select())
    announce(session, search.account_id, "search.failed", ("search", search.id))


def _with_parts(outcome: SourceOutcome, found: Found) -> SourceOutcome:
    own = [part for part in found.parts if part.payload["source"] == outcome.source]
    stored = sum(part.outcome is not None and part.outcome["posting_id"] is not None for part in own)
    errors = [to_record(part.error) for part in own if part.error is not None]
    stale = sum(part.payload["source"] == outcome.source for part in found.stale.values())
    counted = replace(outcome, cached=outcome.cached + stale, stale=outcome.stale or stale > 0)
    return with_details(counted, counted.fetched + counted.cached + stored, errors)


def _remember_health(session: Session, search: Search, outcomes: list[SourceOutcome]) -> None:
    answers = [Answered(outcome.source, outcome.status, outcome.error) for outcome in outcomes]
    record_answers(session, search.account_id, answers, datetime.now(UTC))


def _why(outcomes: list[SourceOutcome]) -> Problem:
    reasons = [f"{outcome.source}: {(outcome.error or {}).get('title', '')}" for outcome in outcomes]
    return Problem(NO_SOURCE.code, NO_SOURCE.title, "; ".join(reasons) or "no source is set up")


def _store_meanings(session: Session, search: Search, result: Result) -> None:
    if result.meanings is not None:
        from services.meaning.stored import store_meanings

        store_meanings(session, search.account_id, search.resume_id, result.meanings)


def _still_there(session: Session, matches: list[ScoredPosting]) -> list[ScoredPosting]:
    """Return the matches whose postings were not deleted meanwhile; they then stay until the commit."""
    there = hold(session, Posting, [match.posting_id for match in matches])
    return [match for match in matches if match.posting_id in there]


def _store_matches(session: Session, search: Search, matches: list[ScoredPosting]) -> None:
    rows = [
        {
            "account_id": search.account_id,
            "search_id": search.id,
            "resume_id": search.resume_id,
            "posting_id": match.posting_id,
            "position": position,
            "score": match.score,
            "breakdown": to_record(match.breakdown),
            "requirements": to_record(match.requirements),
            "summary": match.summary,
            "algorithm": match.algorithm,
            "statistics": match.statistics,
        }
        for position, match in enumerate(matches)
    ]
    if rows:
        session.execute(insert(Match), rows)
