"""Read what a statement tells of a position: "Worked as fitter in Sun Mills from May 2009 to June 2011"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.spans import Span
from services.features.numerals import PATTERN, value_of
from services.resumes import lexicon
from services.resumes.characters import bullet_end
from services.resumes.dates import DateRange, find_points, find_ranges
from services.resumes.sections import Placed
from services.resumes.words import has_legal_form, is_place, title_score

_EXPERIENCE = r"exp(?:[ei]*r[ia]+[ei]nce)?s?\b\.?"
"""With the misspellings seen most, and short ("2 years work exp")."""
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
_WORKED = re.compile(
    r"\W*(?:\(?(?:\d{1,2}|[ivx]{1,4})\W{1,3})?(?:i\s+(?:am|have|had|was)\s+)?(?:(?:been|currently|presently|present"
    r"|previously|formerly|earlier|now|is)\s+)*(?:work(?:ing|ed|s)?|employed|joined|associated)\s",
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
_TITLE_ENDS = lexicon.group("statement_ends", "title")
_NAME_ENDS = lexicon.group("statement_ends", "employer")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.])(?:pvt|ltd|co|inc|corp|st|dr|mr|mrs|m/s|eng|engg|\w|[a-z](?:\.[a-z])+)\.$", re.I
)
_PRIVATE = re.compile(r"\((?:P|I|Pvt\.?|India)\)", re.I)
"""Brackets within the name of a company in India: "Vikas Construction (P) Ltd."."""
_QUOTES = " \"'“”‘’`*•"
_MOST_WORDS = 8
_MOST_LINES = 4
LONGEST = 400
"""Letters of the longest statement."""


@dataclass(frozen=True)
class Statement:
    """What is told of a position; ``lasts``: it is held still. ``months`` is a length that is stated."""

    text: str
    title: str | None
    company: str | None
    dates: DateRange | None
    months: int | None
    lasts: bool


def statements_of(lines: Sequence[Placed]) -> Iterator[tuple[str, Span]]:
    """Yield statements with their places: a list's item, or a line that begins one, with its rest below."""
    text, start, end, count = "", 0, 0, 0
    for item in lines:
        said = item.text[bullet_end(item.text) :].replace("\t", " ").strip()
        labels = item.text.rstrip().endswith(":")
        opens = bool(labels or bullet_end(item.text) or _OPENS.match(item.text) or item.line.gap >= 1)
        if text and not opens and count < _MOST_LINES and len(text) < LONGEST:
            text, end, count = f"{text} {said}", item.end, count + 1
            continue
        if text:
            yield text, Span(start, end)
        text, start, end, count = said, item.start, item.end, 1
    if text:
        yield text, Span(start, end)


def dated_heads(lines: Sequence[Placed], *, today: date) -> Iterator[Placed]:
    """Yield the lines; a statement that tells who, where and when, broken or not, as a head."""
    skipped = 0
    for place, item in enumerate(lines):
        if skipped:
            skipped -= 1
            continue
        head, skipped = _dated_head(lines[place : place + _MOST_LINES], today) or (item, 0)
        yield head


def _dated_head(lines: Sequence[Placed], today: date) -> tuple[Placed, int] | None:
    """Return the head that a statement at the first of ``lines`` is, and how many lines more it takes."""
    first = lines[0]
    text = ""
    if not _WORKED.match(first.text):
        return None
    for count, item in enumerate(lines):
        broken = count and (bullet_end(item.text) or _OPENS.match(item.text) or item.line.gap >= 1)
        if broken or item.text.rstrip().endswith(":"):
            return None
        text = f"{text} {item.text[bullet_end(item.text) :].replace(chr(9), ' ')}".strip()
        said = read_statement(text, today=today)
        if said and said.dates and said.title and said.company and len(find_ranges(text, today=today)) < 2:
            dates = f"{said.dates.start} – {said.dates.end or 'present'}"
            reach = item.end - first.start  # every span points into the text
            cells = f"{said.title}\t{said.company}\t{dates}".ljust(reach, "\t")
            return Placed(replace(first.line, text=cells, gap=max(1.0, first.line.gap)), first.start), count
    return None


def read_statement(text: str, *, today: date) -> Statement | None:
    """Return what ``text`` tells, if it tells of work and not at length."""
    if len(text) > LONGEST or not _TELLS.search(text):
        return None
    title = _title(text)
    company = _company(text, _BY if title else _WORKED_BY)
    return Statement(text, title, company, _dates(text, today), _months(text), bool(_NOW.search(text)))


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
    said = " ".join(words).strip(f"{_QUOTES},;:")
    return said if words and _ABBREVIATED.search(words[-1]) else said.removesuffix(".")
