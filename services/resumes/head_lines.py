"""What heads an entry: lines that may name a position, company, school or place, their cells and dates."""

import re
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
    """Tell whether a line is a job's title, or an employer in capitals, with its number in a list."""
    bare = text[bullet_end(text) :]
    named = title_score(bare) == 1.0 or (bare.isupper() and has_legal_form(bare))
    return text[:1].isdigit() and len(bare.split()) <= _NUMBERED_WORDS and named
