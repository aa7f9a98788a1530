"""Cursors: opaque outside, the last row's key inside, so that pages stay stable while rows are inserted."""

import base64
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from domain.problems import Invalid

T = TypeVar("T")


def decode(cursor: str | None) -> int | None:
    """Return the key in a cursor; Invalid for anything that :func:`page` never gave."""
    return None if cursor is None else _key(unpack(cursor, 1)[0])


def encode(key: int) -> str:
    """Return a key as a cursor."""
    return pack(str(key))


def pack(*parts: str) -> str:
    """Return the parts of a key, none with a space in it, as a cursor."""
    return base64.urlsafe_b64encode(" ".join(parts).encode()).decode().rstrip("=")


def unpack(cursor: str, count: int) -> list[str]:
    """Return the ``count`` parts in a cursor; Invalid for anything that :func:`pack` never gave."""
    try:
        parts = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").split(" ")
    except (ValueError, UnicodeError):
        raise foreign_cursor() from None
    if len(parts) != count:
        raise foreign_cursor()
    return parts


def foreign_cursor() -> Invalid:
    """Return the refusal of a cursor that this list never gave."""
    return Invalid(cursor="is not a cursor of this list")


def _key(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise foreign_cursor()
    return int(text)


def page(rows: Sequence[T], limit: int, key: Callable[[T], int], shape: Callable[[T], Any]) -> dict[str, Any]:
    """Return a page of ``limit`` shaped rows; ask for one row more than ``limit`` to learn if more follow."""
    shown = rows[:limit]
    more = len(rows) > limit
    return {
        "items": [shape(row) for row in shown],
        "next_cursor": encode(key(shown[-1])) if more and shown else None,
    }
