"""Register, list and remove webhook endpoints."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.problems import Invalid, NotFound
from models.webhook import WebhookEndpoint
from services.notify.ports import AddressRefused, WebhookSender
from services.ports import Cipher

EVENT_TYPES = ("resume.parsed", "resume.failed", "search.completed", "search.failed", "match.found")
MOST_ENDPOINTS = 20
"""Endpoints per account: each event is one delivery per endpoint, so this bounds the fan-out."""
_LONGEST_URL = 2000
_SECRET_BYTES = 32  # Standard Webhooks asks for 24 to 64


class Endpoints:
    """The endpoints of the account that the session acts for."""

    def __init__(self, session: Session, sender: WebhookSender, cipher: Cipher) -> None:
        self._session = session
        self._sender = sender
        self._cipher = cipher

    def register(self, account_id: int, url: str, events: Sequence[str]) -> tuple[WebhookEndpoint, str]:
        """Add an endpoint and return it with its signing secret, which is shown only now."""
        self._check(url, events)
        if len(self._session.scalars(select(WebhookEndpoint.id)).all()) >= MOST_ENDPOINTS:
            raise Invalid(url=f"an account may have at most {MOST_ENDPOINTS} webhooks")
        secret = _new_secret()
        endpoint = WebhookEndpoint(
            account_id=account_id,
            url=url,
            events=sorted(set(events)),
            encrypted_secret=self._cipher.encrypt(secret),
        )
        self._session.add(endpoint)
        self._session.flush()
        return endpoint, secret

    def change(
        self, key: int, url: str | None, events: Sequence[str] | None, *, disabled: bool | None, now: datetime
    ) -> WebhookEndpoint:
        """Change what is given; the secret stays."""
        endpoint = self.get(key)
        self._check(url or endpoint.url, endpoint.events if events is None else events)
        endpoint.url = url or endpoint.url
        endpoint.events = endpoint.events if events is None else sorted(set(events))
        if disabled is not None:
            endpoint.disabled_at = now if disabled else None
        self._session.flush()
        return endpoint

    def get(self, key: int) -> WebhookEndpoint:
        """Return one endpoint; NotFound if the account has none of this id."""
        endpoint = self._session.get(WebhookEndpoint, key)
        if endpoint is None:
            raise NotFound("no webhook has this id")
        return endpoint

    def rotate(self, key: int) -> tuple[WebhookEndpoint, str]:
        """Give an endpoint a new secret, which signs every delivery from now on, and return it once."""
        endpoint, secret = self.get(key), _new_secret()
        endpoint.encrypted_secret = self._cipher.encrypt(secret)
        self._session.flush()
        return endpoint, secret

    def remove(self, key: int) -> None:
        """Delete an endpoint and its delivery log."""
        self._session.delete(self.get(key))
        self._session.flush()

    def _check(self, url: str, events: Sequence[str]) -> None:
        unknown = sorted(set(events) - set(EVENT_TYPES))
        if unknown or not events:
            raise Invalid(events=f"choose among {', '.join(EVENT_TYPES)}")
        if not _well_formed(url):
            raise Invalid(url="must be an address of at most 2,000 characters without user or password")
        try:
            self._sender.check(url)
        except AddressRefused as refused:
            raise Invalid(url=refused.detail) from refused


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def _well_formed(url: str) -> bool:
    """Tell whether ``url`` names a host, has a possible port, and hides no user, space or line break."""
    try:
        parts = urlsplit(url)
        plain = parts.hostname and parts.username is None and parts.password is None and parts.port != 0
    except ValueError:
        return False
    return bool(plain) and len(url) <= _LONGEST_URL and url.isprintable() and " " not in url
