"""``/api/jobs``: stored postings."""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from services.jobs.offers import find_offer
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.jobs import JobSchema
from web.shapes.jobs import shown_job
from web.unit_of_work import protect

blueprint = protect(ApiBlueprint("jobs", __name__, url_prefix="/api/jobs", description="Job postings"))


@blueprint.route("/<job_id>")
class OneJob(MethodView):
    """One posting."""

    @blueprint.response(200, JobSchema)
    def get(self, job_id: str) -> dict[str, Any]:
        """Return a posting with everything read from it."""
        row, offer = find_offer(session(), row_id("posting", job_id))
        return shown_job(row, offer, dependencies().now())
