"""Cursors: opaque outside, the last row's key inside, so that pages stay stable while rows are inserted."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from domain.problems import Invalid

T = TypeVar("T")


def decode(cursor: str | None) -> int | None:
    """Return the key in a cursor; Invalid for anything that :func:`page` never gave."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        if not text.isdecimal() or len(text) > 18:
            raise ValueError
        return int(text)
    except (ValueError, binascii.Error, UnicodeError):
        raise Invalid(cursor="is not a cursor of this list") from None


def encode(key: int) -> str:
    """Return a key as a cursor."""
    return base64.urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def page(rows: Sequence[T], limit: int, key: Callable[[T], int], shape: Callable[[T], Any]) -> dict[str, Any]:
    """Return a page of ``limit`` shaped rows; ask for one row more than ``limit`` to learn if more follow."""
    shown = rows[:limit]
    more = len(rows) > limit
    return {
        "items": [shape(row) for row in shown],
        "next_cursor": encode(key(shown[-1])) if more and shown else None,
    }
