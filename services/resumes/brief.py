"""Read careers of a few short statements: "2 years experience in Sun Mills Ltd as a fitter", one an item.

Applicants whose resume is a page of lists tell their work so, with no head and often no date. Read only where
nothing else told a position, and under a heading of work.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from domain.resumes import WorkEntry
from domain.spans import Span
from services.features.numerals import PATTERN, value_of
from services.resumes.characters import bullet_end
from services.resumes.dates import DateRange, find_points, find_ranges
from services.resumes.entries import as_iso
from services.resumes.experience import months_between
from services.resumes.sections import Part, Placed
from services.resumes.words import has_legal_form, is_place, title_score

_EXPERIENCE = r"exp(?:[ei]*r[ia]+[ei]nce)?s?\b\.?"
_LENGTH = re.compile(
    rf"(?<![\w.])(?:(?P<half_more>one|1) (?:and|&) (?:a )?half|(?P<number>{PATTERN})"
    r"(?P<half>\s*(?:½|1[/⁄]2|\.5))?)"
    r"\s*\+?\s*-?(?P<unit>years?|yrs?|months?|mon?ths?|mos?)\b",
    re.I,
)
_TELLS = re.compile(
    rf"\b(?:{_EXPERIENCE}|worked|working|employed|associated with|(?:first|last|present|current) job|joined)",
    re.I,
)
_OPENS = re.compile(
    rf"\W*(?:\d{{1,2}}\W{{0,2}}\s)?\W*(?:(?:more than|over|total|about)\s+)?"
    rf"(?:(?:{PATTERN})\s*\+?\s*(?:years?|yrs?|months?)\b|(?:i\s+(?:am|have|had|was|work)|worked|working|presently|"
    r"currently|previously|earlier|present|my (?:first|last)|joined|employed)\b)",
    re.I,
)
_AS = re.compile(r"\bas\s+(?:an?\s+|the\s+)?", re.I)
_BY = re.compile(
    r"\b(?:in|at|with|under|for|of|by)\s+(?:the\s+|m/s\.?\s+|a\s+company\s+(?:named|called)\s+)?", re.I
)
_WORKED_BY = re.compile(
    rf"\b(?:{_EXPERIENCE}|worked|working|employed|associated|joined)\W+{_BY.pattern}", re.I
)
"""Where no title is said, nothing may stand between the work and who employed."""
_NOW = re.compile(
    r"\b(?:presently|currently|still|at present|now|till (?:date|now)|to date)\b|\bworking\b", re.I
)
_SINCE = re.compile(r"\b(?:since|from)\s*$", re.I)
_TITLE_ENDS = frozenset(
    [
        "in",
        "at",
        "with",
        "for",
        "from",
        "since",
        "under",
        "during",
        "of",
        "on",
        "where",
        "and",
        "till",
        "to",
        "by",
    ]
)
_NAME_ENDS = frozenset(
    [
        "as",
        "from",
        "since",
        "for",
        "during",
        "where",
        "on",
        "till",
        "to",
        "at",
        "in",
        "having",
        "which",
        "and",
        "under",
    ]
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.])(?:pvt|ltd|co|inc|corp|st|dr|mr|mrs|m/s|eng|engg|\w|[a-z](?:\.[a-z])+)\.$", re.I
)
_PRIVATE = re.compile(r"\((?:P|I|Pvt\.?|India)\)", re.I)
"""Brackets within the name of a company in India: "Vikas Construction (P) Ltd."."""
_QUOTES = " \"'“”‘’`*•"
_MOST_WORDS = 8
_MOST_LINES = 4
_LONGEST = 400


def read_brief(parts: Sequence[Part], *, today: date) -> tuple[WorkEntry, ...]:
    """Return the positions that statements under a heading of work tell, in the order they are written."""
    lines = [item for part in parts if part.kind == "work" for item in part.lines]
    told = (_position(text, span, today) for text, span in _statements(lines))
    return tuple(entry for entry in told if entry)


def _statements(lines: Sequence[Placed]) -> Iterator[tuple[str, Span]]:
    """Yield statements with their places: a list's item, or a line that begins one, with its rest below."""
    text, start, end, count = "", 0, 0, 0
    for item in lines:
        said = item.text[bullet_end(item.text) :].replace("\t", " ").strip()
        labels = item.text.rstrip().endswith(":")
        opens = bool(labels or bullet_end(item.text) or _OPENS.match(item.text) or item.line.gap >= 1)
        if text and not opens and count < _MOST_LINES and len(text) < _LONGEST:
            text, end, count = f"{text} {said}", item.end, count + 1
            continue
        if text:
            yield text, Span(start, end)
        text, start, end, count = said, item.start, item.end, 1
    if text:
        yield text, Span(start, end)


