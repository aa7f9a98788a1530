"""``/api/jobs``: stored postings."""

from typing import Any

from flask import Response
from flask.views import MethodView
from flask_smorest import Blueprint

from domain.public_ids import row_id
from services.jobs.store import find_posting
from web.database import session
from web.dependencies import dependencies
from web.etags import answer_with_etag
from web.schemas.jobs import JobSchema
from web.shapes.jobs import shown_job
from web.unit_of_work import protect

blueprint = protect(Blueprint("jobs", __name__, url_prefix="/api/jobs", description="Job postings"))


@blueprint.route("/<job_id>")
class OneJob(MethodView):
    """One posting."""

    @blueprint.response(200, JobSchema)
    def get(self, job_id: str) -> Response:
        """Return a posting with everything read from it."""
        row: Any = find_posting(session(), row_id("posting", job_id))
        return answer_with_etag(JobSchema().dumps(shown_job(row, dependencies().now())).encode())
