"""Name what reads resumes at present, so that older readings can be found and renewed."""

from functools import cache

PARSER_VERSION = "2"
"""Raised whenever a parse of the same bytes may differ."""


def version_with(features: str) -> str:
    """Return the version of a reading whose skills and keywords come from ``features``."""
    return f"{PARSER_VERSION}-{features}"


@cache
def current_version() -> str:
    """Return what a resume read by this installation carries, without loading the taxonomy itself."""
    from services.features.version import shipped_version

    return version_with(shipped_version())
