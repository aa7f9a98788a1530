"""What the webhook service needs from outside."""

from dataclasses import dataclass
from typing import Protocol

from domain.problems import DomainError


@dataclass(frozen=True)
class Reply:
    """A receiver's answer: HTTP status, and the seconds of its ``Retry-After`` where it sent one."""

    status: int
    retry_after: float | None = None


class Undeliverable(DomainError):
    """The receiver could not be reached, or may not be: refused address, time-out, TLS, reset."""

    code = "undeliverable"
    title = "The webhook could not be delivered"


class AddressRefused(Undeliverable):
    """The address is not one we may call (private, loopback, link-local, not https)."""

    code = "address_refused"
    title = "This webhook address is not allowed"


class WebhookSender(Protocol):
    """Post one signed body. Redirects are not followed; bodies and waits are bounded."""

    def check(self, url: str) -> None:
        """Raise AddressRefused if ``url`` may never be called, as far as its text tells."""

    def post(self, url: str, headers: dict[str, str], body: bytes) -> Reply:
        """Return the receiver's answer, or raise Undeliverable."""
