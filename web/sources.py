"""``/api/sources``: where postings come from, what each source needs, and how it fares."""

from typing import Any

from flask.views import MethodView

from services.jobs.companies import follow_companies, followed_companies
from services.jobs.health import list_sources, resume_source
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.sources import CompaniesSchema, SourceListSchema
from web.shapes.sources import shown_source
from web.unit_of_work import account_id, principal, protect

blueprint = protect(ApiBlueprint("sources", __name__, url_prefix="/api/sources", description="Job sources"))


@blueprint.route("")
class Sources(MethodView):
    """All sources of this installation."""

    @blueprint.response(200, SourceListSchema)
    def get(self) -> dict[str, Any]:
        """List the sources with what they need, their terms, and how they answered this account."""
        own = dependencies().sources.for_account(account_id())
        return {
            "items": [shown_source(report) for report in list_sources(session(), own)],
            "companies": followed_companies(session(), account_id()),
        }


@blueprint.route("/<name>/resume")
class Resumption(MethodView):
    """A person has acted."""

    @blueprint.response(204)
    def post(self, name: str) -> None:
        """Use a source that rests again, after confirming its login in a browser for instance.

        The account's own logins; that of the settings, which all accounts share, with the scope `operate`.
        """
        own = dependencies().sources.for_account(account_id())
        resume_source(own, name, operator=principal().operates)


@blueprint.route("/companies")
class FollowedCompanies(MethodView):
    """The companies whose boards every search reads."""

    @blueprint.response(200, CompaniesSchema)
    def get(self) -> dict[str, Any]:
        """List the companies that this account follows."""
        return {"companies": followed_companies(session(), account_id())}

    @blueprint.arguments(CompaniesSchema)
    @blueprint.response(200, CompaniesSchema)
    def put(self, args: dict[str, Any]) -> dict[str, Any]:
        """Replace the list; addresses of boards come back as ``system:name``."""
        return {"companies": follow_companies(session(), account_id(), args["companies"])}
