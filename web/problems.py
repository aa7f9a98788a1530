"""Every error as RFC 9457 ``application/problem+json``: the one place that maps types to answers."""

import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, json, request
from flask_smorest import Api
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from domain.problems import Conflict, DomainError, Forbidden, Invalid, NotFound, Problem
from domain.sources import SourceError
from services.ports import RetrievalAbsent
from services.resumes.store import UnsupportedMedia
from web.schemas.problems import ProblemSchema

log = logging.getLogger(__name__)

STATUS = {
    NotFound: 404,
    Conflict: 409,
    UnsupportedMedia: 415,
    Invalid: 422,
    SourceError: 502,
    RetrievalAbsent: 503,
}
_BASE = "https://rolefit.example/problems/"


class Unauthorized(DomainError):
    """No key, or one that is not accepted."""

    code, title = "unauthorized", "A valid API key is needed"


class TooManyRequests(DomainError):
    """The caller's share of requests is used up."""

    code, title = "too_many_requests", "Too many requests"

    def __init__(self, detail: str, retry_after: int) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


STATUS |= {Unauthorized: 401, Forbidden: 403, TooManyRequests: 429}


class ProblemApi(Api):
    """Let flask-smorest document and answer errors the way we do."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer an HTTP error that Flask, webargs or smorest raised."""
        return _from_http(error)


def install(app: Flask) -> None:
    """Answer every error of this application as a problem."""
    app.register_error_handler(DomainError, _from_domain)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(OperationalError, unavailable)
    app.register_error_handler(PoolTimeout, unavailable)
    app.register_error_handler(Exception, _from_surprise)


def stored(problem: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a stored :class:`domain.problems.Problem` record in the form clients see."""
    if problem is None:
        return None
    shown = {key: value for key, value in problem.items() if value not in (None, "")}
    return {"type": _BASE + shown.get("code", "error")} | shown


def answer(problem: Problem, status: int, errors: dict[str, list[str]] | None = None) -> Response:
    """Return the problem as a response."""
    body: dict[str, Any] = {
        "type": _BASE + problem.code,
        "title": problem.title,
        "status": status,
        "detail": problem.detail,
        "code": problem.code,
        "instance": request.path,
        "request_id": g.get("request_id"),
    }
    if errors is not None:
        body["errors"] = errors
    response = Response(json.dumps(body), status, mimetype="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="rolefit"'
    return response


def _from_domain(error: DomainError) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
    errors = error.errors.messages if isinstance(error, Invalid) else None
    response = answer(error.as_problem(), status, errors)
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    title = HTTPStatus(status).phrase if status in {s.value for s in HTTPStatus} else "Error"
    code = title.lower().replace(" ", "_")
    data = getattr(error, "data", None) or {}
    errors = _field_messages(data.get("messages")) if status == HTTPStatus.UNPROCESSABLE_ENTITY else None
    detail = "Some values are not acceptable." if errors else (error.description or "")
    problem = answer(Problem(code, title, detail), status, errors)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            problem.headers[name] = value
    return problem


def unavailable(error: Exception) -> Response:
    """Answer 503 when Postgres is away or all its connections are taken."""
    log.warning("database unavailable", extra={"error": type(error).__name__})
    problem = Problem("unavailable", "The database cannot be reached", "Try again in a moment.")
    response = answer(problem, 503)
    response.headers["Retry-After"] = "2"
    return response


def _from_surprise(error: Exception) -> Response:
    log.error("unexpected error", exc_info=error)
    return answer(Problem("internal", "Something went wrong here", "It has been logged."), 500)


def _field_messages(messages: Any) -> dict[str, list[str]]:
    """Flatten webargs' location → field → messages to field → messages."""
    flat: dict[str, list[str]] = {}
    for place, fields in (messages or {}).items():
        if isinstance(fields, dict):
            for name, texts in fields.items():
                flat[str(name)] = _texts(texts)
        else:
            flat[str(place)] = _texts(fields)
    return flat


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [str(text) for text in value] if isinstance(value, list) else [str(value)]
