"""What every request gets: an id (accepted, echoed, logged), a log line, timings, safe headers."""

import re
import secrets
import time

import structlog
from flask import Flask, Response, g, request

from web.metrics import REQUEST_SECONDS

log = structlog.get_logger(source="rolefit.http")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
}


def install(app: Flask) -> None:
    """Number, time and log the requests of this application."""
    app.before_request(_begin)
    app.after_request(_finish)


def request_id() -> str:
    """Return this request's id."""
    return str(g.request_id)


def _begin() -> None:
    offered = request.headers.get("X-Request-Id", "")
    g.request_id = offered if _ACCEPTABLE.fullmatch(offered) else secrets.token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    # The rule, not the path: ids stay out of metric labels, and query strings out of the log.
    rule = request.url_rule.rule if request.url_rule else "unmatched"
    REQUEST_SECONDS.labels(request.method, rule, response.status_code).observe(seconds)
    log.info(
        "request",
        method=request.method,
        route=rule,
        status=response.status_code,
        milliseconds=round(seconds * 1000, 1),
    )
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if response.is_json:  # never with headers of its own, so there is nothing to look for
        response.headers.extend(_HEADERS)
    else:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
