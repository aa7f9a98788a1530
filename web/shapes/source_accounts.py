"""A stored login as the contract shows it."""

from dataclasses import asdict
from typing import Any

from services.jobs.source_accounts import ShownLogin

_SHOWN = ("id", "source", "label", "kind", "acknowledged_at", "disabled_at", "created_at")


def shown_login(login: ShownLogin) -> dict[str, Any]:
    """Return a login with how it stands."""
    return {name: getattr(login.row, name) for name in _SHOWN} | {"status": asdict(login.status)}
