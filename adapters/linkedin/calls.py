"""The package's public calls, each held to exactly one request.

``search_jobs``, ``get_job`` and ``get_job_skills`` of linkedin-api build the queries and run unmodified; they
reach the network through ``_fetch`` alone, which is overridden here and keeps the whole answer: the calls
themselves return neither rank nor company nor total.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from linkedin_api import Linkedin

from adapters.linkedin.sessions import Session
from adapters.linkedin.transport import Answer
from domain.sources import SchemaDrift, SourceQuery

PAGE_SIZE = 25
FULL = "com.linkedin.voyager.deco.jobs.web.shared.WebFullJobPosting-65"
LIGHT = "com.linkedin.voyager.deco.jobs.web.shared.WebLightJobPosting-23"


class _SecondRequest(Exception):
    """The package wants to go on to a next page; that is another task's work."""


class OneRequest(Linkedin):  # type: ignore[misc] # the package has no types
    """A call of the package that may send one request through a session of ours."""

    def __init__(self, session: Session, *, swaps: Mapping[str, str], decoration: str | None = None) -> None:
        # Linkedin.__init__ is left out: it would open a session of its own and configure the root logger.
        self.logger = logging.getLogger(__name__)
        self.answer: Answer | None = None
        self._session, self._swaps, self._decoration = session, swaps, decoration

    def _fetch(self, uri: str, evade: Any = None, base_request: bool = False, **options: Any) -> Answer:  # noqa: ARG002, FBT
        if self.answer is not None:
            raise _SecondRequest
        for token, value in self._swaps.items():
            uri = uri.replace(token, value)
        if self._decoration:
            options["params"] = {**options.get("params", {}), "decorationId": self._decoration}
        self.answer = self._session.get(uri, **options)
        return self.answer


@dataclass(frozen=True)
class PageRequest:
    """Which page of which search; ``geo_id`` is LinkedIn's number of the place, where it is known."""

    query: SourceQuery
    start: int
    listed_within_days: int
    geo_id: str | None = None


def search(session: Session, request: PageRequest) -> dict[str, Any]:
    """Return the search page beginning at ``request.start``, as LinkedIn sent it.

    The package puts keywords and location into the Rest.li query without escaping, where a comma, colon or
    parenthesis changes its structure; it is given tokens, which become properly escaped words in the address.
    """
    query, keywords, location = request.query, _token(), _token()
    swaps = {keywords: quote(query.keywords, safe="")} | _place_swaps(location, request)
    call = OneRequest(session, swaps=swaps)
    return _document(
        call,
        lambda: call.search_jobs(
            keywords=keywords if query.keywords else None,
            location_name=location if query.location else None,
            experience=[str(level) for level in query.experience],
            remote=[str(workplace.remote_code) for workplace in query.workplaces],
            job_type=[job_type.value for job_type in query.job_types],
            listed_at=request.listed_within_days * 86_400,
            limit=PAGE_SIZE,
            offset=request.start,
        ),
    )


def _place_swaps(token: str, request: PageRequest) -> dict[str, str]:
    """Return what turns the package's ``locationFallback`` into a place by number, where it is known."""
    if request.geo_id:
        return {f"locationFallback:{token}": f"locationUnion:(geoId:{request.geo_id})"}
    return {token: quote(request.query.location or "", safe="")}


def posting(session: Session, external_id: str, decoration: str) -> dict[str, Any]:
    """Return one posting in the given decoration, as LinkedIn sent it."""
    call = OneRequest(session, swaps={}, decoration=decoration)
    return _document(call, lambda: call.get_job(external_id))


def skills(session: Session, external_id: str) -> dict[str, Any]:
    """Return the skills LinkedIn names for a posting, as LinkedIn sent them."""
    call = OneRequest(session, swaps={})
    return _document(call, lambda: call.get_job_skills(external_id))


def _document(call: OneRequest, run: Callable[[], object]) -> dict[str, Any]:
    """Run the package's code for its request; what it makes of the answer is not needed."""
    try:
        run()
    except _SecondRequest:
        pass
    except (KeyError, TypeError, AttributeError) as error:
        if call.answer is None:
            raise SchemaDrift(f"linkedin-api failed before its request: {type(error).__name__}") from error
    if call.answer is None:
        raise SchemaDrift("linkedin-api sent no request")
    document: dict[str, Any] = call.answer.json()
    return document


def _token() -> str:
    """Return a word that survives the package's replacing and quoting and is in nobody's search."""
    return "Q" + secrets.token_hex(8)
