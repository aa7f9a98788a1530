"""Find the lines whose dates are an entry's, at the edge of a cell, and no sentence's in it."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from domain.spans import Span
from services.resumes.characters import bullet_end
from services.resumes.dates import DateRange, find_points, find_ranges
from services.resumes.head_lines import HEAD_LENGTH, Anchor, is_head_line
from services.resumes.sections import Placed
from services.resumes.words import school_score, title_score

COUNTED = re.compile(r"\(?\d{1,2}[.)]\s")
PARTED = re.compile(r"[,;\t|:–-]|\.\s")
_PROSE_BEFORE = frozenset(
    ["in", "from", "during", "since", "between", "of", "for", "by", "the", "and", "to", "until", "with"]
)
_SMALL = re.compile(
    r"\b(?:an?|and|at|by|during|for|from|in|of|on|or|over|since|than|that|the|to|until|with)$"
)
"""What a line ends with whose sentence goes on below."""
_SINCE = re.compile(r"(?<=\w )since\b")
_BEGUN = re.compile(r"(?:since|from)\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_FIRST_WORD = re.compile(r"[\W\d_]*(\w)")
_SAYING_WORDS = re.compile(r"(?<![\w-])[a-zß-ÿ][\w'’-]{3,}")
_SAYING = 2
"""Words in small letters, of four letters at least, in what is a sentence and no name."""
_SENTENCE_LINES = 8
_LONGEST_BETWEEN = 70
"""Letters beside dates in the middle of a line that are names, however they are written."""
_LONG_WORDS = re.compile(r"[^\W\d_][\w'’-]{3,}")
_LONG_WORDS_A_SLIP = 5
"""Of so many words in names one may be in small letters."""
_APART = 0.45
"""From this distance to the line above, in lines, a paragraph begins."""


def anchors_of(lines: Sequence[Placed], today: date, points: bool) -> list[Anchor]:
    """Return the lines that date an entry. ``points``: a single date does."""
    found = [
        Anchor(index, dates)
        for index, item in enumerate(lines)
        if (dates := _heading_dates(item, today, points) or _short_job(item, index, today))
        and not _are_of_prose(lines, index, dates.span)
    ]
    found = [*found, *_alone(lines, found, today)] if not points else found
    found.sort(key=lambda anchor: anchor.index)
    twice = {anchor for above, anchor in pairwise(found) if _is_dated_above(lines, above, anchor)}
    found = [anchor for anchor in found if anchor not in twice]
    if all(anchor.dates.single for anchor in found) and not points:
        found = [anchor for anchor in found if anchor.dates.start != anchor.dates.end]
    plain = [anchor for anchor in found if not _is_bullet_date(lines[anchor.index], anchor.dates)]
    counted = sum(bool(COUNTED.match(lines[anchor.index].text)) for anchor in found)
    return found if counted > len(plain) else plain or found


def _alone(lines: Sequence[Placed], found: Sequence[Anchor], today: date) -> list[Anchor]:
    """Return single dates that have a line to themselves over a title, as every range of the section has."""
    if len(found) < 2 or any(_letters_beside(lines[anchor.index], anchor.dates) for anchor in found):
        return []
    dated = {anchor.index for anchor in found}
    singles = ((index, find_points(item.text, today=today)) for index, item in enumerate(lines))
    return [
        Anchor(index, dates[0])
        for index, dates in singles
        if index not in dated
        and len(dates) == 1
        and not _letters_beside(lines[index], dates[0])
        and any(title_score(below.text) and is_head_line(below) for below in lines[index + 1 : index + 2])
    ]


def _letters_beside(item: Placed, dates: DateRange) -> bool:
    return any(map(str.isalpha, item.text[: dates.span.start] + item.text[dates.span.end :]))


def _short_job(item: Placed, index: int, today: date) -> DateRange | None:
    """Return the one date beside a job's title on a line of its own ("Exam Invigilator, May 2022")."""
    dates = find_points(item.text, today=today)
    if len(dates) != 1 or bullet_end(item.text) or (index and not item.line.gap) or not is_head_line(item):
        return None
    rest = f"{item.text[: dates[0].span.start]}, {item.text[dates[0].span.end :]}"
    titled = any(title_score(part.strip()) == 1.0 for part in PARTED.split(rest))
    return dates[0] if titled and _at_edge(item.text, dates[0].span, points=True) else None


def _is_bullet_date(item: Placed, dates: DateRange) -> bool:
    """Tell whether the dates stand in a list item's own words rather than in a cell beside it."""
    return bullet_end(item.text) > 0 and "\t" not in item.text[: dates.span.start]


def _heading_dates(item: Placed, today: date, points: bool) -> DateRange | None:
    """Return the dates of a line laid out like a head: at the edge of a cell, few words around."""
    ranges = find_ranges(item.text, today=today)
    if not ranges:
        singles = find_points(item.text, today=today)[-1:]
        ranges = [dates for dates in singles if points or dates.start != dates.end]
    for dates in ranges:
        if _at_edge(item.text, dates.span, points=points):
            return dates
    return None


def _at_edge(text: str, span: Span, *, points: bool) -> bool:
    before = text[: span.start].rpartition("\t")[2].strip(" ([{,;:|•·–—-")
    after = text[span.end :].partition("\t")[0].strip(" )]},;:.|•·–—-")
    if len(before) + len(after) > HEAD_LENGTH:
        return False
    if not before or not after:
        word = before.split()[-1] if before else ""
        return word not in _PROSE_BEFORE or (points and word == "in")
    if "|" in text or text[span.end : span.end + 1] in ")|,•·" or len(before) + len(after) < _LONGEST_BETWEEN:
        return True
    named = title_score(before) or title_score(after) or (points and school_score(f"{before} {after}"))
    words = _LONG_WORDS.findall(f"{before} {after}")
    return bool(named) and _LONG_WORDS_A_SLIP * sum(word[0].islower() for word in words) <= len(words)


def _are_of_prose(lines: Sequence[Placed], index: int, span: Span) -> bool:
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


def _is_dated_above(lines: Sequence[Placed], above: Anchor, anchor: Anchor) -> bool:
    """Tell whether dates alone right above a line with one ("…, with contract from 2007") are its dates."""
    dates, item = lines[above.index], lines[anchor.index]
    span = above.dates.span
    alone = not any(map(str.isalpha, dates.text[: span.start] + dates.text[span.end :]))
    paragraph = dates.line.gap >= 1 and above.index + 1 == anchor.index and not item.line.gap
    begun = anchor.dates.end is None and bool(_BEGUN.match(item.text, anchor.dates.span.start))
    return paragraph and alone and begun


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
