"""``/api/openapi.json`` (OpenAPI 3.1) and ``/api/docs`` (Swagger UI, served from here, no CDN)."""

from pathlib import Path
from typing import Any

import flask_swagger_ui
from flask import Blueprint, Response, current_app, jsonify, redirect, send_from_directory

from services.notify.endpoints import EVENT_TYPES
from web.document import complete

blueprint = Blueprint("docs", __name__)

_DIST = Path(flask_swagger_ui.__file__).parent / "dist"
_ASSETS = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")
# Swagger UI sets style attributes and data: images; scripts come from files of ours alone.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rolefit API</title>
<link rel="stylesheet" href="/api/_swagger/swagger-ui.css">
<link rel="icon" href="/api/_swagger/favicon-32x32.png">
</head>
<body>
<main id="swagger-ui"></main>
<script src="/api/_swagger/swagger-ui-bundle.js"></script>
<script src="/api/_swagger/start.js"></script>
</body>
</html>
"""
_START = """window.ui = SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
"""


def configuration() -> dict[str, Any]:
    """Return flask-smorest's settings for the served document."""
    return {
        "API_TITLE": "Rolefit",
        "API_VERSION": "1",
        "OPENAPI_VERSION": "3.1.0",
        "API_SPEC_OPTIONS": {
            "info": {
                "description": "Find the jobs that fit a resume, and see why.",
                "license": {"name": "MIT"},
            },
            "security": [{"bearer": []}],
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
            "webhooks": {event: _webhook(event) for event in EVENT_TYPES},
        },
    }


@blueprint.get("/")
def front_door() -> Any:
    """Lead to the API's documentation."""
    return redirect("/api/docs")


@blueprint.get("/api/openapi.json")
def description() -> Response:
    """Describe the API."""
    return jsonify(complete(current_app.extensions["rolefit_api"]))


@blueprint.get("/api/docs")
def docs() -> Response:
    """Show the API in Swagger UI."""
    return _file(_PAGE, "text/html")


@blueprint.get("/api/_swagger/start.js")
def start() -> Response:
    """Start Swagger UI: a file, so that no inline script is needed."""
    return _file(_START, "text/javascript")


@blueprint.get("/api/_swagger/<name>")
def asset(name: str) -> Response:
    """Return one of Swagger UI's own files."""
    if name not in _ASSETS:
        return Response(status=404)
    answer = send_from_directory(_DIST, name)
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def _file(body: str, kind: str) -> Response:
    answer = Response(body, mimetype=kind)
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _webhook(event: str) -> dict[str, Any]:
    subject = event.partition(".")[0]
    body = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"const": event},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": {
                "type": "object",
                "properties": {f"{subject}_id": {"type": "string"}, "href": {"type": "string"}},
            },
        },
    }
    headers = [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    ]
    return {
        "post": {
            "summary": f"{event}, signed as Standard Webhooks says",
            "parameters": headers,
            "requestBody": {"content": {"application/json": {"schema": body}}},
            "responses": {"2XX": {"description": "Taken; anything else is tried again over 75 hours"}},
        }
    }
