"""``/api/resumes/{id}/matches`` and ``/api/matches/best``: resumes against everything the account has stored.

Scoring is imported when it is asked for: taxonomy and numpy take 80 MB that most processes never need.
"""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.stored_matches import (
    BestMatchArgsSchema,
    BestMatchesSchema,
    StoredMatchArgsSchema,
    StoredMatchesSchema,
)
from web.shapes.job_list import asked_filters, asked_words
from web.shapes.rankings import shown_ranking, shown_rankings
from web.unit_of_work import account_id, protect
from web.weights import read_weights

blueprint = protect(
    ApiBlueprint("stored_matches", __name__, url_prefix="/api", description="Stored postings, ranked")
)


@blueprint.route("/resumes/<resume_id>/matches")
class StoredMatches(MethodView):
    """The best stored postings for one resume."""

    @blueprint.arguments(StoredMatchArgsSchema, location="query")
    @blueprint.response(200, StoredMatchesSchema)
    def get(self, args: dict[str, Any], resume_id: str) -> dict[str, Any]:
        """Score a resume against the stored postings, and explain the best.

        Words and filters choose postings as in the list of postings; without any, all that are open.
        """
        from services.matching.loading import load_match_tools
        from services.shortlist.chosen import Choice
        from services.shortlist.match import Ask, Means, match_stored

        key, shared = row_id("resume", resume_id), dependencies()
        choice = Choice(shared.now(), asked_words(args), asked_filters(args))
        ask = Ask(
            key, choice, read_weights(args["weights"]), args["limit"], args["min_score"], args["ranker"]
        )
        means = Means(shared.retrieval(), load_match_tools(), shared.sentences)
        return shown_ranking(match_stored(session(), ask, means), key)


@blueprint.route("/matches/best")
class BestMatches(MethodView):
    """The best stored postings for several resumes."""

    @blueprint.arguments(BestMatchArgsSchema, location="query")
    @blueprint.response(200, BestMatchesSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """Score resumes against every stored posting that is open, without explanations.

        Without `resume_id` all that have been read. Matches of one are explained at
        `/api/resumes/{id}/matches`.
        """
        from services.matching.loading import load_match_tools
        from services.shortlist.many import AskMany, match_many

        resumes, weights = tuple(args["resume_id"]), read_weights(args["weights"])
        ask = AskMany(account_id(), resumes, weights, args["ranker"], args["limit"])
        return shown_rankings(match_many(session(), ask, dependencies().retrieval(), load_match_tools()))
