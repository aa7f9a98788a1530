"""TCP ports on loopback: which are free, and which one a server keeps."""

import contextlib
import random
import socket

from embedded.home import Home, read_json, write_json

HOST = "127.0.0.1"
# Below the range from which systems draw the ports of outgoing connections, so that a port
# stays free while its server restarts.
_CANDIDATES = range(20_000, 30_000)


def is_free(port: int) -> bool:
    """Say whether a server could listen on ``port`` now."""
    with contextlib.closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def kept_port(home: Home, name: str) -> int | None:
    """Return the port that ``name`` used last, None if it never ran."""
    return (read_json(home.path / "ports.json") or {}).get(name)


def reserve_port(home: Home, name: str) -> int:
    """Return the port that ``name`` used last if it is free, else another one, and keep it."""
    path = home.path / "ports.json"
    ports = read_json(path) or {}
    if name not in ports or not is_free(ports[name]):
        taken = set(ports.values())
        ports[name] = next(
            port
            for port in random.sample(_CANDIDATES, len(_CANDIDATES))
            if port not in taken and is_free(port)
        )
        write_json(path, ports)
    return int(ports[name])
