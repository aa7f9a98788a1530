"""What can go wrong at a board, on demand, down to single bytes on the wire."""

import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from embedded.boards_standin.state import Fault

_PAUSE = 0.05


def strike(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    """Answer a request as the fault says."""
    if fault.kind.isdigit():
        _status(handler, fault)
    else:
        _KINDS[fault.kind](handler, fault)


def _status(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    extra = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    _answer(handler, int(fault.kind), "application/json", b'{"error": "no"}', **extra)


def _answer(handler: BaseHTTPRequestHandler, status: int, kind: str, body: bytes, **extra: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **extra}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _reply(kind: str, body: bytes) -> Callable[[BaseHTTPRequestHandler, Fault], None]:
    return lambda handler, _fault: _answer(handler, 200, kind, body)


def _truncated(handler: BaseHTTPRequestHandler, _: Fault) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "4000")
    handler.end_headers()
    handler.wfile.write(b'{"jobs": [')


def _reset(handler: BaseHTTPRequestHandler, _: Fault) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def _slow(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    _wait(handler, fault.seconds)


def _drip_headers(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000, fault.seconds)


def _drip_body(handler: BaseHTTPRequestHandler, fault: Fault) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    _drip(handler, b" " * 10_000, fault.seconds)


def _drip(handler: BaseHTTPRequestHandler, data: bytes, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    try:
        for byte in data:
            handler.wfile.write(bytes([byte]))
            time.sleep(_PAUSE)
            if time.monotonic() > deadline:
                return
    except OSError:
        return


def _wait(handler: BaseHTTPRequestHandler, seconds: float) -> None:
    """Say nothing until the client hangs up."""
    handler.connection.settimeout(seconds)
    try:
        handler.connection.recv(1)
    except OSError:
        return


def _flood(handler: BaseHTTPRequestHandler, _: Fault) -> None:
    handler.send_response(200)
    handler.end_headers()
    try:
        for _block in range(64):
            handler.wfile.write(b" " * 1024 * 1024)
    except OSError:
        return


def _redirect(target: str) -> Callable[[BaseHTTPRequestHandler, Fault], None]:
    return lambda handler, _fault: _answer(handler, 302, "text/plain", b"", Location=target or handler.path)


_KINDS: dict[str, Callable[[BaseHTTPRequestHandler, Fault], None]] = {
    "html": _reply("text/html", b"<html><title>Down for maintenance</title></html>"),
    "garbage": _reply("application/json", b'{"jobs": [{"id": 1, "ti'),
    "empty": _reply("application/json", b""),
    "null": _reply("application/json", b"null"),
    "list-of-odd": _reply(
        "application/json", b'{"jobs": [1, null, "x"], "data": [1], "results": [2], "hits": [3]}'
    ),
    "wrong-shape": _reply("application/json", b'{"message": "everything moved"}'),
    "gzip-cut": lambda handler, _: _answer(
        handler, 200, "application/json", b"\x1f\x8b\x08\x00broken", Content_Encoding="gzip"
    ),
    "deep": _reply("application/json", b"[" * 200_000),
    "truncated": _truncated,
    "reset": _reset,
    "slow": _slow,
    "drip-headers": _drip_headers,
    "drip-body": _drip_body,
    "flood": _flood,
    "redirect-private": _redirect("http://169.254.169.254/latest/meta-data/"),
    "redirect-loopback": _redirect("http://127.0.0.1:9/"),
    "redirect-file": _redirect("file:///etc/hostname"),
    "redirect-loop": _redirect(""),
}

KINDS = tuple(_KINDS)
