"""What the handlers are given by the composition root (``wsgi``)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app

from services.jobs.registry import SourceRegistry
from services.jobs.source_accounts import LoginHealth
from services.notify.ports import WebhookSender
from services.ports import Cache, Cipher, SentenceModel
from services.tasks.doorbell import Doorbell
from services.tasks.lookup import WaitingRoom

if TYPE_CHECKING:
    from services.shortlist.retrieval import Retrieval


@dataclass(frozen=True)
class WebConfig:
    """The values of the settings that HTTP needs; lengths in bytes, durations in hours."""

    database_url: str
    secret_keys: tuple[str, ...]
    cors_origins: tuple[str, ...]
    trusted_proxies: int
    metrics_token: str | None
    max_upload_bytes: int
    rate_limit: str
    rate_limit_url: str
    result_fresh_hours: int


@dataclass(frozen=True)
class Dependencies:
    """Ports for the services, and the clock."""

    config: WebConfig
    doorbell: Doorbell
    cache: Cache
    sender: WebhookSender
    cipher: Cipher
    sources: SourceRegistry
    logins: LoginHealth
    waiting: WaitingRoom
    broker_alive: Callable[[], bool]
    rings_failed: Callable[[], int]
    retrieval: Callable[[], "Retrieval"]
    sentences: Callable[[], SentenceModel]

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return datetime.now(UTC)


def dependencies() -> Dependencies:
    """Return the dependencies of the running application."""
    return cast("Dependencies", current_app.extensions["rolefit"])
