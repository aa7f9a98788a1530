"""Cut an answer off at its deadline: no time-out between bytes stops a server that drips them.

``requests`` hides the socket of a connection, so the connections are ours: each tells its socket to whoever
waits for the answer, and a timer shuts that socket down.
"""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_SIDE_BY_SIDE = 32
"""Connections that threads may keep open to one host."""


class CutOff:
    """The deadline of one exchange. ``passed`` tells whether it was what ended it."""

    def __init__(self) -> None:
        self.passed = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def watch(self, used: socket.socket) -> None:
        """Shut this socket down when the time comes: by a copy of its number, as TLS takes the first over."""
        with self._lock:
            self._forget()
            self._socket = socket.socket(fileno=os.dup(used.fileno()))
            if self.passed:
                self._shut_down()

    def pass_(self) -> None:
        """End the exchange."""
        with self._lock:
            self.passed = True
            self._shut_down()

    def release(self) -> None:
        """Let go of the socket."""
        with self._lock:
            self._forget()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


_CURRENT: ContextVar[CutOff | None] = ContextVar("cutoff", default=None)


@contextmanager
def cut_off(seconds: float) -> Iterator[CutOff]:
    """End whatever this thread exchanges in the block after so many seconds."""
    cutoff = CutOff()
    timer = threading.Timer(seconds, cutoff.pass_)
    timer.daemon = True
    token = _CURRENT.set(cutoff)
    timer.start()
    try:
        yield cutoff
    finally:
        timer.cancel()
        _CURRENT.reset(token)
        cutoff.release()


def open_http() -> requests.Session:
    """Return a session whose exchanges obey :func:`cut_off`."""
    http = requests.Session()
    adapter = _Adapter(pool_maxsize=_SIDE_BY_SIDE)
    http.mount("http://", adapter)
    http.mount("https://", adapter)
    return http


def _watch(used: socket.socket | None) -> None:
    cutoff = _CURRENT.get()
    if cutoff is not None and used is not None:
        cutoff.watch(used)


class _Watched:
    """A connection that tells its socket: a new one before TLS begins, a kept one before it is used again."""

    sock: socket.socket | None

    def _new_conn(self) -> socket.socket:
        opened: socket.socket = super()._new_conn()  # type: ignore[misc] # of the class beside this one
        _watch(opened)
        return opened

    def request(self, *arguments: Any, **options: Any) -> None:
        _watch(self.sock)
        super().request(*arguments, **options)  # type: ignore[misc] # of the class beside this one


class _Plain(_Watched, HTTPConnection):
    pass


class _Secure(_Watched, HTTPSConnection):
    pass


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
