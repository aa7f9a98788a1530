"""The web's composition root: ``flask --app wsgi run``, or ``gunicorn wsgi:app``."""

from functools import partial

from flask import Flask

import celery_config
from adapters.cipher import SecretCipher, make_fernet
from adapters.logs import configure_logs
from adapters.pacing.pacer import make_pacer
from adapters.redis_cache import RedisCache
from adapters.retrieval import make_retrieval
from adapters.sentence_model import sentence_model
from adapters.sources import SharedTools, SourceOptions, login_health, make_sources
from adapters.task_queue import CeleryDoorbell
from adapters.webhook_http import WebhookClient
from models.sessions import make_engine, make_sessions
from services.tasks.lookup import WaitingRoom
from settings import Settings
from web.app import create_app
from web.dependencies import Dependencies, WebConfig

WAITING_SEATS = 4
"""Long polls a process lets wait at once: fewer than its threads, so that waiters never starve it."""


def make_app(settings: Settings) -> Flask:
    """Return the application for these settings."""
    configure_logs(settings.log_level)
    doorbell = CeleryDoorbell(celery_config)
    sessions = make_sessions(make_engine(settings.database_url, pool_size=2, max_overflow=WAITING_SEATS))
    options, pacer = SourceOptions(**settings.source_options()), make_pacer(settings.cache_url)
    cache = RedisCache(settings.cache_url, make_fernet(settings.secret_keys))
    cipher = SecretCipher(settings.secret_keys)
    return create_app(
        Dependencies(
            config=_web_config(settings),
            doorbell=doorbell,
            cache=cache,
            sender=WebhookClient(allow_private=settings.webhook_allow_private),
            cipher=cipher,
            sources=make_sources(options, SharedTools(pacer, sessions, cipher, cache)),
            logins=login_health(options, pacer),
            waiting=WaitingRoom(sessions, WAITING_SEATS),
            broker_alive=lambda: doorbell.waiting() is not None,
            rings_failed=lambda: doorbell.failures,
            retrieval=partial(make_retrieval, settings.retrieval),
            sentences=sentence_model,
        )
    )


def _web_config(settings: Settings) -> WebConfig:
    return WebConfig(
        database_url=settings.database_url,
        secret_keys=settings.secret_keys,
        cors_origins=settings.cors_origins,
        trusted_proxies=settings.trusted_proxies,
        metrics_token=settings.metrics_token,
        max_upload_bytes=settings.max_upload_bytes,
        rate_limit=settings.rate_limit,
        rate_limit_url=settings.cache_url,
        result_fresh_hours=settings.result_fresh_hours,
    )


app = make_app(Settings.from_environ())
