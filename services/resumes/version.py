"""Name what reads resumes at present, so that older readings can be found and renewed."""

from collections.abc import Sequence
from functools import cache

from domain.skills import OwnSkill
from services.features.shipped import own_version, shipped_version

PARSER_VERSION = "12"
"""Raised whenever a parse of the same bytes may differ."""


def version_with(features: str) -> str:
    """Return the version of a reading whose skills and keywords come from ``features``."""
    return f"{PARSER_VERSION}-{features}"


def current_version(own: Sequence[OwnSkill] = ()) -> str:
    """Return what a resume read now carries, for an account that has added the skills ``own``."""
    return version_with(_shipped() + own_version(own))


@cache
def _shipped() -> str:
    return shipped_version()
