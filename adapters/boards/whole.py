"""Tell whether a company's board showed all that it lists: only then does absence mean anything.

The reader of boards leaves out rows that it cannot read, and stops at pages that fail, without a word. So the
rows of the one document are counted here, and every one of them must have been read.
"""

from collections.abc import Callable, Mapping
from typing import Any

Rows = Callable[[Any], list[Any] | None]


def is_whole(system: str, documents: list[Any], read: int) -> bool:
    """Tell whether ``read`` postings are all of a board that answers in one document.

    An empty list is only believed where the board also says that there are none.
    """
    if system not in _ROWS or len(documents) != 1:
        return False
    rows = _ROWS[system](documents[0])
    if rows is None or len(rows) != read:
        return False
    return read > 0 or _stated(documents[0]) == 0


def _stated(document: Any) -> int | None:
    """Return how many postings the board says it has, where it does."""
    meta = document.get("meta") if isinstance(document, dict) else None
    return meta.get("total") if isinstance(meta, dict) else None


def _greenhouse(document: Any) -> list[Any] | None:
    rows = _jobs(document)
    return rows if rows is not None and _stated(document) == len(rows) else None


def _ashby(document: Any) -> list[Any] | None:
    rows = _jobs(document)
    return rows and [row for row in rows if not (isinstance(row, dict) and row.get("isListed") is False)]


def _jobs(document: Any) -> list[Any] | None:
    rows = document.get("jobs") if isinstance(document, dict) else None
    return rows if isinstance(rows, list) else None


def _list(document: Any) -> list[Any] | None:
    return document if isinstance(document, list) else None


_ROWS: Mapping[str, Rows] = {"greenhouse": _greenhouse, "lever": _list, "ashby": _ashby, "workable": _jobs}
