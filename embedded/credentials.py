"""Passwords and the signing key of an embedded stack, drawn once and kept beside its data."""

import secrets
from dataclasses import asdict, dataclass, field, fields

from embedded.home import Home, read_json, write_json


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Credentials:
    """Hold one secret per door; none has a default that anybody could know."""

    superuser: str = field(default_factory=_secret, repr=False)
    owner: str = field(default_factory=_secret, repr=False)
    application: str = field(default_factory=_secret, repr=False)
    broker: str = field(default_factory=_secret, repr=False)
    cache: str = field(default_factory=_secret, repr=False)
    flower: str = field(default_factory=_secret, repr=False)
    signing: str = field(default_factory=_secret, repr=False)


def keep_credentials(home: Home) -> Credentials:
    """Return the secrets of ``home``, drawing those that are missing (mode 0600)."""
    path = home.path / "secrets.json"
    known = read_json(path) or {}
    credentials = Credentials(**{f.name: known[f.name] for f in fields(Credentials) if f.name in known})
    if asdict(credentials) != known:
        write_json(path, asdict(credentials))
    return credentials
