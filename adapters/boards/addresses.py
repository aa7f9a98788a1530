"""Where a request may go: names are resolved once, and only public addresses are connected to."""

import ipaddress
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from AntiSSRF import IPAddressRanges

from domain.sources import Disallowed, Unreachable

_EXTRA_DENIED = ("::/96",)
"""IPv4-compatible addresses, which the list misses."""
_DENIED = tuple(
    ipaddress.ip_network(block) for block in (*IPAddressRanges.recommended_latest, *_EXTRA_DENIED)
)
_WEB_PORTS = (443, 80)
LOOK_UP_SECONDS = 2.0
"""Together with the deadline of a call: no source takes more than ten seconds."""


@dataclass(frozen=True)
class Target:
    """One address to ask: scheme, name for TLS and the Host header, port, path with query."""

    scheme: str
    host: str
    port: int
    path: str
    private: bool = False


@dataclass(frozen=True)
class Reach:
    """The hosts a source lives on, and the stand-in that takes their place, if any.

    A stand-in at ``http://127.0.0.1:9000`` answers ``https://api.example/jobs`` at
    ``/api.example/jobs``. It alone may be private: the installation itself named it.
    """

    hosts: frozenset[str]
    stand_in: str | None = None

    def target(self, url: str) -> Target:
        """Return where ``url`` leads; Disallowed for what is neither public HTTPS nor the stand-in."""
        parts = urlsplit(url)
        host = (parts.hostname or "").lower().rstrip(".")
        if self.stand_in and host in self.hosts:
            return self._stand_in_target(host, url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if parts.scheme not in ("https", "http") or not host or port not in _WEB_PORTS or parts.username:
            raise Disallowed(f"{host or 'this address'} is not an address on the public web")
        return Target(parts.scheme, host, port, _path(url))

    def _stand_in_target(self, host: str, url: str) -> Target:
        base = urlsplit(self.stand_in or "")
        path = f"{base.path.rstrip('/')}/{host}{_path(url)}"
        default = 443 if base.scheme == "https" else 80
        return Target(base.scheme, base.hostname or "", base.port or default, path, private=True)


def look_up(reach: Reach) -> None:
    """Raise Unreachable when the names of a source's hosts cannot be found from here."""
    for host in reach.hosts:
        resolve(reach.target(f"https://{host}/"), LOOK_UP_SECONDS)


def resolve(target: Target, seconds: float) -> Sequence[str]:
    """Return the addresses to connect to; Unreachable without one in time, Disallowed if any is private.

    The resolver cannot be interrupted, so it runs beside us and is left behind when it takes too long.
    """
    found: list[str] = []
    looking = threading.Thread(target=_look_up, args=(target, found), daemon=True)
    looking.start()
    looking.join(seconds)
    if not found:
        raise Unreachable(f"{target.host} has no address that could be found")
    if not target.private and not all(map(is_public, found)):
        raise Disallowed(f"{target.host} leads to a private address")
    return found


def is_public(address: str) -> bool:
    """Tell whether an address lies outside every private, local and special range."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return ip.is_global and not any(ip in block for block in _DENIED if block.version == ip.version)


def _look_up(target: Target, found: list[str]) -> None:
    try:
        answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    found.extend(dict.fromkeys(str(address[0]) for *_, address in answers))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))
