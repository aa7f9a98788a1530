"""``POST /api/jobs`` and ``/api/jobs/import``: postings that users bring themselves."""

from dataclasses import asdict
from typing import Any

from flask.views import MethodView
from werkzeug.exceptions import RequestEntityTooLarge

from domain.codes import JobType
from services.jobs.offers import find_offer
from services.jobs.uploads.store import FileReport, add_posting, import_file
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.schemas.job_imports import ImportedSchema, ImportFilesSchema, PastedJobSchema
from web.schemas.jobs import JobSchema
from web.shapes.jobs import shown_job
from web.unit_of_work import account_id, protect

blueprint = protect(
    ApiBlueprint("job_imports", __name__, url_prefix="/api/jobs", description="Postings of one's own")
)


@blueprint.route("")
class PastedJobs(MethodView):
    """Single postings."""

    @blueprint.arguments(PastedJobSchema)
    @blueprint.response(201, JobSchema)
    def post(self, args: dict[str, Any]) -> dict[str, Any]:
        """Store one posting by its text, such as one copied from a page that no source reads."""
        now = dependencies().now()
        given = {**args, "job_type": _employment_type(args.get("job_type"))}
        row = add_posting(session(), account_id(), given, now)
        return shown_job(*find_offer(session(), row.id), now)


@blueprint.route("/import")
class JobImports(MethodView):
    """Files of postings."""

    @blueprint.arguments(ImportFilesSchema, location="files")
    @blueprint.response(200, ImportedSchema)
    @blueprint.alt_response(413, description="Larger than the limit")
    def post(self, files: dict[str, Any]) -> dict[str, Any]:
        """Store the postings of a file; rows that cannot be read come back with their line and reason."""
        content = files["file"].read()
        if len(content) > dependencies().config.max_upload_bytes:
            raise RequestEntityTooLarge
        return _shown(import_file(session(), account_id(), content, dependencies().now()))


def _employment_type(letter: str | None) -> str | None:
    return JobType(letter).employment_type if letter else None


def _shown(report: FileReport) -> dict[str, Any]:
    return {
        "created": report.stored.added,
        "updated": report.stored.renewed,
        "repeated": report.repeated,
        "rejected": len(report.problems),
        "problems": [asdict(problem) for problem in report.problems],
    }
