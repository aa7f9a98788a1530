"""A real receiver on loopback that answers as a test scripts it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.web.conftest import (  # noqa: F401 - fixtures of the web, used here by name
    app,
    caller,
    config,
    dependencies,
    engine_of_work,
    make_caller,
    make_due,
    pacing_clock,
    sandbox,
    source_options,
    work,
)

Script = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Answer the n-th request with the n-th script, the last one again and again."""

    port: int = 0
    scripts: list[Script] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}/hook"


def status(code: int, **headers: str) -> Script:
    """Answer with a status, a few headers and no body."""

    def play(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return play


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Listen on loopback for the length of a test."""
    receiver = Receiver(scripts=[status(204)])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            position = min(len(receiver.received), len(receiver.scripts) - 1)
            receiver.received.append(Received(self.path, dict(self.headers), body))
            receiver.scripts[position](self)

        do_GET = do_POST  # noqa: N815 - http.server's own spelling

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield receiver
    server.shutdown()
    server.server_close()
    thread.join()
