"""All configuration, read once from the environment into one frozen value.

Read by the composition roots (``wsgi``, ``celery_config``, ``workers.wiring``, ``cli``), by
``embedded`` and by tests; everything else receives plain values. Any variable may come from a
file instead: ``NAME_FILE=/run/secrets/name``.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote


class SettingsError(Exception):
    """A variable is missing or makes no sense; the message names it."""


@dataclass(frozen=True)
class Settings:
    """Hold every setting. Secrets have no defaults and stay out of ``repr``."""

    database_url: str = field(repr=False)
    owner_database_url: str = field(repr=False)
    broker_url: str = field(repr=False)
    cache_url: str = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    port: int = 8000
    flower_port: int = 5555
    public_url: str = "http://127.0.0.1:8000"
    cors_origins: tuple[str, ...] = ()
    trusted_proxies: int = 0
    metrics_token: str | None = field(default=None, repr=False)
    max_upload_bytes: int = 10 * 1024 * 1024
    rate_limit: str = "600/minute"
    result_fresh_hours: int = 24
    retrieval: str = "exact"
    webhook_allow_private: bool = False
    task_lease_seconds: float = 15.0
    worker_preload: bool = True
    log_level: str = "INFO"
    linkedin_username: str | None = None
    linkedin_password: str | None = field(default=None, repr=False)
    linkedin_li_at: str | None = field(default=None, repr=False)
    linkedin_jsessionid: str | None = field(default=None, repr=False)
    linkedin_accept_terms: bool = False
    linkedin_base_url: str = "https://www.linkedin.com"
    linkedin_seconds_per_request: float = 4.0
    linkedin_daily_budget: int = 500
    linkedin_skills: bool = False
    demo_source: bool = True
    sources: tuple[str, ...] = ()
    boards: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment; SettingsError names what is missing or malformed."""
        env = _Environ(os.environ if environ is None else environ)
        database_url = env.text("DATABASE_URL") or _postgres_url(env, "DB_USER", "DB_PASSWORD")
        port = env.integer("PORT", 8000)
        return cls(
            database_url=_psycopg2(database_url),
            owner_database_url=_psycopg2(_owner_url(env, database_url)),
            broker_url=env.text("BROKER_URL") or _redis_url(env, 0),
            cache_url=env.text("CACHE_URL") or _redis_url(env, 1),
            secret_keys=_secret_keys(env),
            port=port,
            flower_port=env.integer("FLOWER_PORT", 5555),
            public_url=env.text("PUBLIC_URL") or f"http://127.0.0.1:{port}",
            cors_origins=env.words("CORS_ORIGINS"),
            trusted_proxies=env.integer("TRUSTED_PROXIES", 0),
            metrics_token=env.text("METRICS_TOKEN"),
            max_upload_bytes=env.integer("MAX_UPLOAD_BYTES", 10 * 1024 * 1024),
            rate_limit=env.text("RATE_LIMIT") or "600/minute",
            result_fresh_hours=env.integer("RESULT_FRESH_HOURS", 24),
            retrieval=env.choice("RETRIEVAL", ("exact", "faiss", "postgres", "pgvector")),
            webhook_allow_private=env.flag("WEBHOOK_ALLOW_PRIVATE"),
            task_lease_seconds=env.number("TASK_LEASE_SECONDS", 15.0),
            worker_preload=env.flag("WORKER_PRELOAD", default=True),
            log_level=env.text("LOG_LEVEL") or "INFO",
            linkedin_username=env.text("LINKEDIN_USERNAME"),
            linkedin_password=env.text("LINKEDIN_PASSWORD"),
            linkedin_li_at=env.text("LINKEDIN_LI_AT"),
            linkedin_jsessionid=env.text("LINKEDIN_JSESSIONID"),
            linkedin_accept_terms=env.flag("LINKEDIN_ACCEPT_TERMS"),
            linkedin_base_url=env.text("LINKEDIN_BASE_URL") or "https://www.linkedin.com",
            linkedin_seconds_per_request=env.number("LINKEDIN_SECONDS_PER_REQUEST", 4.0),
            linkedin_daily_budget=env.integer("LINKEDIN_DAILY_BUDGET", 500),
            linkedin_skills=env.flag("LINKEDIN_SKILLS"),
            demo_source=env.flag("DEMO_SOURCE", default=True),
            sources=env.words("SOURCES"),
            boards=board_options(environ),
        )

    def source_options(self) -> dict[str, Any]:
        """Return what is set about job sources, by the names of ``adapters.sources.SourceOptions``."""
        return {
            "username": self.linkedin_username,
            "password": self.linkedin_password,
            "li_at": self.linkedin_li_at,
            "jsessionid": self.linkedin_jsessionid,
            "accept_terms": self.linkedin_accept_terms,
            "base_url": self.linkedin_base_url,
            "seconds_per_request": self.linkedin_seconds_per_request,
            "daily_budget": self.linkedin_daily_budget,
            "with_skills": self.linkedin_skills,
            "demo": self.demo_source,
            "only": frozenset(self.sources),
            "boards": self.boards,
        }


