"""Stored postings ranked, for one resume or several, in the contract's form."""

from typing import TYPE_CHECKING, Any

from domain.records import to_record
from web.dependencies import dependencies
from web.shapes.jobs import shown_job_summary

if TYPE_CHECKING:
    from services.matching.scoring import Scores
    from services.shortlist.many import Rankings
    from services.shortlist.match import Ranking

_STEPS = 10_000


def shown_ranking(ranking: "Ranking", resume_id: int) -> dict[str, Any]:
    """Return one resume's best postings with their explanations."""
    now = dependencies().now()
    items = [
        {
            "job": shown_job_summary(posting, now),
            "resume_id": resume_id,
            "score": match.score,
            "breakdown": to_record(match.breakdown),
            "requirements": to_record(match.requirements),
            "summary": match.summary,
            "algorithm": match.algorithm,
        }
        for match, posting in ranking.best
    ]
    return {"items": items, "compared": ranking.compared, **_how(ranking)}


def shown_rankings(rankings: "Rankings") -> dict[str, Any]:
    """Return every resume with its best postings, best first; those deleted a moment ago are left out."""
    items = [
        {"resume_id": key, "matches": _matches(scores, rankings)} for key, scores in rankings.best.items()
    ]
    return {"items": items, **_how(rankings)}


def _how(ranking: "Ranking | Rankings") -> dict[str, Any]:
    """Return how many were scored, by which counts, and how they were weighed."""
    return {
        "scored": ranking.scored,
        "statistics": ranking.statistics,
        "weights": to_record(ranking.weighing.weights),
        "ranker": ranking.weighing.ranker,
        "ranker_version": ranking.weighing.version,
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
