"""Count working life in months: both end months counted, overlaps once, gaps not at all."""

from collections.abc import Sequence
from datetime import date

from domain.resumes import Experience, WorkEntry
from services.resumes.dates import DateRange, Month
from services.resumes.stated import stated_months

_MOST_MONTHS = 12 * 60


def months_between(dates: DateRange, today: date) -> int:
    """Return the months of a range, first and last included; a bare year is January to December."""
    first, last = _bounds(dates.start, dates.end, today)
    return max(last - first + 1, 0)


def total_experience(work: Sequence[WorkEntry], *, today: date) -> Experience:
    """Return the union of all positions' months up to ``today``. Two roles at once count once.

    Intervals that touch (one ends in May, the next starts in June) are one interval. Where no position has a
    date, the lengths that are stated ("six years") add up.
    """
    spans = sorted(_interval(entry, today) for entry in work if entry.start_date)
    merged: list[tuple[int, int, bool]] = []
    for first, last, current in spans:
        if merged and first <= merged[-1][1] + 1:
            start, end, open_end = merged[-1]
            merged[-1] = (start, max(end, last), open_end or current)
        else:
            merged.append((first, last, current))
    total = sum(max(last - first + 1, 0) for first, last, _ in merged)
    if not merged:
        total = min(_MOST_MONTHS, sum(entry.months or 0 for entry in work))
    intervals = tuple((_iso(first), None if current else _iso(last)) for first, last, current in merged)
    return Experience(total_months=total, total_years=round(total / 12, 1), intervals=intervals)


def experience_of(work: Sequence[WorkEntry], text: str, *, today: date) -> Experience:
    """Return :func:`total_experience`; where no position tells for how long, the years ``text`` states."""
    counted = total_experience(work, today=today)
    if counted.total_months:
        return counted
    months = stated_months(text)
    return Experience(total_months=months, total_years=round(months / 12, 1))


def overlapping(work: Sequence[WorkEntry], *, today: date) -> bool:
    """Tell whether two positions ran side by side for more than a month."""
    spans = sorted(_interval(entry, today)[:2] for entry in work if entry.start_date)
    reach = -1
    for first, last in spans:
        if reach > first:
            return True
        reach = max(reach, last)
    return False


def parse_month(text: str) -> Month:
    """Return ``YYYY-MM`` or ``YYYY`` as a month; ValueError for anything else."""
    year, _, month = text.partition("-")
    return Month(int(year), int(month[:2]) if month else None)


def _interval(entry: WorkEntry, today: date) -> tuple[int, int, bool]:
    start = parse_month(entry.start_date or "")
    end = parse_month(entry.end_date) if entry.end_date else None
    return (*_bounds(start, end, today), entry.current or end is None)


def _bounds(start: Month, end: Month | None, today: date) -> tuple[int, int]:
    now = today.year * 12 + today.month - 1
    return start.first(), min(end.last(), now) if end else now


def _iso(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
