"""The only place that knows ``openroles`` 0.4.0: its readers run on our own bounded requests.

The package opens sockets in two functions and waits in a third; they are replaced once. Its readers keep
their knowledge of each board's shapes and of robots.txt, and everything they send goes through
:class:`adapters.boards.fetching.Reading`. ``tests/boards`` holds the package to this.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from openroles import _http
from openroles.models import BoardError, Job, RobotsDisallowed
from openroles.providers import READERS

from adapters.boards.fetching import REDIRECTS, Reading, Request
from adapters.boards.refusals import refusal
from domain.sources import Disallowed, SchemaDrift, SourceError, UnknownCompany

ROBOTS_SECONDS = 24 * 3600
_MOST_PAGES = 12
"""Job pages read of one careers site in one call: each is a request."""


@dataclass
class _Call:
    """One call of a reader: what it asked for, what came back, what went wrong."""

    reading: Reading
    bodies: dict[str, str] = field(default_factory=dict)
    failures: list[SourceError] = field(default_factory=list)


@dataclass(frozen=True)
class BoardAnswer:
    """The roles of a board and the documents they were read from, by address."""

    jobs: list[Job]
    bodies: dict[str, str]
    complete: bool


_CALL: ContextVar[_Call] = ContextVar("openroles_call")
_robots: dict[tuple[str | None, str], tuple[float, tuple[int, str]]] = {}
_robots_lock = threading.Lock()


def read_board(system: str, token: str, reading: Reading) -> BoardAnswer:
    """Return every role of a board; a SourceError by what went wrong."""
    call = _Call(reading)
    report: dict[str, Any] = {}
    with _entered(call):
        try:
            jobs = _fetch(system, token, report)
        except RobotsDisallowed as error:
            raise (_telling(call.failures) or Disallowed(_reason(error))) from error
        except BoardError as error:
            raise _meaning(call.failures, _reason(error)) from error
    skipped = bool(report.get("page_errors") or report.get("detail_errors"))
    return BoardAnswer(jobs, call.bodies, complete=not skipped)


def _fetch(system: str, token: str, report: dict[str, Any]) -> list[Job]:
    reader: Any = READERS[system]
    if system == "careersite":
        return list(reader.fetch(token, limit=_MOST_PAGES, report=report))
    return list(reader.fetch(token))


@contextmanager
def _entered(call: _Call) -> Iterator[None]:
    token = _CALL.set(call)
    try:
        yield
    finally:
        _CALL.reset(token)


def _reason(error: Exception) -> str:
    """Return what the package says, without the board's name in front."""
    return str(error).split(": ", 1)[-1]


def _meaning(failures: list[SourceError], reason: str) -> SourceError:
    """Prefer what happened on the wire; a 404 is an unknown company, and no failure at all a new shape."""
    telling = _telling(failures)
    if telling is not None:
        return telling
    if any(failure.status in (404, 410) for failure in failures):
        return UnknownCompany(reason)
    return SchemaDrift(reason)


def _telling(failures: list[SourceError]) -> SourceError | None:
    return next((failure for failure in failures if failure.status not in (404, 410)), None)


def _one(url: str, data: bytes | None, headers: dict[str, str], limit: int) -> tuple[Any, ...]:
    """Stand in for ``_http._one``: (body, why not, redirect, None, None), one request, no retry, no cache."""
    call = _CALL.get()
    try:
        answer = call.reading.ask(Request(url, headers, data), min(limit, 20 * 1024 * 1024))
    except SourceError as error:
        call.failures.append(error)
        return "", error.code, None, None, None
    if answer.status in REDIRECTS and "location" in answer.headers:
        return "", None, (urljoin(url, answer.headers["location"]), answer.status), None, None
    if answer.status != 200:
        call.failures.append(refusal(answer.status, answer.headers))
        return "", f"HTTP {answer.status}", None, None, None
    call.bodies[url] = answer.text()
    return call.bodies[url], None, None, None, None


def _robots_txt(host: str) -> tuple[int, str]:
    """Stand in for ``_http.robots_txt``: (status, body), 0 without an answer; read once a day per process."""
    call = _CALL.get()
    key = (call.reading.reach.stand_in, host.lower())
    with _robots_lock:
        known = _robots.get(key)
    if known is not None and time.monotonic() - known[0] < ROBOTS_SECONDS:
        return known[1]
    try:
        answer = call.reading.ask(
            Request(f"https://{host}/robots.txt", {"Accept": "text/plain,*/*"}), 512_000
        )
    except SourceError as error:
        call.failures.append(error)
        return 0, ""
    found = (answer.status, answer.text())
    if answer.status < 500 and answer.status != 429:
        with _robots_lock:
            _robots[key] = (time.monotonic(), found)
    return found


def _wait_for_nobody(_host: str) -> None:
    """Stand in for ``_http._wait_turn``: pacing is done before a reader runs, and no worker sleeps."""


_http._one = _one  # noqa: SLF001 - the seam described above
_http.robots_txt = _robots_txt
_http._wait_turn = _wait_for_nobody  # noqa: SLF001
