"""The stand-in's addresses: LinkedIn's own, and ``/__fault``, ``/__log``, ``/__reset`` to steer it."""

import json
import time
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask, Response, current_app, request

from embedded.linkedin_standin import shapes
from embedded.linkedin_standin.faults import Fault, answer_fault, answer_status
from embedded.linkedin_standin.geo import suggestions
from embedded.linkedin_standin.pages import search_page
from embedded.linkedin_standin.restli import read_query
from embedded.linkedin_standin.search import find
from embedded.linkedin_standin.signin import register as register_signin
from embedded.linkedin_standin.state import LI_AT, VARIANTS, State

VOYAGER = "/voyager/api"


def create_app(state: State) -> Flask:
    """Return the stand-in over ``state``."""
    app = Flask(__name__)
    app.extensions["standin"] = state
    app.before_request(_note_and_delay)
    app.before_request(_meet_fault)
    app.before_request(_check_session)
    app.after_request(_rotate)
    _register_controls(app)
    register_signin(app)
    app.add_url_rule(f"{VOYAGER}/voyagerJobsDashJobCards", view_func=search)
    app.add_url_rule(f"{VOYAGER}/graphql", view_func=suggest_places)
    app.add_url_rule(f"{VOYAGER}/jobs/jobPostings/<external_id>", view_func=posting)
    app.add_url_rule(f"{VOYAGER}/voyagerAssessmentsDashJobSkillMatchInsight/<urn>", view_func=skills)
    app.register_error_handler(404, lambda _: answer_status(404))
    return app


def search() -> Response:
    """Answer a page of cards; a query that is not strict Rest.li is a 400."""
    raw = _raw_arguments()
    try:
        query, start, count = read_query(raw["query"]), int(raw["start"]), int(raw["count"])
        if _met("ignore-location"):
            query = {name: value for name, value in query.items() if not name.startswith("location")}
        found = find(_state().postings.values(), query)
    except (KeyError, ValueError):
        return answer_status(400)
    if _met("ignore-start"):
        start = 0
    page = search_page(found, start, count, min(count, _state().options.page_cap or count))
    if _met("cards-only"):
        page["included"] = [entity for entity in page["included"] if not _is_posting(entity)]
    return _json(page)


def suggest_places() -> Response:
    """Answer the places that fit some words; anything but a look-up of places is a 400."""
    raw = _raw_arguments()
    try:
        wanted = read_query(raw["variables"])
    except (KeyError, ValueError):
        return answer_status(400)
    if wanted.get("type") != "GEO" or "ReusableTypeahead" not in raw.get("queryId", ""):
        return answer_status(400)
    return _json(suggestions(_state().postings.values(), str(wanted.get("keywords", ""))))


def posting(external_id: str) -> Response:
    """Answer a posting in the decoration asked for."""
    found = _state().postings.get(external_id)
    decoration = dict(parse_qsl(request.query_string.decode())).get("decorationId", "")
    wants_full = "WebFullJobPosting" in decoration
    if found is None:
        return answer_status(404)
    if wants_full and _met("full-retired"):
        return answer_status(410)
    shape = shapes.full if wants_full else shapes.light
    state = "CLOSED" if _met("closed-job") else "LISTED"
    return _json(shape(found, state=state, utf16=_met("utf16")))


def skills(urn: str) -> Response:
    """Answer the skills LinkedIn sees in a posting."""
    found = _state().postings.get(urn.rpartition(":")[2])
    return _json(shapes.skills(found)) if found else answer_status(404)


def _raw_arguments() -> dict[str, str]:
    return dict(pair.partition("=")[::2] for pair in request.query_string.decode().split("&"))


def _state() -> State:
    state: State = current_app.extensions["standin"]
    return state


def _json(body: object) -> Response:
    return Response(json.dumps(body), mimetype="application/json")


def _is_posting(entity: dict[str, Any]) -> bool:
    return str(entity["$type"]).endswith(".JobPosting")


def _met(kind: str) -> bool:
    fault: Fault | None = request.environ.get("standin.fault")
    return fault is not None and fault.kind == kind


def _is_control() -> bool:
    return request.path.startswith("/__")


def _note_and_delay() -> None:
    if not _is_control():
        _state().record(request.method, request.environ["RAW_URI"])
        if _state().options.latency:
            time.sleep(_state().options.latency)


def _meet_fault() -> Response | None:
    if _is_control():
        return None
    fault = _state().strike(request.environ["RAW_URI"])
    request.environ["standin.fault"] = fault
    return answer_fault(fault) if fault and fault.kind not in VARIANTS else None


def _check_session() -> Response | None:
    """Refuse what LinkedIn refuses: a CSRF header unlike the cookie first, then a dead session."""
    if not request.path.startswith(VOYAGER):
        return None
    cookie = request.cookies.get("JSESSIONID", "").strip('"')
    token = request.headers.get("csrf-token")
    if cookie != token or not _state().accepts(cookie) or _met("stale-csrf"):
        return Response("CSRF check failed.", 403, mimetype="text/plain")
    return None if request.cookies.get("li_at") == LI_AT else answer_status(401)


def _rotate(response: Response) -> Response:
    if _met("rotate") or _met("stale-csrf"):
        response.headers.add("Set-Cookie", f'JSESSIONID="{_state().rotate()}"; Path=/')
    return response


def _register_controls(app: Flask) -> None:
    @app.post("/__fault")
    def fault() -> Response:
        try:
            _state().add_fault(**request.get_json())
        except (TypeError, ValueError) as error:
            return Response(str(error), 422)
        return _json({"faults": len(_state().faults)})

    @app.get("/__log")
    def log() -> Response:
        return _json(list(_state().log))

    @app.post("/__reset")
    def reset() -> Response:
        _state().reset(**(request.get_json(silent=True) or {}))
        return _json({"postings": len(_state().postings)})
