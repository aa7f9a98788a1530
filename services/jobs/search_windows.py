"""Look at the newest postings first: where a word is in very many, they fill a page and suffice for counting.

The day and the week of a posting are words of its document (``#d20780``, ``#w2968``), so that the index looks
them up together with the words asked.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile
from math import ceil

PAGE_LOOK = 5_000
"""Postings that are looked at first to fill a page."""

COUNT_LOOK = 20_000
"""Postings that are looked at first to count."""

WIDER = 8
"""How many times wider the next look is."""

SPREAD_DAYS = 90
"""Days over which an account's postings are taken to be spread; a wrong guess costs a look."""

_WORTH_IT = 1 / 8
"""A look at more than this share of the postings may as well be one at all of them."""

_DAY = 86_400
_WEEK_FROM = 14
"""Days from which a span is named by its weeks."""


def spans(rows: float, first: int) -> Iterable[int]:
    """Return after how many days looks end, the first after about ``first`` of ``rows`` postings."""
    looks = (first * WIDER**step for step in range(10))
    return [
        ceil(SPREAD_DAYS * look / rows) for look in takewhile(lambda look: look < rows * _WORTH_IT, looks)
    ]


def newest(query: str, days: int, latest: datetime) -> str:
    """Return ``query`` for postings dated in the ``days`` up to ``latest``, or a few more."""
    last = int(latest.timestamp() // _DAY)
    first = last - days
    if days < _WEEK_FROM:
        named = [f"'#d{day}'" for day in range(first, last + 1)]
    else:
        named = [f"'#w{week}'" for week in range(first // 7, last // 7 + 1)]
    dated = f"({' | '.join(named)})"
    return f"({query}) & {dated}" if query else dated
