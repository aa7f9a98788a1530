"""Read single fields that boards write: one odd value costs no posting, one odd posting no list."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from domain.codes import JobType, Level
from domain.postings import JobPosting, Salary
from domain.sources import SchemaDrift

_TYPES = (
    ("volunt", JobType.VOLUNTEER),
    ("intern", JobType.INTERNSHIP),
    ("praktik", JobType.INTERNSHIP),
    ("part", JobType.PART_TIME),
    ("teilzeit", JobType.PART_TIME),
    ("contract", JobType.CONTRACT),
    ("per_diem", JobType.OTHER),
    ("other", JobType.OTHER),
    ("freelance", JobType.CONTRACT),
    ("temp", JobType.TEMPORARY),
    ("seasonal", JobType.TEMPORARY),
    ("befristet", JobType.TEMPORARY),
    ("full", JobType.FULL_TIME),
    ("vollzeit", JobType.FULL_TIME),
    ("permanent", JobType.FULL_TIME),
    ("regular", JobType.FULL_TIME),
)
_LEVELS = (
    ("intern", Level.INTERNSHIP),
    ("entry", Level.ENTRY),
    ("junior", Level.ENTRY),
    ("associate", Level.ASSOCIATE),
    ("mid", Level.MID_SENIOR),
    ("senior", Level.MID_SENIOR),
    ("director", Level.DIRECTOR),
    ("executive", Level.EXECUTIVE),
)
_LONGEST = 500
T = TypeVar("T")


def text(value: Any) -> str:
    """Return one line of text; "" for anything that is neither text nor a number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())[:_LONGEST]


def texts(values: Any) -> tuple[str, ...]:
    """Return the texts of a list, in order and each once; () for anything else."""
    found = [text(value) for value in values] if isinstance(values, list) else []
    return tuple(dict.fromkeys(filter(None, found)))


def record(value: Any) -> dict[str, Any]:
    """Return an object, or an empty one."""
    return value if isinstance(value, dict) else {}


def link(value: Any) -> str | None:
    """Return a web address, or None for anything that a browser should not be sent to."""
    address = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address[:2000] if parts.scheme in ("http", "https") and parts.hostname else None


def moment(value: Any) -> datetime | None:
    """Return a time given as ISO 8601 or as seconds or milliseconds since 1970; naive ones are UTC."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > 1e11 else value, UTC)
        found = datetime.fromisoformat(str(value).strip())
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def amount(value: Any) -> float | None:
    """Return a positive number; 0 is how boards leave pay open."""
    if isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 < value < 1e9 else None


def salary(low: Any, high: Any, currency: Any, period: str | None) -> Salary | None:
    """Return the pay range, lowest first; None without any figure."""
    figures = sorted(figure for figure in (amount(low), amount(high)) if figure is not None)
    if not figures:
        return None
    code = text(currency).upper()
    known = code if re.fullmatch(r"[A-Z]{3}", code) else None
    return Salary(
        figures[0] if amount(low) is not None else None,
        figures[-1] if amount(high) is not None else None,
        known,
        period,
    )


def job_type(*values: Any) -> JobType | None:
    """Return the contract type that the first telling value names: "full_time", "Part-Time", "Vollzeit"."""
    return _named(_TYPES, values)


def level(*values: Any) -> int | None:
    """Return the level that the first telling value names: "Entry Level", "Senior Level"."""
    return _named(_LEVELS, values)


def postings(items: Any, read: Callable[[dict[str, Any]], JobPosting | None]) -> tuple[JobPosting, ...]:
    """Read every object of a list; SchemaDrift when it is no list, or when not one of many could be read."""
    if not isinstance(items, list):
        raise SchemaDrift("the answer has no list of postings")
    found = tuple(_readable(items, read))
    if items and not found:
        raise SchemaDrift(f"none of {len(items)} postings has the fields it should have")
    return found


def _readable(
    items: Iterable[Any], read: Callable[[dict[str, Any]], JobPosting | None]
) -> Iterable[JobPosting]:
    for item in items:
        posting = read(item) if isinstance(item, dict) else None
        if posting is not None and posting.title and posting.external_id:
            yield posting


def _named(table: Iterable[tuple[str, T]], values: Iterable[Any]) -> T | None:
    for value in values:
        said = text(value).lower()
        for word, meaning in table:
            if word in said:
                return meaning
    return None
