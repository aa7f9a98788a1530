"""``/api/resumes/{id}/matches``: a resume against everything the account has stored.

Scoring is imported when it is asked for: taxonomy and numpy take 80 MB that most processes never need.
"""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from domain.records import to_record
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.stored_matches import StoredMatchArgsSchema, StoredMatchesSchema
from web.shapes.jobs import shown_job_summary
from web.unit_of_work import protect
from web.weights import read_weights

blueprint = protect(
    ApiBlueprint("stored_matches", __name__, url_prefix="/api/resumes", description="Stored postings, ranked")
)


@blueprint.route("/<resume_id>/matches")
class StoredMatches(MethodView):
    """The best stored postings for one resume."""

    @blueprint.arguments(StoredMatchArgsSchema, location="query")
    @blueprint.response(200, StoredMatchesSchema)
    def get(self, args: dict[str, Any], resume_id: str) -> dict[str, Any]:
        """Score a resume against every stored posting that is open, and explain the best."""
        from services.matching.loading import load_match_tools
        from services.shortlist.match import Ask, Means, match_stored

        key, shared = row_id("resume", resume_id), dependencies()
        ask = Ask(key, read_weights(args["weights"]), args["limit"], args["min_score"], args["ranker"])
        means = Means(shared.retrieval(), load_match_tools(), shared.sentences)
        ranking = match_stored(session(), ask, means)
        items = [
            {
                "job": shown_job_summary(posting, shared.now()),
                "resume_id": key,
                "score": match.score,
                "breakdown": to_record(match.breakdown),
                "summary": match.summary,
                "algorithm": match.algorithm,
            }
            for match, posting in ranking.best
        ]
        return {
            "items": items,
            "scored": ranking.scored,
            "statistics": ranking.statistics,
            "weights": to_record(ranking.weighing.weights),
            "ranker": ranking.weighing.ranker,
            "ranker_version": ranking.weighing.version,
            "compared": ranking.compared,
        }
