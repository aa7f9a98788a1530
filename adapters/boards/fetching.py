"""One request with everything bounded: name look-up, connection, headers, body, size, redirects.

A board is somebody else's server, and company boards are named by users: the deadline holds against
servers that drip, the size against floods, and the address checked is the address connected to.
"""

import http.client
import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from adapters.boards.addresses import Reach, Target, resolve
from adapters.boards.refusals import refusal
from domain.sources import SchemaDrift, Transient, Unreachable

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 8.0
"""One call of a source: all its requests together."""
MOST_BYTES = 20 * 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 3
_TLS = ssl.create_default_context()


@dataclass(frozen=True)
class Answer:
    """Status, headers and the whole body, unzipped."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def text(self) -> str:
        """Return the body as text; what is not UTF-8 is replaced."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the JSON document; SchemaDrift for anything else, such as a page that says "maintenance"."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise SchemaDrift("the answer is not JSON", status=self.status) from None


@dataclass(frozen=True)
class Request:
    """What is sent: no cookies, no personal data."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


class Reading:
    """The requests of one call of a source: they share one deadline."""

    def __init__(self, reach: Reach, user_agent: str, seconds: float = TOTAL_SECONDS) -> None:
        self.reach = reach
        self._user_agent = user_agent
        self._deadline = time.monotonic() + seconds

    def json(self, url: str, **headers: str) -> Any:
        """Return the JSON document at ``url``; a SourceError by what went wrong."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.get(Request(url, {"Accept": "application/json", **named})).json()

    def get(self, request: Request) -> Answer:
        """Return a good answer, following few redirects, each checked like the first address."""
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self.ask(request)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                break
            request = Request(urljoin(request.url, answer.headers["location"]), request.headers)
        if answer.status != http.client.OK:
            raise refusal(answer.status, answer.headers)
        return answer

    def ask(self, request: Request, most_bytes: int | None = None) -> Answer:
        """Send one request and return its answer, whatever the status; Transient or Unreachable without."""
        target = self.reach.target(request.url)
        connection = self._connect(target)
        try:
            with self._cut_off(connection.sock):
                return self._talk(connection, target, request, most_bytes or MOST_BYTES)
        except (OSError, http.client.HTTPException, zlib.error) as error:
            raise Transient(self._why(error)) from error
        finally:
            connection.close()

    def left(self) -> float:
        """Return the seconds until the deadline; Transient when it has passed."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise Transient("the answer did not come in time")
        return left

    def _connect(self, target: Target) -> http.client.HTTPConnection:
        addresses = resolve(target, min(CONNECT_SECONDS, self.left()))
        for address in addresses[:2]:
            try:
                sock = socket.create_connection(
                    (address, target.port), timeout=min(CONNECT_SECONDS, self.left())
                )
                return self._wrapped(sock, target)
            except OSError as error:
                why = type(error).__name__
        raise Unreachable(f"no connection to {target.host} ({why})")

    def _wrapped(self, sock: socket.socket, target: Target) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(target.host, target.port)
        secure = target.scheme == "https"
        connection.sock = _TLS.wrap_socket(sock, server_hostname=target.host) if secure else sock
        return connection

    @contextmanager
    def _cut_off(self, sock: socket.socket) -> Iterator[None]:
        """Shut the socket down at the deadline: no time-out between bytes stops a server that drips."""
        sock.settimeout(self.left())
        timer = threading.Timer(self.left(), _shut_down, (sock,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _talk(
        self, connection: http.client.HTTPConnection, target: Target, request: Request, most_bytes: int
    ) -> Answer:
        headers = {"User-Agent": self._user_agent, "Accept-Encoding": "gzip", "Connection": "close"}
        method = "GET" if request.body is None else "POST"
        connection.request(method, target.path, request.body, headers | dict(request.headers))
        response = connection.getresponse()
        raw = response.read(most_bytes + 1)
        self.left()
        if response.length and len(raw) <= most_bytes:
            raise Transient("the answer was cut short")
        named = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, named, _unzipped(raw, named, most_bytes))

    def _why(self, error: Exception) -> str:
        return (
            "the answer did not come in time"
            if self._late()
            else f"the answer broke off: {type(error).__name__}"
        )

    def _late(self) -> bool:
        return time.monotonic() >= self._deadline - 0.05


def _shut_down(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _unzipped(raw: bytes, headers: Mapping[str, str], most_bytes: int) -> bytes:
    if headers.get("content-encoding", "").lower() == "gzip" and raw:
        gzip = zlib.decompressobj(16 + zlib.MAX_WBITS)
        raw = gzip.decompress(raw, most_bytes + 1)
        if not gzip.eof and len(raw) <= most_bytes:
            raise Transient("the answer was cut short")
    if len(raw) > most_bytes:
        raise SchemaDrift(f"the answer is larger than {most_bytes // 1024 // 1024} MiB")
    return raw
