"""Which revision of the schema this code was written for."""

from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory


@cache
def newest_revision() -> str | None:
    """Return the newest migration's id."""
    return ScriptDirectory(str(Path(__file__).parent / "migrations")).get_current_head()
