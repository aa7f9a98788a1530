"""Serve the stand-in on loopback, in this process's threads."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from embedded.linkedin_standin.app import create_app
from embedded.linkedin_standin.state import State

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Running:
    """A server that answers: its address and what it remembers."""

    url: str
    state: State


class _Quiet(WSGIRequestHandler):
    """Log nothing: requests are in ``/__log``, and clients hang up on purpose."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Drop the line."""


def make(state: State, port: int = 0) -> BaseWSGIServer:
    """Return a threaded server on loopback, not yet serving; port 0 takes a free one."""
    return make_server(HOST, port, create_app(state), threaded=True, request_handler=_Quiet)


@contextmanager
def running(state: State, port: int = 0) -> Iterator[Running]:
    """Serve in a thread for as long as the block lasts."""
    server = make(state, port)
    thread = threading.Thread(target=server.serve_forever, daemon=True, name="linkedin-standin")
    thread.start()
    try:
        yield Running(f"http://{HOST}:{server.server_port}", state)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
