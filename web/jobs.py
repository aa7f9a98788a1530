"""``/api/jobs``: stored postings."""

from typing import Any

from flask.views import MethodView

from domain.public_ids import row_id
from services.jobs.offers import find_offer
from services.jobs.refresh import request_refresh
from services.jobs.search import search_postings
from services.jobs.tone import read_tone_detail
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.requests import request_id
from web.schemas.job_list import JobListArgsSchema, JobListSchema
from web.schemas.jobs import JobAcceptedSchema, JobSchema, ToneDetailSchema
from web.shapes.job_list import asked_question, shown_listing
from web.shapes.jobs import shown_job, shown_job_summary, shown_tone
from web.shapes.tasks import accepted, shown_task
from web.unit_of_work import account_id, protect

blueprint = protect(ApiBlueprint("jobs", __name__, url_prefix="/api/jobs", description="Job postings"))


@blueprint.route("")
class Jobs(MethodView):
    """The stored postings."""

    @blueprint.arguments(JobListArgsSchema, location="query")
    @blueprint.response(200, JobListSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """Search the stored postings: web-search syntax, filters, and how many each filter's values leave.

        Sorted by relevance where ``q`` is given, else by date. What a posting does not state fails a filter
        unless ``include_unknown``; an unknown salary passes ``min_salary`` unless ``salary_required``.
        Closed and expired postings and repeats of an offer are left out unless asked for.
        """
        question, now = asked_question(args), dependencies().now()
        return shown_listing(search_postings(session(), account_id(), question, now), question, now)


@blueprint.route("/<job_id>")
class OneJob(MethodView):
    """One posting."""

    @blueprint.response(200, JobSchema)
    def get(self, job_id: str) -> dict[str, Any]:
        """Return a posting with everything read from it."""
        row, offer = find_offer(session(), row_id("posting", job_id))
        return shown_job(row, offer, dependencies().now())


@blueprint.route("/<job_id>/tone")
class JobTone(MethodView):
    """How one posting speaks."""

    @blueprint.response(200, ToneDetailSchema)
    def get(self, job_id: str) -> dict[str, Any]:
        """Return a posting's signals, and its sentences that are not neutral (English ones only).

        The sentences' sentiment is a detail to look at: neither ``sentiment`` nor any score reads it.
        """
        return shown_tone(*read_tone_detail(session(), row_id("posting", job_id)))


@blueprint.route("/<job_id>/refresh")
class JobRefresh(MethodView):
    """Another reading of a posting."""

    @blueprint.response(202, JobAcceptedSchema)
    def post(self, job_id: str) -> Any:
        """Ask the source for a posting again: what has changed is stored, one that is gone is closed."""
        key, known = row_id("posting", job_id), dependencies()
        posting, task = request_refresh(session(), key, known.sources, request_id())
        shown = {"job": shown_job_summary(posting, known.now()), "task": shown_task(task)}
        return shown, 202, accepted(task)
