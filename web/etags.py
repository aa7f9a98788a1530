"""``ETag`` on single resources: 304 when the client already has this very body."""

import hashlib

from flask import Response, request


def answer_with_etag(body: bytes) -> Response:
    """Return the JSON body with its digest as a tag, or 304."""
    answer = Response(body, mimetype="application/json")
    answer.set_etag(hashlib.sha256(body).hexdigest()[:32])
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.make_conditional(request)
    return answer
