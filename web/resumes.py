"""``/api/resumes``: upload, read, change and delete resumes."""

from typing import Any
from urllib.parse import quote

from flask import Response, json
from flask.views import MethodView
from werkzeug.exceptions import RequestEntityTooLarge

from domain.problems import NotFound
from domain.public_ids import row_id
from models.resume import Resume
from services.resumes.export import to_json_resume
from services.resumes.renewal import read_one_again
from services.resumes.store import (
    CACHE_SECONDS,
    Upload,
    accept_upload,
    cache_key,
    change_resume,
    delete_resume,
    find_resume,
    list_resumes,
    parsed_resume,
    resume_file,
)
from web import paging
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.requests import request_id
from web.schemas.paging import PageArgsSchema
from web.schemas.resumes import (
    ResumeAcceptedSchema,
    ResumeChangeSchema,
    ResumePageSchema,
    ResumeSchema,
    UploadFilesSchema,
    UploadFormSchema,
)
from web.shapes.resumes import shown_resume, shown_summary
from web.shapes.tasks import accepted, shown_task
from web.unit_of_work import account_id, protect

blueprint = protect(ApiBlueprint("resumes", __name__, url_prefix="/api/resumes", description="Resumes"))


@blueprint.route("/upload")
class Uploads(MethodView):
    """New resumes."""

    @blueprint.arguments(UploadFilesSchema, location="files")
    @blueprint.arguments(UploadFormSchema, location="form")
    @blueprint.response(202, ResumeAcceptedSchema)
    @blueprint.alt_response(413, description="Larger than the limit")
    @blueprint.alt_response(415, description="Not a format that can be read, judged by content")
    def post(self, files: dict[str, Any], form: dict[str, Any]) -> Any:
        """Upload a resume; it is read in the background."""
        content = files["file"].read()
        if len(content) > dependencies().config.max_upload_bytes:
            raise RequestEntityTooLarge
        upload = Upload(content, files["file"].filename or "", form["label"])
        resume, task = accept_upload(session(), account_id(), upload, request_id())
        return {"resume": shown_summary(resume), "task": shown_task(task)}, 202, accepted(task)


@blueprint.route("")
class Resumes(MethodView):
    """All resumes of the account."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, ResumePageSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List resumes, newest first."""
        rows = list_resumes(session(), limit=args["limit"] + 1, before=paging.decode(args["cursor"]))
        return paging.page(rows, args["limit"], lambda resume: resume.id, shown_summary)


@blueprint.route("/<resume_id>")
class OneResume(MethodView):
    """One resume."""

    @blueprint.response(200, ResumeSchema)
    def get(self, resume_id: str) -> Response:
        """Return a resume with everything read from it."""
        return Response(_shown(row_id("resume", resume_id)), mimetype="application/json")

    @blueprint.arguments(ResumeChangeSchema)
    @blueprint.response(200, ResumeSchema)
    def patch(self, changes: dict[str, Any], resume_id: str) -> dict[str, Any]:
        """Rename a resume, make it the default, or correct what was read."""
        key = row_id("resume", resume_id)
        return shown_resume(change_resume(session(), key, changes, dependencies().cache))

    @blueprint.response(204)
    def delete(self, resume_id: str) -> None:
        """Delete the file, its text, everything read from it, and its matches."""
        delete_resume(session(), row_id("resume", resume_id), dependencies().cache)


@blueprint.route("/<resume_id>/file")
class ResumeContent(MethodView):
    """The uploaded bytes."""

    @blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
    def get(self, resume_id: str) -> Response:
        """Return the file as it was uploaded, as an attachment."""
        resume, content = resume_file(session(), row_id("resume", resume_id))
        answer = Response(content, mimetype=resume.media_type)
        answer.headers["Content-Disposition"] = _attachment(resume)
        return answer


@blueprint.route("/<resume_id>/text")
class ResumeText(MethodView):
    """The text that spans point into."""

    @blueprint.response(200, {"type": "string"}, content_type="text/plain; charset=utf-8")
    def get(self, resume_id: str) -> Response:
        """Return the resume's text; 404 until it has been read."""
        resume = find_resume(session(), row_id("resume", resume_id))
        if resume.text is None:
            raise NotFound("this resume has not been read")
        return Response(resume.text, mimetype="text/plain")


@blueprint.route("/<resume_id>/reparse")
class ResumeReparse(MethodView):
    """Another reading of the same file."""

    @blueprint.response(202, ResumeAcceptedSchema)
    def post(self, resume_id: str) -> Any:
        """Read the stored file again, as after an upgrade; corrections stay, and so do matches."""
        key, cache = row_id("resume", resume_id), dependencies().cache
        resume, task = read_one_again(session(), key, cache, request_id())
        return {"resume": shown_summary(resume), "task": shown_task(task)}, 202, accepted(task)


@blueprint.route("/<resume_id>/export")
class ResumeExport(MethodView):
    """The resume in the open format."""

    @blueprint.response(200, {"type": "object"})
    def get(self, resume_id: str) -> Response:
        """Return the resume as JSON Resume 1.0."""
        resume = find_resume(session(), row_id("resume", resume_id))
        return Response(json.dumps(to_json_resume(parsed_resume(resume))), mimetype="application/json")


def _shown(key: int) -> bytes:
    """Return the resume's JSON, from the cache while nothing has changed."""
    cache, name = dependencies().cache, cache_key(account_id(), key)
    cached = cache.get(name)
    if cached is not None:
        return cached
    resume = find_resume(session(), key)
    body = ResumeSchema().dumps(shown_resume(resume)).encode()
    if resume.status in ("ready", "failed"):
        cache.put(name, body, CACHE_SECONDS, only_new=True)
    return body


def _attachment(resume: Resume) -> str:
    """Name the download twice: plain ASCII for old clients, UTF-8 for all others (RFC 6266)."""
    ascii_name = resume.filename.encode("ascii", "replace").decode().replace('"', "'").replace("\\", "_")
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(resume.filename, safe='')}"
