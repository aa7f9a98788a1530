"""``/api/searches`` and ``/api/jobs/search_and_match``: search, rank, explain."""

from datetime import timedelta
from typing import Any

from flask import Response
from flask.views import MethodView

from domain.codes import JobType, Workplace
from domain.problems import Invalid
from domain.public_ids import row_id
from domain.searches import SearchCriteria
from models.search import Search
from services.searches.find import find_search, list_searches, search_matches
from services.searches.request import Asker, SearchRequest, request_search
from services.tasks.lookup import find_task
from web import paging
from web.arguments import ApiBlueprint
from web.database import session
from web.dependencies import dependencies
from web.requests import request_id
from web.schemas.matches import MatchPageSchema
from web.schemas.paging import PageArgsSchema
from web.schemas.searches import (
    SearchAcceptedSchema,
    SearchArgsSchema,
    SearchPageSchema,
    SearchQuerySchema,
    SearchResultSchema,
    SearchSchema,
)
from web.shapes.searches import shown_match, shown_search
from web.shapes.tasks import accepted, shown_task
from web.unit_of_work import account_id, protect
from web.weights import read_weights, reads_meaning

blueprint = protect(ApiBlueprint("searches", __name__, url_prefix="/api", description="Search and match"))
_FIRST_PAGE = 100


@blueprint.route("/searches")
class Searches(MethodView):
    """All searches of the account."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, SearchPageSchema)
    def get(self, args: dict[str, Any]) -> dict[str, Any]:
        """List searches, newest first."""
        rows = list_searches(session(), limit=args["limit"] + 1, before=paging.decode(args["cursor"]))
        return paging.page(rows, args["limit"], lambda search: search.id, shown_search)

    @blueprint.arguments(SearchArgsSchema)
    @blueprint.response(202, SearchAcceptedSchema)
    def post(self, args: dict[str, Any]) -> Any:
        """Start a search; its matches replace nothing, earlier ones stay."""
        return _accepted(_ask(args, reuse=False))


@blueprint.route("/jobs/search_and_match")
class SearchAndMatch(MethodView):
    """The main job in one call."""

    @blueprint.arguments(SearchQuerySchema, location="query")
    @blueprint.response(200, SearchResultSchema)
    @blueprint.alt_response(202, schema=SearchAcceptedSchema, description="Started, or still running")
    def get(self, args: dict[str, Any]) -> Any:
        """Return the fresh result of this question (24 h), else start the search or join a running one."""
        search = _ask(args, reuse=True)
        return _result(search) if search.finished_at is not None else _still_running(search)


@blueprint.route("/searches/<search_id>")
class OneSearch(MethodView):
    """One search."""

    @blueprint.response(200, SearchSchema)
    def get(self, search_id: str) -> dict[str, Any]:
        """Return a search with the outcome of each source."""
        return shown_search(find_search(session(), row_id("search", search_id)))


@blueprint.route("/searches/<search_id>/matches")
class SearchMatches(MethodView):
    """The ranked result."""

    @blueprint.arguments(PageArgsSchema, location="query")
    @blueprint.response(200, MatchPageSchema)
    def get(self, args: dict[str, Any], search_id: str) -> dict[str, Any]:
        """List matches, best first."""
        search = find_search(session(), row_id("search", search_id))
        return _matches(search, args["limit"], paging.decode(args["cursor"]))


def _ask(args: dict[str, Any], *, reuse: bool) -> Search:
    deps = dependencies()
    asker = Asker(account_id(), deps.now(), request_id(), timedelta(hours=deps.config.result_fresh_hours))
    return request_search(session(), deps.sources, _request(args), asker, reuse=reuse)


def _request(args: dict[str, Any]) -> SearchRequest:
    keywords = " ".join(args["keywords"].split())
    if not keywords:
        raise Invalid(keywords="must not be empty")
    criteria = SearchCriteria(
        keywords=keywords,
        location=args["location"] or None,
        experience=tuple(sorted(set(args["experience"]))),
        remote=tuple(Workplace.from_remote_code(code) for code in sorted(set(args["remote"]))),
        job_type=tuple(JobType(letter) for letter in sorted(set(args["job_type"]))),
        limit=args["limit"],
        sources=tuple(args["sources"]),
        exclude_companies=tuple(args["exclude_companies"]),
        companies=tuple(args["companies"]),
    )
    weights = read_weights(args["weights"])
    meaning = reads_meaning()
    return SearchRequest(criteria, args["resume_id"], weights, args["refresh"], args["ranker"], meaning)


def _accepted(search: Search) -> Any:
    assert search.task_id is not None  # noqa: S101 - a search is stored together with its task
    task = find_task(session(), account_id(), search.task_id)
    return {"task": shown_task(task), "search": shown_search(search)}, 202, accepted(task)


def _still_running(search: Search) -> Response:
    """Answer 202 in its own schema, not in the one of the finished result."""
    body, status, headers = _accepted(search)
    return Response(SearchAcceptedSchema().dumps(body), status, headers, mimetype="application/json")


def _result(search: Search) -> dict[str, Any]:
    task = None if search.task_id is None else find_task(session(), account_id(), search.task_id)
    shown = {"task": None if task is None else shown_task(task), "search": shown_search(search)}
    return shown | _matches(search, _FIRST_PAGE, None)


def _matches(search: Search, limit: int, after: int | None) -> dict[str, Any]:
    rows = search_matches(session(), search.id, limit=limit + 1, after=after)
    now = dependencies().now()
    return paging.page(rows, limit, lambda row: row[0].position, lambda row: shown_match(row, now))
