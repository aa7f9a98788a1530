"""Give each position that a sentence tells the dates that belong to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from domain.spans import Span
from services.resumes.dates import DateRange, Month, find_points, find_ranges

_UNTIL = re.compile(
    r"(?:\b(?:before|prior to|until|till|'til|through|thru)\b[^,;.()]{0,40}"
    r"|\bto (?:in |about |around |early |late |mid-)?"
    r"|\b(?:left|leaving|quit|retir\w+|stopped|ended|finished|closed|sold|laid off|let go)\b[^,;.()]{0,40})$",
    re.I,
)
_ELSE = re.compile(r";|\b(?:then|before|after which|later|afterwards|whereupon)\b")
"""What parts the dates of something else from the first position of a sentence."""
_AFTER = re.compile(r"\W*(?:after|following)\b", re.I)
"""What begins a sentence whose first dates are of what was before ("After the army (1998-2008), I …")."""
_TO_BEGIN = re.compile(
    r",?\s+(?:to\s+(?:join|become|work|take|start|be|run|open|found|manage)|and\s+(?:have|has)\s+since)\b",
    re.I,
)
"""What says that something else began when one thing ended: "I left in 2011 to join …"."""
_BREAK = re.compile(r"[;:]|\b(?:and|then|before|but|after|later)\b")
_LED_TO = re.compile(
    r"(?:\b(?:in|since|from|until|till|through|by|of|early|late|mid|around|about|during|to|spring|summer|fall|autumn"
    r"|winter|back in)[ -]|[(,] ?)$",
    re.I,
)
_STUDY = re.compile(
    r"\b(?:graduat\w+|degree|diploma|school|born|studie[sd]|finished|certifi\w+|licen[cs]ed?)\b[^,;.]*$", re.I
)
_FROM, _ON = (
    re.compile(r"(?:from|started|hired)\b(?!.*\bstill\b)[^-–—]*$", re.I),
    re.compile(r"\s+on(?:wards?)?\b", re.I),
)
_BEFORE = 45
"""Letters before a date that tell whether something began or ended at it."""


@dataclass(frozen=True)
class When:
    """From when to when a position was held, as far as it is told.

    ``current``: it is held still; ``begun``: it is said that it began at its start.
    """

    start: Month | None = None
    end: Month | None = None
    current: bool = False
    begun: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether beginning and end are known."""
        return bool(self.start and (self.end or self.current))

    def holds(self, month: Month) -> bool:
        """Tell whether ``month`` lies between beginning and end."""
        if self.start is None or self.end is None:
            return False
        return self.start.first() < month.first() <= self.end.last()

    def __or__(self, other: "When") -> "When":
        """Return these dates with what they lack taken from ``other``."""
        return When(
            self.start or other.start,
            self.end or (None if self.current else other.end),
            self.current or (other.current and self.end is None),
            self.begun or other.begun,
        )


@dataclass(frozen=True)
class _Mark:
    when: When
    span: Span


def when_of(text: str, roles: Sequence[Span], *, today: date) -> list[When]:
    """Return the dates of each of ``roles``, which stand in ``text``; all dates of it for a single one.

    Dates go with the position before them, unless a new clause begins with them ("… and in 2015 became").
    """
    owned: list[list[_Mark]] = [[] for _ in roles]
    for mark in _marks(text, today) if roles else ():
        if _ELSE.search(text, mark.span.end, max(mark.span.end, roles[0].start)):
            continue
        place = _owner(text, roles, mark.span)
        leads = place == 0 and mark.span.end <= roles[0].start and _AFTER.match(text)
        owned[place].append(_Mark(When(mark.when.end, begun=True), mark.span) if leads else mark)
    return [_joined(marks, role) for marks, role in zip(owned, roles, strict=True)]


def _joined(marks: Sequence[_Mark], role: Span) -> When:
    """Return the first dates that say from when to when; else a beginning and an end that stand apart.

    An end that is told goes before "since", and what stands behind a position before what stands ahead of it.
    """
    closed = sorted(marks, key=lambda mark: mark.when.current)
    whole = next((mark.when for mark in closed if mark.when.whole), None)
    nearest = sorted(marks, key=lambda mark: mark.span.start < role.start)
    return whole or reduce(or_, (mark.when for mark in nearest), When())


def _owner(text: str, roles: Sequence[Span], mark: Span) -> int:
    later = next((place for place, role in enumerate(roles) if role.start >= mark.start), len(roles))
    if later == 0:
        return 0
    between = text[roles[later - 1].end : mark.start]
    aside = between.count("(") > between.count(")")
    return later if later < len(roles) and not aside and _BREAK.search(between) else later - 1


def _marks(text: str, today: date) -> list[_Mark]:
    ranges = find_ranges(text, today=today)
    marks = [_Mark(_range_of(one, text), one.span) for one in ranges]
    for point in find_points(text, today=today):
        span = point.span
        if any(one.span.start < span.end and span.start < one.span.end for one in ranges):
            continue
        ended = _UNTIL.search(text, max(0, span.start - _BEFORE), span.start)
        if ended and _TO_BEGIN.match(text, span.end):
            marks.append(_Mark(When(point.start, begun=True), span))
        elif ended:
            marks.append(_Mark(When(end=point.end), span))
        elif _dates_something(text, span, point.start):
            marks.append(_Mark(When(start=point.start), span))
    return sorted(marks, key=lambda mark: mark.span)


def _range_of(dates: DateRange, text: str) -> When:
    """Return a range's dates; "from 2009" tells no end, which may follow ("… until its sale in 2020")."""
    alone = dates.current and _FROM.match(dates.span.of(text)) and not _ON.match(text, dates.span.end)
    return When(dates.start, begun=True) if alone else When(dates.start, dates.end, dates.current)


def _dates_something(text: str, span: Span, month: Month) -> bool:
    """Tell whether a single date is led to as dates are ("in 2013", no "section 1983") and no school's."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    return (month.month is not None or bool(_LED_TO.search(before))) and not _STUDY.search(before)
