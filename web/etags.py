"""``ETag`` on what is read: 304 when the client already has this very body."""

import hashlib

from flask import Flask, Response, request


def install(app: Flask) -> None:
    """Tag every JSON answer to a GET under ``/api/``."""
    app.after_request(_tag)


def _tag(response: Response) -> Response:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or not response.is_json:
        return response
    if request.path.startswith("/api/"):
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
        response.headers["Cache-Control"] = "private, no-cache"
        if "If-None-Match" in request.headers:
            response.make_conditional(request)
    return response
