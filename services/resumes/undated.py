"""Read positions that no date goes with: "Crew Lead, Saguaro Painting", "9 yrs as electrician, Bend Mill".

Only where a resume has no dated ones. A title must be named, and stand with an employer or under a heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from domain.resumes import WorkEntry
from domain.spans import Span
from services.resumes import lexicon
from services.resumes.bodies import split_body
from services.resumes.characters import bullet_end
from services.resumes.head_lines import Cell, is_head_line
from services.resumes.heads import name_cells
from services.resumes.pieces import CLEAR_TITLE
from services.resumes.sections import Part, Placed
from services.resumes.words import company_score, degree_level, title_score

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_LENGTH = re.compile(
    rf"\(?\b(?:(?P<digits>\d{{1,2}})(?P<half>½|\.5| 1/2)?|(?P<word>{'|'.join(_NUMBERS)}))\+?[ -]"
    r"(?P<unit>years?|yrs?|months?|mos?)\b\.?\)?",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[\w)\]])[.;](?=\s|$)\s*")
_FOR = r"(?:,?\s+(?:at|with|for|of)|,)\s+(?:the\s+)?"
_WHAT = rf"(?P<title>[^.;,:()]{{3,60}}?){_FOR}(?P<company>[A-ZÀ-Þ][^.;,:()]{{1,60}})"
_TOLD = tuple(
    re.compile(pattern + _WHAT)
    for pattern in (
        r"\b(?:years?|yrs?|months?|mos?)\.?\s+as\s+(?:(?:an?|the)\s+)?",
        r"^\W*(?:[\w ]{1,20}\s--?\s)?",
    )
)
"""A title with its employer, first in a sentence or behind a length: "9 yrs as electrician, Bend Mill"."""
_TITLE_WORDS = 7
_CLAUSE = lexicon.group("told_words", "clause_of_somebody")
"""Words of a clause, which is no title: somebody else's, or a wish ("I hope to become Head Chef at …")."""
_PLACES = (("work",), ("basics", "other"))


def read_undated(parts: Sequence[Part]) -> tuple[WorkEntry, ...]:
    """Return the positions of the first kind of parts that has any, in the order they are written."""
    for kinds in _PLACES:
        lines = [item for part in parts if part.kind in kinds for item in part.lines]
        listed = tuple(_listed(lines)) if kinds == ("work",) else ()
        if found := listed or tuple(_told(lines)):
            return found
    return ()


def stated_months(text: str) -> int | None:
    """Return the months that the first length of time in ``text`` says; None where it says none."""
    match = _LENGTH.search(text)
    if match is None:
        return None
    number = int(match["digits"]) if match["digits"] else _NUMBERS.index(match["word"].lower()) + 1
    return round((number + bool(match["half"]) / 2) * (12 if match["unit"][0] in "yY" else 1))


def _listed(lines: Sequence[Placed]) -> Iterator[WorkEntry]:
    """Yield an entry for each line that names a title and little else, with the lines under it."""
    heads = [index for index, item in enumerate(lines) if _is_head(item)]
    for index, after in pairwise([*heads, len(lines)]):
        item, body = lines[index], lines[index + 1 : after]
        named = name_cells(_cells(item))
        summary, highlights = split_body(body)
        yield WorkEntry(
            position=named.position,
            company=named.company,
            location=named.location,
            months=stated_months(item.text),
            summary=summary,
            highlights=highlights,
            span=Span(item.start, lines[after - 1].end),
        )


def _is_head(item: Placed) -> bool:
    end = bullet_end(item.text)
    bare = Placed(replace(item.line, text=item.text[end:]), item.start + end)
    named = name_cells(_cells(item)) if is_head_line(bare) and not degree_level(item.text) else None
    title = named.position if named else None
    if title is None or title_score(title) < CLEAR_TITLE or len(title.split()) > _TITLE_WORDS:
        return False
    return _CLAUSE.isdisjoint(title.casefold().replace("’", "'").split())


def _cells(item: Placed) -> list[Cell]:
    """Return the cells of a line without lengths of time."""
    end = bullet_end(item.text)
    text = _LENGTH.sub("", item.text[end:])
    parts = (part.strip(" ,;:–—-") for part in text.split("\t"))
    return [Cell(part, item.start + end, 0, item.line.bold, item.line.size) for part in parts if part]


def _told(lines: Sequence[Placed]) -> Iterator[WorkEntry]:
    """Yield an entry for each sentence that tells a title and its employer."""
    for item in lines:
        start = 0
        for end in [*(mark.end() for mark in _SENTENCE.finditer(item.text)), len(item.text)]:
            said, start = item.text[start:end], end
            matches = (match for pattern in _TOLD for match in pattern.finditer(said))
            told = next((match for match in matches if _is_title(match["title"])), None)
            if told is None or company_score(told["company"]) == 0 or told["company"].startswith("I "):
                continue
            begin = item.start + end - len(said)
            yield WorkEntry(
                position=told["title"].strip(),
                company=told["company"].strip(),
                months=stated_months(said),
                span=Span(begin + told.start(), begin + told.end()),
            )


def _is_title(text: str) -> bool:
    words = text.casefold().replace("’", "'").split()
    return title_score(text) == 1.0 and len(words) <= _TITLE_WORDS and _CLAUSE.isdisjoint(words)
