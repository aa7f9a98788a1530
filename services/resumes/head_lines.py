"""What heads an entry: lines that may name a position, company, school or place, their cells and dates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.spans import Span
from services.resumes.characters import bullet_end
from services.resumes.dates import DateRange
from services.resumes.sections import Placed
from services.resumes.words import has_legal_form, title_score

HEAD_LENGTH = 110
"""Letters of the longest line that may name something, blanks between its cells not counted."""
_NUMBERED_WORDS = 6
LABELLED = re.compile(r"\d{1,2}[.)]\s*[^\W\d_][\w ]{2,20}:\s")
"""A numbered line of a form ("1) Company: Acme"), which is no list's item."""
_LENGTH_ONLY = re.compile(
    r"^\W*(?:\d{1,2}\+?\s*(?:years?|yrs?|jahre?|ans?|años?|anni)\W*)?"
    r"(?:\d{1,2}\s*(?:months?|mos?|mths?|monate?|mois|meses|mesi)\W*)?(?:less than a year\W*)?$",
    re.I,
)


_SMALL = re.compile(
    r"\b(?:an?|and|at|by|during|for|from|in|of|on|or|over|since|than|that|the|to|until|with)$"
)
"""What a line ends with whose sentence goes on below."""
_SINCE = re.compile(r"(?<=\w )since\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_FIRST_WORD = re.compile(r"[\W\d_]*(\w)")
_SAYING_WORDS = re.compile(r"(?<![\w-])[a-zß-ÿ][\w'’-]{3,}")
_SAYING = 2
"""Words in small letters, of four letters at least, in what is a sentence and no name."""
_SENTENCE_LINES = 8
_APART = 0.45
"""From this distance to the line above, in lines, a paragraph begins."""


@dataclass(frozen=True)
class Cell:
    """One cell of a head line, dates taken out. ``row`` counts from the entry's first line."""

    text: str
    start: int
    row: int
    bold: bool
    size: float


@dataclass(frozen=True)
class Entry:
    """A dated entry. ``body`` holds the lines that do not head it."""

    head: tuple[Cell, ...]
    tail: tuple[Cell, ...]
    dates: DateRange
    body: tuple[Placed, ...]
    span: Span


@dataclass(frozen=True)
class Anchor:
    """A line that carries an entry's dates."""

    index: int
    dates: DateRange


def is_length(text: str) -> bool:
    """Tell whether a line only says how long something took ("3 years 2 months")."""
    return any(char.isdigit() for char in text) and bool(_LENGTH_ONLY.match(text))


def is_head_line(item: Placed) -> bool:
    """Tell whether a line may name a position, company, school or place: short, no list item, no sentence."""
    text = item.text
    if (
        (bullet_end(text) and not LABELLED.match(text) and not _is_numbered_title(text))
        or (len(text) > HEAD_LENGTH and len(" ".join(text.split())) > HEAD_LENGTH)
        or text[:1].islower()
    ):
        return False
    return has_legal_form(text) or not (text.endswith((".", ";", ":")) and len(text.split()) > 4)


def _is_numbered_title(text: str) -> bool:
    """Tell whether a line is a job's title with its number in a list ("2. CNC Machinist, Lead")."""
    bare = text[bullet_end(text) :]
    return text[:1].isdigit() and len(bare.split()) <= _NUMBERED_WORDS and title_score(bare) == 1.0


def are_of_prose(lines: Sequence[Placed], index: int, span: Span) -> bool:
    """Tell whether the dates at ``span`` stand in a sentence that a narrow column broke, or end one.

    "internship with three posts / since 2021", "No time lost in my crew since 2020.": they date no position.
    """
    item = lines[index]
    before, above = item.text[: span.start].strip(), lines[index - 1].text if index else ""
    if not above or item.line.gap >= _APART or title_score(before):
        return False
    if not before:
        return bool(_SMALL.search(above)) and item.text[span.end :].lstrip()[:1].islower()
    if _begins_small(before):
        return _says(above) and not _YEAR.search(above) and _is_told_from(lines, index)
    ended = item.text[span.end : span.end + 1] in ("", ".", ";")
    return bool(_SINCE.match(item.text, span.start)) and ended and _says(before)


def _is_told_from(lines: Sequence[Placed], index: int) -> bool:
    """Tell whether a line in small letters goes on from one that begins in capitals, as sentences do."""
    for place in range(index - 1, max(-1, index - 1 - _SENTENCE_LINES), -1):
        if not _begins_small(lines[place].text):
            return True
        if lines[place].line.gap >= _APART:
            return False
    return False


def _begins_small(text: str) -> bool:
    first = _FIRST_WORD.match(text[bullet_end(text) :])
    return bool(first and first[1].islower())


def _says(text: str) -> bool:
    """Tell whether a line reads like a part of a sentence: a list's item, or no title; with small letters."""
    plain = bullet_end(text) > 0 or title_score(text) < 1.0
    return plain and len(_SAYING_WORDS.findall(text)) >= _SAYING
