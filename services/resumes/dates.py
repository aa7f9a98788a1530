"""A grammar of the dates resumes use. Dateparser was measured: half the ranges, 250 times the time."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from domain.spans import Span
from services.resumes.months import (
    AFTER_YEAR_PATTERN,
    MONTH_PATTERN,
    MONTHS,
    NOW_PATTERN,
    ROMAN_PATTERN,
    ROMANS,
    SEASON_PATTERN,
    SEASONS,
)

_YEARS_AHEAD = 8
_YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_POINT = rf"""(?:
    (?P<iso_y#>{_YEAR})[-./](?P<iso_m#>0?[1-9]|1[0-2])(?:[-./]{_DAY})?(?!\d)
  | (?:{_DAY}(?:st|nd|rd|th|\.)?[ ]+(?:of[ ]+|de[ ]+)?)?(?P<name#>{MONTH_PATTERN})(?![^\W\d_])\.?
        (?:[ ]+{_DAY}(?:st|nd|rd|th)?(?=[ ,]))?[ ]*(?:[,/.-]|[’'](?={_YEAR}))?[ ]*
        (?:of[ ]+|de[ ]+|del[ ]+)?(?:(?P<name_y#>{_YEAR})|['’‘](?P<name_yy#>\d\d)|(?P<name_sy#>\d\d))(?!\d)
  | (?P<season#>{SEASON_PATTERN})(?:(?<!s)[ ]of[ ]|[ ]*,?[ ]*)
        (?:(?P<season_y#>{_YEAR})|['’‘](?P<season_yy#>\d\d))(?!\d)
  | (?:{_DAY}[./-])?(?P<num_m#>0?[1-9]|1[0-2])[ ]?[./-][ ]?(?P<num_y#>{_YEAR})(?!\d)
  | (?P<roman#>(?-i:{ROMAN_PATTERN}))[./](?P<roman_y#>{_YEAR})(?!\d)
  | (?P<short_m#>0[1-9]|1[0-2])[/.](?P<short_y#>\d\d)(?![\d/.])
  | (?P<turned_y#>{_YEAR})[ ]*[,/]?[ ]*(?P<turned#>{AFTER_YEAR_PATTERN})\b\.?
        (?![ ]*[,.]?[ ]*(?:{_YEAR}|['’‘]\d\d))
  | (?P<year#>{_YEAR})(?![\d])
  | ['’‘](?P<bare_yy#>\d\d)(?![\w'])
)"""
_DASH = r"(?:[-–—−‐‑‒―~→>]+)"
_ENGLISH = r"to|until|till|til|through|thru|up[ ]+(?:to|until)"
_WORD = rf"(?:{_ENGLISH}|bis|à|a|au|al|hasta|até|tot|la|până[ ]+în|fino[ ]+a|and)"
_PART = r"(?:the[ ]+)?(?:(?:early|late|mid|middle|beginning|start|end)(?:[ ]+(?:of|in))?[ -]+)?"
"""Which part of a year or month is meant ("to early 2014"): the whole of it is counted."""
_SEPARATOR = (
    rf"(?:[ ]*{_DASH}[ ]*(?:(?:to|end)[ ]+)?|,?[ ]+{_WORD}[ ]+{_PART}|(?<=\d){_WORD}[ ]+|(?<=\d)to(?=\d))"
)
_YEARS = r"\d{1,2}[ ]*\+?[ ]*(?:years?|yrs?\.?|y|jahre?|ans?|años?|anni|jaar|anos?|ani)\b"
_MONTHS = r"\d{1,2}[ ]*(?:months?|mos?\.?|mths?|monate?|mois|mes(?:es)?|mesi|maanden|luni)\b"
_LENGTH = rf"(?:[ ]*[(\[·•|]?[ ]*(?:{_YEARS})?,?[ ]*(?:{_MONTHS})?[ ]*[)\]]?)"


def _point(number: int) -> str:
    return _POINT.replace("#", str(number))


def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a verbose pattern: a blank is written ``[ ]``, so that no date reaches into the next cell."""
    return re.compile(pattern, re.I | re.X)


_BOUNDARY = r"(?<![\w/.$€£+-])"
RANGE = _compile(
    rf"{_BOUNDARY}{_point(1)}(?:{_SEPARATOR}(?:{_point(2)}|(?P<now>{NOW_PATTERN})(?!\w))"
    rf"|(?P<open>[ ]*{_DASH}[ ]*(?=$|[\t\n|)])))"
)
_MONTHS_OF_YEAR = _compile(
    rf"(?<!\w)(?P<from>{MONTH_PATTERN}|{SEASON_PATTERN})\b\.?{_SEPARATOR}"
    rf"(?P<to>{MONTH_PATTERN}|{SEASON_PATTERN})\b\.?,?[ ]*(?:(?P<y>{_YEAR})|['’‘](?P<yy>\d\d))(?!\d)"
)
_YEAR_OF_MONTHS = _compile(  # "2021 (May - Nov)"
    rf"{_BOUNDARY}(?P<y>{_YEAR})[ ]*\([ ]*(?P<from>{AFTER_YEAR_PATTERN})\.?{_SEPARATOR}"
    rf"(?P<to>{AFTER_YEAR_PATTERN})\.?[ ]*\)"
)
_YEAR_SHORT_YEAR = _compile(rf"{_BOUNDARY}(?P<y1>{_YEAR})[ ]*[-–—/][ ]*(?P<y2>\d\d)(?![\d/.-])")
_PAIR = _compile(rf"(?:^|(?<=\t))[ ]*{_point(1)}[ ]+{_point(2)}[ ]*(?=$|\t)")
_SHORT_RANGE = _compile(  # "8/15 - 1/18", "2/12 to 7/15": months of years without their century
    rf"(?:^|(?<=[\t(])|(?<=[,.] ))(?P<m1>1[0-2]|[1-9])/(?P<y1>\d\d)"
    rf"(?:[ ]*{_DASH}[ ]*|[ ]+(?:to|thru|until)[ ]+)"
    rf"(?:(?P<m2>1[0-2]|[1-9])/(?P<y2>\d\d)(?![\d/])|(?P<now>{NOW_PATTERN})(?!\w))"
)
_LONGEST_ROW = 500
"""Letters of the longest row of a table in which dates are looked for cell by cell."""
_CELLS = _compile(  # "May 2021" and "current" in two cells of a table
    rf"(?:^|(?<=\t))[ ]*{_point(1)}[ ]*\t[ ]*(?:{_point(2)}|(?P<now>{NOW_PATTERN})(?!\w))[ ]*(?=$|\t)"
)
_NAMED = rf"(?=(?:{MONTH_PATTERN})\b)"
_LOST_DASH = _compile(
    rf"{_BOUNDARY}{_NAMED}{_point(1)}[ ]{{0,3}}(?:{_NAMED}{_point(2)}|(?<=[ ])(?P<now>{NOW_PATTERN})(?!\w))"
)
_INTERVAL = _compile(  # as ISO 8601 writes one: "2012-03/2019-07"
    rf"{_BOUNDARY}(?={_YEAR}-){_point(1)}[ ]*/[ ]*(?:(?={_YEAR}-){_point(2)}|(?P<now>{NOW_PATTERN})(?!\w))"
)
_LOST_DASH_OF_YEARS = _compile(
    rf"(?:^|(?<=[\t\n])|(?<=/[ ]))[ ]*(?={_YEAR}[ ]){_point(1)}[ ]{{1,3}}"
    rf"(?:(?={_YEAR}){_point(2)}|(?P<now>{NOW_PATTERN})(?!\w))(?=[ ]+[^\W\d]|[ ]+\(|[ ]*(?:[\t\n]|$))"
)
_SINCE = _compile(rf"\b(?:since|from|seit|ab|depuis|desde|dal|sinds|din|starting)[ ]+{_PART}{_point(1)}")
_STILL = r",?[ ]+still\b(?:[ ]+(?:here|there|doing[ ]+it))?"
_STARTED = _compile(
    rf"\b(?:started|hired)[ ]+(?:in[ ]+)?{_point(1)}(?:,?[ ]+(?:until|till|to)[ ]+{_point(2)}|{_STILL})?"
)
_ONWARDS = _compile(rf"{_BOUNDARY}{_point(1)}[ ]+(?:onwards?\b|on(?=[ ]*[)\],.:;]|$))")
_POINT_ALONE = _compile(rf"{_BOUNDARY}{_point(1)}(?![\w/-])")
_DIGITS = re.compile(r"\d\d")
_LENGTH_AFTER = re.compile(_LENGTH, re.I)


@dataclass(frozen=True)
class Month:
    """A month of a year; ``month`` is None where only the year is written."""

    year: int
    month: int | None = None

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    def first(self) -> int:
        """Return the number of its first month, counted from year 0."""
        return self.year * 12 + (self.month or 1) - 1

    def last(self) -> int:
        """Return the number of its last month."""
        return self.year * 12 + (self.month or 12) - 1


@dataclass(frozen=True)
class DateRange:
    """A stretch of time and where it is written. ``end`` None means until now.

    ``single``: one date is written, not two; a season then reaches from its first to its last month.
    """

    start: Month
    end: Month | None
    span: Span
    single: bool = False

    @property
    def current(self) -> bool:
        """Tell whether the stretch has no end yet."""
        return self.end is None


def find_ranges(text: str, *, today: date) -> list[DateRange]:
    """Return the date ranges in ``text`` from left to right; impossible ones are left out.

    A range that lies wholly after ``today`` or ends before it starts is no range. The span takes in a
    length in words that follows ("(1 year 1 month)").
    """
    if not _DIGITS.search(text):
        return []
    taken: list[Span] = []  # in order, none over another
    found: list[DateRange] = []
    for pattern, build in _GRAMMAR:
        for match in pattern.finditer(text if pattern is not _CELLS or len(text) <= _LONGEST_ROW else ""):
            span = Span(*match.span())
            place = bisect_left(taken, span)
            beside = taken[max(0, place - 1) : place + 1]
            if any(span.start < other.end and other.start < span.end for other in beside):
                continue
            built = build(match)
            if built is not None and _is_possible(built, today):
                taken.insert(place, span)
                found.append(DateRange(*built, _with_length(text, span)))
    return sorted(found, key=lambda item: item.span)


def find_points(text: str, *, today: date) -> list[DateRange]:
    """Return single dates in ``text`` (a graduation, a certificate, "Summer 2015"), from left to right."""
    found: list[DateRange] = []
    if not _DIGITS.search(text):
        return found
    for match in _POINT_ALONE.finditer(text):
        start, end = _month(match, 1, end=False), _month(match, 1, end=True)
        if start is not None and end is not None and end.year <= today.year + _YEARS_AHEAD:
            found.append(DateRange(start, end, Span(*match.span()), single=True))
    return found


def _with_length(text: str, span: Span) -> Span:
    match = _LENGTH_AFTER.match(text, span.end)
    return Span(span.start, match.end()) if match and any(char.isdigit() for char in match[0]) else span


_Built = tuple[Month, Month | None]


def _is_possible(built: _Built, today: date) -> bool:
    start, end = built
    if start.first() > today.year * 12 + today.month + 11:
        return False
    return end is None or start.first() <= end.last() <= (today.year + _YEARS_AHEAD) * 12 + 11


def _from_range(match: re.Match[str]) -> _Built | None:
    start = _month(match, 1, end=False)
    if start is None:
        return None
    if match["now"] or match["open"] is not None:
        return start, None
    end = _month(match, 2, end=True)
    return (start, end) if end else None


def _from_two(match: re.Match[str]) -> _Built | None:
    """Read two dates whose dash is a stroke, drawn by a style sheet, or lost ("Feb 2010 Oct 2012 …")."""
    start = _month(match, 1, end=False)
    now = match.groupdict().get("now")
    end = None if now else _month(match, 2, end=True)
    return (start, end) if start and (end or now) else None


def _from_months(match: re.Match[str]) -> _Built:
    year = int(match["y"]) if match["y"] else _century(match["yy"])
    first, last = _named(match["from"])[0], _named(match["to"])[1]
    return Month(year - (first > last), first), Month(year, last)


def _from_year_of_months(match: re.Match[str]) -> _Built:
    year = int(match["y"])
    return Month(year, _named(match["from"])[0]), Month(year, _named(match["to"])[1])


def _from_short_years(match: re.Match[str]) -> _Built | None:
    first, last = int(match["y1"]), int(match["y1"][:2] + match["y2"])
    return (Month(first), Month(last)) if first < last <= first + 15 else None


def _from_short(match: re.Match[str]) -> _Built:
    start = Month(_century(match["y1"]), int(match["m1"]))
    return start, None if match["now"] else Month(_century(match["y2"]), int(match["m2"]))


def _from_since(match: re.Match[str]) -> _Built | None:
    start = _month(match, 1, end=False)
    return (start, None) if start else None


def _from_started(match: re.Match[str]) -> _Built | None:
    """Read "started May 2014, until June 2016"; without an end it lasts till now."""
    start, end = _month(match, 1, end=False), _month(match, 2, end=True)
    return (start, end) if start else None


_GRAMMAR = (
    (_STARTED, _from_started),
    (_MONTHS_OF_YEAR, _from_months),
    (_YEAR_OF_MONTHS, _from_year_of_months),
    (_INTERVAL, _from_two),
    (RANGE, _from_range),
    (_YEAR_SHORT_YEAR, _from_short_years),
    (_SINCE, _from_since),
    (_ONWARDS, _from_since),
    (_PAIR, _from_two),
    (_CELLS, _from_two),
    (_SHORT_RANGE, _from_short),
    (_LOST_DASH, _from_two),
    (_LOST_DASH_OF_YEARS, _from_two),
)


def _named(name: str) -> tuple[int, int]:
    """Return the first and last month of a month's or season's name."""
    lowered = name.lower()
    return SEASONS[lowered] if lowered in SEASONS else (MONTHS[lowered], MONTHS[lowered])


def _century(digits: str) -> int:
    return 2000 + int(digits) if int(digits) < 50 else 1900 + int(digits)


def _month(match: re.Match[str], number: int, *, end: bool) -> Month | None:
    """Return the date that group set ``number`` of a match holds; seasons give their first or last month."""

    def part(name: str) -> str | None:
        return match[f"{name}{number}"]

    if part("iso_y"):
        return Month(int(part("iso_y") or 0), int(part("iso_m") or 0))
    if part("name"):
        year = part("name_y")
        short = part("name_yy") or part("name_sy") or "0"
        return Month(int(year) if year else _century(short), _named(part("name") or "")[0])
    if part("season"):
        year = part("season_y")
        return Month(
            int(year) if year else _century(part("season_yy") or "0"), _named(part("season") or "")[int(end)]
        )
    if part("turned"):
        return Month(int(part("turned_y") or 0), _named(part("turned") or "")[0])
    if part("num_m"):
        return Month(int(part("num_y") or 0), int(part("num_m") or 0))
    if part("roman"):
        return Month(int(part("roman_y") or 0), ROMANS[part("roman") or ""])
    if part("short_m"):
        return Month(_century(part("short_y") or "0"), int(part("short_m") or 0))
    if part("bare_yy"):
        return Month(_century(part("bare_yy") or "0"))
    return Month(int(part("year") or 0)) if part("year") else None