def board_options(environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what is set about job boards, by the names of ``adapters.boards.catalogue.BoardOptions``."""
    env = _Environ(os.environ if environ is None else environ)
    return {
        "muse_key": env.text("MUSE_KEY"),
        "usajobs_key": env.text("USAJOBS_KEY"),
        "usajobs_email": env.text("USAJOBS_EMAIL"),
        "adzuna_app_id": env.text("ADZUNA_APP_ID"),
        "adzuna_app_key": env.text("ADZUNA_APP_KEY"),
        "adzuna_country": (env.text("ADZUNA_COUNTRY") or "us").lower(),
        "indeed_accept_terms": env.flag("INDEED_ACCEPT_TERMS"),
        "stand_ins": env.pairs("SOURCE_STAND_INS"),
    }


class _Environ:
    """Read typed values from an environment, honouring ``NAME_FILE``."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, name: str) -> str | None:
        value = self._environ.get(name, "").strip()
        path = self._environ.get(f"{name}_FILE", "").strip()
        if not value and path:
            try:
                value = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{name}_FILE: cannot read {path} ({error.strerror})") from error
        return value or None

    def number(self, name: str, default: float) -> float:
        value = self.text(name)
        try:
            return default if value is None else float(value)
        except ValueError:
            raise SettingsError(f"{name} must be a number, not {value!r}") from None

    def integer(self, name: str, default: int) -> int:
        value = self.text(name)
        try:
            return default if value is None else int(value)
        except ValueError:
            raise SettingsError(f"{name} must be a whole number, not {value!r}") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = (self.text(name) or "").lower()
        if value not in ("", "0", "1", "false", "true", "no", "yes", "off", "on"):
            raise SettingsError(f"{name} must be yes or no, not {value!r}")
        return default if not value else value in ("1", "true", "yes", "on")

    def choice(self, name: str, known: tuple[str, ...]) -> str:
        value = (self.text(name) or known[0]).lower()
        if value not in known:
            raise SettingsError(f"{name} must be one of {', '.join(known)}, not {value!r}")
        return value

    def pairs(self, name: str) -> dict[str, str]:
        found = dict(word.partition("=")[::2] for word in self.words(name))
        if not all(key and value.startswith(("http://", "https://")) for key, value in found.items()):
            raise SettingsError(f"{name} must look like remotive=http://127.0.0.1:9000, or *=… for all")
        return found

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in (self.text(name) or "").split(",") if word.strip())


def _psycopg2(url: str) -> str:
    """Name the driver: SQLAlchemy 2.1 reads a bare ``postgresql://`` as psycopg 3."""
    scheme, separator, rest = url.partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+psycopg2") or not separator:
        raise SettingsError("DATABASE_URL must begin with postgresql://")
    return f"postgresql+psycopg2://{rest}"


def _postgres_url(env: _Environ, user_name: str, password_name: str) -> str:
    user, password = env.text(user_name), env.text(password_name)
    if not user:
        raise SettingsError(
            "no database configured: set DATABASE_URL, or DB_HOST, DB_PORT, DB_NAME, DB_USER and"
            " DB_PASSWORD; `make run` starts an embedded one"
        )
    secret = f":{quote(password, safe='')}" if password else ""
    host, port = env.text("DB_HOST") or "127.0.0.1", env.integer("DB_PORT", 5432)
    name = env.text("DB_NAME") or "rolefit"
    return f"postgresql://{quote(user, safe='')}{secret}@{host}:{port}/{quote(name, safe='')}"


def _owner_url(env: _Environ, database_url: str) -> str:
    """Return where migrations connect: the schema's owner, else the application's own role."""
    if env.text("OWNER_DATABASE_URL"):
        return env.text("OWNER_DATABASE_URL") or database_url
    if env.text("DB_OWNER_USER"):
        return _postgres_url(env, "DB_OWNER_USER", "DB_OWNER_PASSWORD")
    return database_url


def _redis_url(env: _Environ, database: int) -> str:
    password = env.text("REDIS_PASSWORD")
    secret = f":{quote(password, safe='')}@" if password else ""
    host, port = env.text("REDIS_HOST") or "127.0.0.1", env.integer("REDIS_PORT", 6379)
    return f"redis://{secret}{host}:{port}/{database}"


def _secret_keys(env: _Environ) -> tuple[str, ...]:
    """Return the signing keys, newest first: ``SECRET_KEY`` then ``SECRET_KEY_FALLBACKS``."""
    key = env.text("SECRET_KEY")
    if not key or len(key) < 32:
        raise SettingsError("SECRET_KEY must be set and at least 32 characters long")
    return (key, *env.words("SECRET_KEY_FALLBACKS"))