def _position(text: str, span: Span, today: date) -> WorkEntry | None:
    """Return the position a statement tells: a title or an employer, and a length, dates or that it lasts."""
    if len(text) > _LONGEST or not _TELLS.search(text):
        return None
    dates, months = _dates(text, today), _months(text)
    title = _title(text)
    company = _company(text, _BY if title else _WORKED_BY)
    lasts = bool(_NOW.search(text))
    timed = dates is not None or months is not None or lasts
    if not (title or company) or not (timed or (title and company)):
        return None
    return WorkEntry(
        position=title,
        company=company,
        start_date=str(dates.start) if dates else None,
        end_date=as_iso(dates.end) if dates else None,
        current=dates.current if dates else lasts and months is None,
        months=months_between(dates, today) if dates else months,
        summary=text,
        span=span,
    )


def _dates(text: str, today: date) -> DateRange | None:
    ranges = find_ranges(text, today=today)
    if ranges:
        return ranges[0]
    begun = (one for one in find_points(text, today=today) if _SINCE.search(text[: one.span.start]))
    first = next(begun, None)
    return DateRange(first.start, None, first.span) if first else None


def _months(text: str) -> int | None:
    match = _LENGTH.search(text)
    if match is None:
        return None
    number = 1.5 if match["half_more"] else value_of(match["number"].lower()) + bool(match["half"]) / 2
    return round(number * (12 if match["unit"][0] in "yY" else 1))


def _title(text: str) -> str | None:
    """Return what somebody was, said behind "as"; a title's word must be in it."""
    for match in _AS.finditer(text):
        words = _until(text[match.end() :], _TITLE_ENDS)
        if words and title_score(words) >= 1.0:
            return words
    return None


def _company(text: str, behind: re.Pattern[str]) -> str | None:
    """Return who employed: a name in capitals, or one with a legal form, ``behind`` "in", "at" or "with"."""
    for match in behind.finditer(text):
        words = _until(text[match.end() :], _NAME_ENDS)
        named = words[:1].isupper() or words[:1].isdigit() or has_legal_form(words)
        if words and named and not (title_score(words) or is_place(words) or _LENGTH.match(words)):
            return words
    return None


def _until(text: str, ends: frozenset[str]) -> str:
    """Return the words up to one of ``ends``, a comma, a bracket or a full stop that is no abbreviation's."""
    words: list[str] = []
    for word in text.split()[:_MOST_WORDS]:
        bare = word.casefold().strip(_QUOTES)
        if words and _PRIVATE.fullmatch(word):
            words.append(word)
            continue
        if bare in ends or (words and word[:1] in "([{"):
            break
        head, bracket, _ = word.partition("(") if words or not word.startswith("(") else (word, "", "")
        words.append(head.rstrip(",;:"))
        stopped = word.endswith((",", ";", ":")) or (word.endswith(".") and not _ABBREVIATED.search(word))
        if bracket or stopped:
            break
    return " ".join(words).strip(f"{_QUOTES},;:").removesuffix("." if not _ends_abbreviated(words) else "\0")


def _ends_abbreviated(words: Sequence[str]) -> bool:
    return bool(words and _ABBREVIATED.search(words[-1]))
