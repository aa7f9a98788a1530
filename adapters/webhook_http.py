"""Post webhooks to addresses that a stranger chose, without becoming their way into our network.

The policy resolves the name once, refuses it if *any* answer is private, loopback, link-local,
metadata, NAT64 or the like, and connects to the very address it checked (no DNS rebinding).
"""

import ipaddress
import time
from urllib.parse import urlsplit

import requests
from AntiSSRF import AntiSSRFError, AntiSSRFPolicy, PolicyConfigOptions

from services.notify.ports import AddressRefused, Reply, Undeliverable

_CONNECT_SECONDS = 5.0
_READ_SECONDS = 10.0
_TOTAL_SECONDS = 15.0
_MOST_BYTES = 64 * 1024
_LOCAL_SUFFIXES = (".localhost", ".local", ".internal", ".home.arpa")


class WebhookClient:
    """Send with bounded time and size; ``allow_private`` opens loopback and http for development."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private

    def check(self, url: str) -> None:
        """Raise AddressRefused for what the text alone rules out: scheme, local names, private literals."""
        parts = urlsplit(url)
        if parts.scheme not in ("https", "http"):
            raise AddressRefused("must begin with https://")
        if self._allow_private:
            return
        if parts.scheme != "https":
            raise AddressRefused("must begin with https:// (WEBHOOK_ALLOW_PRIVATE permits http)")
        host = (parts.hostname or "").rstrip(".")
        if host == "localhost" or host.endswith(_LOCAL_SUFFIXES) or _is_private_literal(host):
            raise AddressRefused("must be a public address (WEBHOOK_ALLOW_PRIVATE permits private ones)")

    def post(self, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """Return status and Retry-After. Redirects come back as they are: a failure, never followed."""
        deadline = time.monotonic() + _TOTAL_SECONDS
        try:
            with (
                self._session() as session,
                session.post(
                    url,
                    data=body,
                    headers=headers,
                    timeout=(_CONNECT_SECONDS, _READ_SECONDS),
                    allow_redirects=False,
                    stream=True,
                ) as answer,
            ):
                _drain(answer, deadline)
                return Reply(answer.status_code, _retry_after(answer))
        except AntiSSRFError as refused:
            raise AddressRefused(refused.message) from refused
        except (requests.RequestException, OSError, ValueError) as error:
            raise Undeliverable(type(error).__name__) from error

    def _session(self) -> requests.Session:
        if self._allow_private:
            session = requests.Session()
        else:
            policy = AntiSSRFPolicy(PolicyConfigOptions.EXTERNAL_ONLY_LATEST)
            policy.add_denied_addresses(["::/96"])  # IPv4-compatible addresses, which the list misses
            policy.add_xff_header = False
            session = policy.get_antissrf_session()
        session.trust_env = False  # a proxy from the environment would resolve names for us
        return session


def _is_private_literal(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _drain(answer: requests.Response, deadline: float) -> None:
    """Read a little of the body so that the connection ends politely; cut off drips and floods."""
    read = 0
    while chunk := answer.raw.read1(8192):
        read += len(chunk)
        if read > _MOST_BYTES or time.monotonic() > deadline:
            return


def _retry_after(answer: requests.Response) -> float | None:
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None
