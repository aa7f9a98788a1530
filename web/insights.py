"""``/api/insights``, and the questions about one match: what if, and why not higher.

Services are imported when they are asked: taxonomy and numpy take 80 MB that most processes never need.
"""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from domain.records import to_record
from services.insights.market import view_market
from services.insights.trend import Point, score_trend
from web import paging
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.insights import (
    AdviceSchema,
    GapArgsSchema,
    MarketArgsSchema,
    MarketSchema,
    RescoreArgsSchema,
    RescoredSchema,
    SkillGapSchema,
    TrendPageSchema,
    WhatIfSchema,
    WishSchema,
)
from web.schemas.paging import PageArgsSchema
from web.unit_of_work import protect
from web.weights import read_weights

blueprint = protect(ApiBlueprint("insights", __name__, url_prefix="/api", description="Insights"))


@blueprint.route("/matches/<match_id>/what-if")
class WhatIf(MethodView):
    """A match as it might be."""

    @blueprint.arguments(WishSchema)
    @blueprint.response(200, WhatIfSchema)
    def post(self, args: dict[str, Any], match_id: str) -> dict[str, Any]:
        """Score a match again with skills or years that the resume does not have; nothing is stored."""
        from services.insights.answer import Wish, imagine_match
        from services.insights.tools import load_insight_tools

        wish = Wish(tuple(args["skills"]), args["years"])
        found = imagine_match(session(), row_id("match", match_id), wish, load_insight_tools())
        return {
            "before": found.comparison.before,
            "score": found.comparison.after,
            "difference": round(found.comparison.after - found.comparison.before, 1),
            "skills": found.skills,
            "years": wish.years,
            "unknown_skills": found.unknown,
            "breakdown": to_record(found.comparison.breakdown),
            "note": found.note,
        }


@blueprint.route("/matches/<match_id>/rescore")
class Rescore(MethodView):
    """A match as of today."""

    @blueprint.arguments(RescoreArgsSchema)
    @blueprint.response(200, RescoredSchema)
    def post(self, args: dict[str, Any], match_id: str) -> dict[str, Any]:
        """Score a match again with today's formula, counts and readings, or other weights; nothing is stored.

        ``outdated`` says whether the stored match was scored with others: search again to store new ones.
        """
        from services.insights.answer import Asked, rescore
        from services.insights.tools import load_insight_tools
        from services.matching.explanation import score_of

        asked = Asked(args["ranker"], read_weights(args["weights"]))
        found = rescore(session(), row_id("match", match_id), asked, load_insight_tools())
        return {
            "before": float(found.match.score),
            "score": score_of(found.breakdown),
            "outdated": found.outdated,
            "algorithm": found.algorithm,
            "statistics": found.statistics,
            "breakdown": to_record(found.breakdown),
        }


@blueprint.route("/matches/<match_id>/why-not-higher")
class WhyNotHigher(MethodView):
    """What would raise a match's score."""

    @blueprint.response(200, AdviceSchema)
    def get(self, match_id: str) -> Any:
        """Return what would raise a match's score, the strongest first, each found by scoring again."""
        from services.insights.answer import advise
        from services.insights.tools import load_insight_tools

        return advise(session(), row_id("match", match_id), load_insight_tools())


@blueprint.route("/insights/skill-gap")
class SkillGapView(MethodView):
    """Skills worth learning."""

    @blueprint.arguments(GapArgsSchema, location="query")
    @blueprint.response(200, SkillGapSchema)
    def get(self, args: dict[str, Any]) -> Any:
        """Return which missing skills would lift how many stored postings past a score.

        Where the account's weights have meaning in them, `compared` postings have their stored likeness in
        their score; it is held as it is.
        """
        from services.insights.gap_answer import GapMeans, Goal, gap_of
        from services.insights.tools import load_insight_tools

        goal = Goal(args["resume_id"], args["min_score"], args["limit"])
        means = GapMeans(dependencies().retrieval(), dependencies().sentences)
        return gap_of(session(), goal, means, load_insight_tools())


@blueprint.route("/insights/market")
class MarketView(MethodView):
    """Skills in demand and what they pay."""

    @blueprint.arguments(MarketArgsSchema, location="query")
    @blueprint.response(200, MarketSchema)
    def get(self, args: dict[str, Any]) -> Any:
        """Return which skills the postings of a search, or all that are open, ask for and what they pay."""
        return view_market(session(), args["search_id"], most=args["limit"])


@blueprint.route("/jobs/<job_id>/trend")
class Trend(MethodView):
    """A posting's scores over time."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, TrendPageSchema)
    def get(self, args: dict[str, Any], job_id: str) -> dict[str, Any]:
        """List a posting's scores, newest first: a re-run and a new version of a resume keep the old ones."""
        before, posting = paging.decode(args["cursor"]), row_id("posting", job_id)
        rows = score_trend(session(), posting, limit=args["limit"] + 1, before=before)
        return paging.page(rows, args["limit"], lambda row: row[0].id, _point)


def _point(row: Point) -> dict[str, Any]:
    match, label = row
    return {
        "match_id": match.id,
        "search_id": match.search_id,
        "resume_id": match.resume_id,
        "resume_label": label,
        "score": float(match.score),
        "algorithm": match.algorithm,
        "created_at": match.created_at,
    }
