"""What a board's status code means for a search."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from domain.sources import (
    AuthExpired,
    BadQuery,
    Blocked,
    RateLimited,
    SchemaDrift,
    SourceError,
    Throttled,
    Transient,
)

PATIENCE = 15.0
"""A search waits this many seconds for a board that asks to be left alone for a while, not more."""


def refusal(status: int, headers: Mapping[str, str]) -> SourceError:
    """Return the typed error for an answer that is not 200; ``headers`` by lower-case name."""
    wait = retry_after(headers)
    match status:
        case 429:
            return throttled(wait, status)
        case 401 | 407:
            return AuthExpired("the key is not accepted", status=status)
        case 403 | 451 | 999:
            return Blocked("the site refuses requests from here", status=status)
        case 400 | 414 | 422:
            return BadQuery(f"the site answered {status}", status=status)
        case 408 | 425 | 500 | 502 | 503 | 504 | 520 | 522 | 524:
            if wait is not None and wait > PATIENCE:
                return throttled(wait, status)
            return Transient(f"the site answered {status}", status=status, retry_after=wait)
    return SchemaDrift(f"the site answered {status} where its documentation says 200", status=status)


def throttled(wait: float | None, status: int) -> SourceError:
    """Return the error of a site that asks for fewer requests."""
    late = wait is not None and wait > PATIENCE
    detail = f"the site asks to wait {wait:.0f} s" if wait is not None else "the site asks for fewer requests"
    return (Throttled if late else RateLimited)(detail, status=status, retry_after=wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a ``Retry-After`` header, given as seconds or as a date."""
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return min(float(value), 86_400.0)
    try:
        due = parsedate_to_datetime(value)
    except ValueError:
        return None
    due = due if due.tzinfo else due.replace(tzinfo=UTC)
    return min(max(0.0, (due - datetime.now(UTC)).total_seconds()), 86_400.0)
