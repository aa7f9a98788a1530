"""``/api/matches``: the history of all matches."""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from services.searches.find import HistoryFilter, find_match, judge_match, match_history
from web import paging
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.matches import FeedbackSchema, HistoryArgsSchema, MatchPageSchema, MatchSchema
from web.shapes.searches import shown_match
from web.unit_of_work import protect

blueprint = protect(ApiBlueprint("matches", __name__, url_prefix="/api/matches", description="Matches"))


@blueprint.route("/history")
class History(MethodView):
    """Matches of all searches."""

    @blueprint.arguments(HistoryArgsSchema, location="query")
    @blueprint.response(200, MatchPageSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List matches of all searches, newest first."""
        wanted = HistoryFilter(args["resume_id"], args["min_score"], args["since"])
        before, now = paging.decode(args["cursor"]), dependencies().now()
        rows = match_history(session(), wanted, limit=args["limit"] + 1, before=before)
        return paging.page(rows, args["limit"], lambda row: row[0].id, lambda row: shown_match(row, now))


@blueprint.route("/<match_id>")
class OneMatch(MethodView):
    """One match."""

    @blueprint.response(200, MatchSchema)
    def get(self, match_id: str) -> dict[str, Any]:
        """Return a match with its whole explanation."""
        found = find_match(session(), row_id("match", match_id))
        return shown_match(found, dependencies().now())


@blueprint.route("/<match_id>/feedback")
class Feedback(MethodView):
    """What a person thinks of a match."""

    @blueprint.arguments(FeedbackSchema)
    @blueprint.response(200, MatchSchema)
    def post(self, args: dict[str, Any], match_id: str) -> dict[str, Any]:
        """Judge a match; the account's learned ranker learns from it (`GET /api/ranker`)."""
        now = dependencies().now()
        return shown_match(judge_match(session(), row_id("match", match_id), args["verdict"], now), now)
