"""The best postings of several resumes in the contract's form."""

from typing import TYPE_CHECKING, Any

from domain.records import to_record
from web.dependencies import dependencies
from web.shapes.jobs import shown_job_summary

if TYPE_CHECKING:
    from services.matching.scoring import Scores
    from services.shortlist.many import Rankings

_STEPS = 10_000


def shown_rankings(rankings: "Rankings") -> dict[str, Any]:
    """Return every resume with its best postings, best first; those deleted a moment ago are left out."""
    items = [
        {"resume_id": key, "matches": _matches(scores, rankings)} for key, scores in rankings.best.items()
    ]
    return {
        "items": items,
        "scored": rankings.scored,
        "statistics": rankings.statistics,
        "weights": to_record(rankings.weighing.weights),
        "ranker": rankings.weighing.ranker,
        "ranker_version": rankings.weighing.version,
    }


def _matches(scores: "Scores", rankings: "Rankings") -> list[dict[str, Any]]:
    now = dependencies().now()
    return [
        {
            "job": shown_job_summary(rankings.postings[key], now),
            "score": float(scores.points[place]),
            "skills": int(scores.skills[place]) / _STEPS,
            "experience": int(scores.experience[place]) / _STEPS,
            "keywords": int(scores.keywords[place]) / _STEPS,
        }
        for place, key in enumerate(scores.ids.tolist())
        if key in rankings.postings
    ]
