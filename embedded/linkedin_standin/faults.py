"""What can go wrong at LinkedIn, on demand: each kind as real clients have met it."""

import json
import random
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response, request

STATUSES = ("400", "401", "403", "404", "410", "429", "500", "502", "503")


@dataclass
class Fault:
    """A fault in force: for ``times`` requests (-1: all) whose address contains ``path``, after ``after``."""

    kind: str
    times: int = -1
    path: str = ""
    after: int = 0
    seconds: float = 30.0
    gap: float = 0.5
    retry_after: str | None = None

    def strikes(self, address: str) -> bool:
        """Tell whether this fault meets the request, counting it."""
        if self.path not in address or self.times == 0:
            return False
        if self.after > 0:
            self.after -= 1
            return False
        self.times -= 1 if self.times > 0 else 0
        return True


def answer_status(status: int, *, headers: dict[str, str] | None = None) -> Response:
    """Return LinkedIn's own error envelope, in the form the request accepts."""
    normalised = "normalized" in request.headers.get("accept", "")
    body: dict[str, Any] = {"data": {"status": status}, "included": []} if normalised else {"status": status}
    return _json(body, status, headers)


def answer_fault(fault: Fault) -> Response | None:
    """Return the fault's answer; None when the request is to be answered as usual (in the end)."""
    if fault.kind in STATUSES:
        return answer_status(
            int(fault.kind), headers={"Retry-After": fault.retry_after} if fault.retry_after else None
        )
    return _KINDS[fault.kind](fault)


def _json(body: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(body), status, headers, mimetype="application/json")


def _html(body: str, status: int | str = 200) -> Response:
    return Response(f"<html><head><title>{body}</title></head></html>", status, mimetype="text/html")


def _redirect(path: str, **headers: str) -> Response:
    target = request.host_url.rstrip("/") + path
    return Response(status=302, headers={"Location": target, **headers})


def _here() -> str:
    return str(request.environ["RAW_URI"])


def _envelope_404(_: Fault) -> Response:
    inner = answer_status(404)
    return Response(inner.get_data(), 200, mimetype="application/json")


def _cut_short(_: Fault) -> Response:
    body = json.dumps({"data": {"elements": []}, "included": [{"text": "x" * 4000}]})
    return Response(
        iter([body[: len(body) // 2]]), 200, {"Content-Length": str(len(body))}, "application/json"
    )


def _reset(_: Fault) -> Response:
    """Drop the connection before the first byte of an answer."""
    return Response(map(_drop, [request.environ["werkzeug.socket"]]), 200)


def _drop(connection: socket.socket) -> bytes:
    connection.shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError


def _hang(fault: Fault) -> None:
    time.sleep(fault.seconds)


def _drip(fault: Fault) -> Response:
    body = json.dumps({"data": {"elements": []}, "included": []}).encode()

    def pieces() -> Iterator[bytes]:
        for byte in body:
            yield bytes([byte])
            time.sleep(fault.gap)

    return Response(pieces(), 200, {"Content-Length": str(len(body))}, "application/json")


def _drip_headers(fault: Fault) -> Response:
    """Send a status line and then a header that never ends."""
    connection = request.environ["werkzeug.socket"]

    def nothing() -> Iterator[bytes]:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Endless: ")
        for _ in range(int(fault.seconds / fault.gap)):
            connection.sendall(b"x")
            time.sleep(fault.gap)
        yield _drop(connection)

    return Response(nothing(), 200)


def _no_type(_: Fault) -> Response:
    return _json({"data": {}, "included": [{"entityUrn": "urn:li:fsd_jobPosting:1", "title": "x"}]})


def _no_elements(_: Fault) -> Response:
    return _json({"data": {"paging": {"total": 0, "start": 0, "count": 0}, "elements": []}, "included": []})


def _unknown_cards(_: Fault) -> Response:
    cards = [{"jobCardUnion": {"*somethingNew": f"urn:li:fsd_new:{random.randrange(9)}"}}]
    return _json({"data": {"paging": {"total": 1, "start": 0}, "elements": cards}, "included": []})


_KINDS: dict[str, Callable[[Fault], Response | None]] = {
    "200-envelope-404": _envelope_404,
    "429-html": lambda _: _html("Too Many Requests", 429),
    "csrf": lambda _: Response("CSRF check failed.", 403, mimetype="text/plain"),
    "999": lambda _: _html("authwall", "999 Request denied"),
    "authwall": lambda _: _redirect("/authwall?sessionRedirect=x"),
    "checkpoint": lambda _: _redirect("/checkpoint/challenge/AgH?ut=x"),
    "login-redirect": lambda _: _redirect("/uas/login?session_redirect=x"),
    "redirect-loop": lambda _: _redirect(_here(), **{"Set-Cookie": "li_at=delete me; Max-Age=0; Path=/"}),
    "redirect-elsewhere": lambda _: Response(
        status=302, headers={"Location": "http://127.0.0.2:9/elsewhere"}
    ),
    "session-cookie-handshake": lambda _: _redirect(_here(), **{"Set-Cookie": "lidc=b=OB1:s=O; Path=/"}),
    "empty-body": lambda _: _json_text(""),
    "html200": lambda _: _html("maintenance"),
    "list200": lambda _: _json([]),
    "truncated": _cut_short,
    "reset": _reset,
    "slow": _hang,
    "drip": _drip,
    "drip-headers": _drip_headers,
    "no-elements": _no_elements,
    "drift-no-type": _no_type,
    "drift-unknown-cards": _unknown_cards,
    "null-skills": lambda _: _json(
        {"entityUrn": "urn:li:fsd_jobSkillMatchInsight:1", "skillMatchStatuses": None}
    ),
}

KINDS = (*STATUSES, *_KINDS)


def _json_text(body: str) -> Response:
    return Response(body, 200, mimetype="application/json")
