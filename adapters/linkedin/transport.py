"""One HTTP exchange with a deadline: bytes in, an :class:`Answer` or ``Transient`` out."""

import json
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from requests.cookies import RequestsCookieJar

from adapters.linkedin.cutoff import CutOff, cut_off
from domain.sources import SchemaDrift, Transient

CHUNK = 65_536
LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes after decompression; a full search page is about 0.2 MB."""

_TOO_LATE = "the answer took longer than the deadline"


@dataclass(frozen=True)
class Deadlines:
    """Seconds to connect, between two pieces of an answer, and for the whole exchange however it drips."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 20.0


@dataclass(frozen=True)
class Answer:
    """A finished answer with the few attributes of ``requests.Response`` that linkedin-api reads."""

    status_code: int
    url: str
    headers: requests.structures.CaseInsensitiveDict[str]
    cookies: RequestsCookieJar
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body as JSON; ValueError if it is not."""
        return json.loads(self.body)

    def document(self) -> Any:
        """Return the body as JSON, or None if it is not."""
        try:
            return self.json()
        except ValueError:
            return None


def exchange(
    session: requests.Session, method: str, url: str, *, deadlines: Deadlines, **options: Any
) -> Answer:
    """Send one request and read its answer, following no redirect; ``Transient`` when that fails.

    The deadline holds where ``session`` is one of :func:`adapters.linkedin.cutoff.open_http`.
    """
    with cut_off(deadlines.total) as cutoff:
        try:
            with session.request(
                method,
                url,
                timeout=(deadlines.connect, min(deadlines.read, deadlines.total)),
                allow_redirects=False,
                stream=True,
                **options,
            ) as response:
                body = _read(response, cutoff)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise Transient(_why(method, error, cutoff)) from error
    return Answer(response.status_code, response.url, response.headers, response.cookies, body)


def _read(response: requests.Response, cutoff: CutOff) -> bytes:
    """Read the body as its pieces come: ``iter_content`` waits for full ones."""
    body = bytearray()
    while piece := response.raw.read1(CHUNK, decode_content=True):
        body += piece
        if len(body) > LARGEST_ANSWER:
            raise SchemaDrift("the answer is too large to be one")
    if cutoff.passed:
        raise Transient(_TOO_LATE)
    if response.raw.length_remaining:
        raise Transient("the answer was cut short")
    return bytes(body)


def _why(method: str, error: Exception, cutoff: CutOff) -> str:
    return _TOO_LATE if cutoff.passed else f"{method} failed: {type(error).__name__}"
