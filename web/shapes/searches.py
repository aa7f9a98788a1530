"""Searches and matches in the contract's form."""

from datetime import datetime
from typing import Any

from domain.codes import Ranker, Workplace
from models.search import Search
from services.matching.bands import band_of
from services.searches.find import Found
from web.problems import stored
from web.shapes.jobs import shown_job_summary


def shown_search(search: Search) -> dict[str, Any]:
    """Return a search; criteria come back in the codes in which they may be asked."""
    criteria = dict(search.criteria)
    criteria["remote"] = [Workplace(value).remote_code for value in criteria.get("remote", [])]
    return {
        "id": search.id,
        "status": search.status,
        "criteria": criteria,
        "weights": search.weights,
        "ranker": Ranker(search.ranker),
        "ranker_version": search.ranker_version,
        "resume_id": search.resume_id,
        "task_id": search.task_id,
        "error": stored(search.error),
        "created_at": search.created_at,
        "finished_at": search.finished_at,
        "sources": [outcome | {"error": stored(outcome["error"])} for outcome in search.sources],
        "counts": {"found": 0, "duplicates": 0, "filtered": 0, "matched": 0} | search.counts,
    }


def shown_match(found: Found, now: datetime) -> dict[str, Any]:
    """Return a match with its posting's summary."""
    match, posting = found
    return {
        "id": match.id,
        "job": shown_job_summary(posting, now),
        "resume_id": match.resume_id,
        "search_id": match.search_id,
        "score": float(match.score),
        "band": band_of(float(match.score)),
        "breakdown": match.breakdown,
        "requirements": match.requirements,
        "summary": match.summary,
        "created_at": match.created_at,
        "algorithm": match.algorithm,
        "statistics": match.statistics,
        "verdict": match.verdict,
    }
