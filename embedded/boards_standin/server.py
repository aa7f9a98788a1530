"""Serve every board on one loopback port: ``https://api.example/jobs`` is at ``/api.example/jobs``."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from embedded.boards_standin import companies, feeds
from embedded.boards_standin.companies import Reply
from embedded.boards_standin.faults import strike
from embedded.boards_standin.state import Fault, State

HOST = "127.0.0.1"

_COMPANY_BOARDS: dict[str, Callable[[State, str], Reply]] = {
    "boards-api.greenhouse.io": companies.greenhouse,
    "api.lever.co": companies.lever,
    "api.eu.lever.co": companies.lever,
    "api.ashbyhq.com": companies.ashby,
    "www.workable.com": companies.workable,
    "api.rippling.com": companies.rippling,
    "acme.jobs.personio.de": companies.personio,
    "acme.teamtailor.com": companies.teamtailor,
    "careers.acme.example": companies.careers_site,
}
_FEEDS: dict[str, Callable[[State, str, feeds.Headers], Reply]] = {
    "remotive.com": feeds.remotive,
    "www.arbeitnow.com": feeds.arbeitnow,
    "remoteok.com": feeds.remoteok,
    "hn.algolia.com": feeds.hackernews,
    "www.themuse.com": feeds.muse,
    "data.usajobs.gov": feeds.usajobs,
    "api.adzuna.com": feeds.adzuna,
}
_THROTTLES_WITH_403 = frozenset({"www.themuse.com"})


@dataclass(frozen=True)
class Running:
    """A server that answers: its address and what it remembers."""

    url: str
    state: State

    def fault(self, kind: str, path: str = "", times: int = -1, **options: object) -> None:
        """Put a fault in force for requests whose address contains ``path``."""
        self.state.faults.append(Fault(kind, path, times, **options))  # type: ignore[arg-type]


@contextmanager
def running(state: State, port: int = 0) -> Iterator[Running]:
    """Serve in a thread for as long as the block lasts."""
    server = make(state, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True, name="boards-standin")
    thread.start()
    try:
        yield Running(f"http://{HOST}:{server.server_port}", state)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def make(state: State, port: int = 0) -> ThreadingHTTPServer:
    """Return a threaded server on loopback, not yet serving; port 0 takes a free one."""

    class Handler(_Handler):
        held = state

    server = ThreadingHTTPServer((HOST, port), Handler)
    server.daemon_threads, server.block_on_close = True, False
    return server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    held: State

    def do_GET(self) -> None:
        """Answer as the board would, or as the fault in force says."""
        fault = self.held.fault_for(self.path)
        if fault is not None:
            self.close_connection = True
            strike(self, fault)
            return
        time.sleep(self.held.latency)
        status, kind, body = self._reply()
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        """Put a fault in force: ``{"kind": "429", "path": "remotive.com", "times": 1}``."""
        asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        self.held.faults[:] = [] if asked["kind"] == "none" else [*self.held.faults, Fault(**asked)]
        self.send_response(204)
        self.end_headers()

    def _reply(self) -> Reply:
        host, _, rest = self.path.lstrip("/").partition("/")
        if self.held.is_too_much(host):
            return (403 if host in _THROTTLES_WITH_403 else 429), "application/json", '{"error": "too many"}'
        address = f"https://{host}/{rest}"
        if rest == "robots.txt" and host in self.held.closed:
            return 200, "text/plain", "User-agent: *\nDisallow: /\n"
        if host in _FEEDS:
            return _FEEDS[host](self.held, address, {n.lower(): v for n, v in self.headers.items()})
        if host not in _COMPANY_BOARDS:
            return 404, "text/plain", "no such host here"
        if rest == "robots.txt" and _COMPANY_BOARDS[host] is not companies.careers_site:
            return 200, "text/plain", "User-agent: *\nAllow: /\n"
        return _COMPANY_BOARDS[host](self.held, address)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Drop the line."""
