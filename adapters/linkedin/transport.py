"""One HTTP exchange with a deadline: bytes in, an :class:`Answer` or ``Transient`` out."""

import json
import time
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from requests.cookies import RequestsCookieJar

from domain.sources import SchemaDrift, Transient

CHUNK = 65_536
LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes after decompression; a full search page is about 0.2 MB."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds to connect, between two pieces of an answer, and for a whole answer."""

    connect: float = 5.0
    read: float = 20.0
    total: float = 30.0


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
    """Send one request and read its answer, following no redirect; ``Transient`` when that fails."""
    started = time.monotonic()
    try:
        with session.request(
            method,
            url,
            timeout=(deadlines.connect, deadlines.read),
            allow_redirects=False,
            stream=True,
            **options,
        ) as response:
            body = _read(response, started + deadlines.total)
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise Transient(f"{method} failed: {type(error).__name__}") from error
    return Answer(response.status_code, response.url, response.headers, response.cookies, body)


def _read(response: requests.Response, deadline: float) -> bytes:
    """Read the body piece by piece: ``iter_content`` waits for full pieces, so a drip would defeat it."""
    body = bytearray()
    while piece := response.raw.read1(CHUNK, decode_content=True):
        body += piece
        if time.monotonic() > deadline:
            raise Transient("the answer took longer than the deadline")
        if len(body) > LARGEST_ANSWER:
            raise SchemaDrift("the answer is too large to be one")
    if response.raw.length_remaining:
        raise Transient("the answer was cut short")
    return bytes(body)
