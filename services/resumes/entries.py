"""Cut a section into dated entries: the lines that head each one, its dates, and the lines under it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from domain.spans import Span
from services.resumes import lexicon
from services.resumes.anchors import COUNTED, PARTED, anchors_of
from services.resumes.characters import bullet_end
from services.resumes.dates import DateRange, Month, find_ranges
from services.resumes.documents import Line
from services.resumes.employers import Group, employers_over_lengths, groups_of, with_employers
from services.resumes.head_lines import (
    LABELLED,
    Anchor,
    Cell,
    Entry,
    is_head_line,
    is_length,
)
from services.resumes.sections import Placed
from services.resumes.words import company_score, is_place, title_score
from services.resumes.wrapping import join_dates, unwrap

MAX_HEAD_ABOVE = 4
_PARAGRAPH = 0.9
"""Lines left free from which on a paragraph begins, in any setting."""


def cut_entries(lines: Sequence[Placed], *, today: date, points: bool = False) -> list[Entry]:
    """Return the entries of a section. ``points``: a single date ("June 2014") dates an entry too.

    Without ``points`` single dates count only where no line holds two; a season always does.
    """
    joined = [item for item in join_dates(unwrap(lines)) if not _is_table_head(item.text)]
    kept = [item for item in joined if not is_length(item.text)]
    found = anchors_of(kept, today, points) or anchors_of(kept, today, points=True)
    groups = [Group(anchor) for anchor in found] if points else groups_of(kept, found)
    anchors = [group.role for group in groups]
    if not anchors:
        return []
    dated = [kept[anchor.index].text for anchor in anchors]
    listed = all(map(bullet_end, dated)) or 2 * sum(map(bool, map(COUNTED.match, dated))) > len(dated)
    timed = employers_over_lengths(joined) - {kept[anchor.index].start for anchor in found}
    starts = [_start(kept, *one, timed) for one in zip(_starts(kept, anchors), groups, strict=True)]
    ends = [*starts[1:], len(kept)]
    entries = (
        (_entry(kept[start:end], group.role.index - start, dates, listed=listed), group)
        for start, end, group in zip(starts, ends, groups, strict=True)
        for dates in _seasons(kept[group.role.index].text, group.role.dates, today)
    )
    return list(with_employers(entries, timed))


def _start(lines: Sequence[Placed], start: int, group: Group, timed: Collection[int]) -> int:
    """Return the first line of an entry: its employer's heading, else the title's under one before."""
    if group.employer is not None:
        return group.employer
    if group.under:
        return group.role.index
    return start - (start > 0 and lines[start - 1].start in timed)


def _seasons(text: str, dates: DateRange, today: date) -> list[DateRange]:
    """Return all ranges that follow each other in one line ("04/2019 to 11/2019; 04/2020 to 11/2020")."""
    found = find_ranges(text, today=today)
    if dates not in found:
        return [dates]
    apart = [text[one.span.end : other.span.start] for one, other in pairwise(found)]
    if not all(map(_LISTED_DATES.fullmatch, apart)):
        return [dates]
    return [replace(one, span=Span(found[0].span.start, found[-1].span.end)) for one in found]


def _is_table_head(text: str) -> bool:
    """Tell whether a line only names the columns below it ("Dates  School  Post")."""
    cells = _COLUMN_MARKS.split(text.casefold())
    return len(cells) > 1 and all(cell.strip(" :") in _COLUMNS for cell in cells)


_LISTED_DATES = re.compile(r"\s*(?:[;,&]|and|,\s*and|;\s*and)\s*")
_REMARK = re.compile(r"\s*\([a-zäöüß0-9][^()\t]{0,40}\)\s*")
"""What may stand in brackets beside dates and names nothing: "(evenings)"."""
_BEFORE_DATES = frozenset(
    ["from", "since", "von", "vom", "seit", "ab", "de", "du", "depuis", "desde", "da", "dal", "van", "din"]
)
_COLUMNS = lexicon.words("columns")
_COLUMN_MARKS = re.compile(r"\t|\s[/|·•–—-]\s")
_SAYING_NOTHING = _BEFORE_DATES | {"date", "dates", "duration", "period", "tenure", "years"}
_LEADING_TO_DATES = re.compile(r"(?<=\w)[ ,]+(?:in|from|since|during)$")


def _starts(lines: Sequence[Placed], anchors: Sequence[Anchor]) -> list[int]:
    """Return the first line of each entry: how many lines stand above the dates is alike in one section."""
    first = anchors[0].index
    above = 0 if _begins_paragraph(lines, anchors[0]) else _head_above(lines, first, 0, MAX_HEAD_ABOVE)
    pattern = [item.line for item in lines[first - above : first]][::-1]
    starts = [first - above]
    titled = [_is_titled_above(lines, anchor.index) for anchor in anchors[1:]]
    most = above or int(2 * sum(titled) > len(titled))
    for last, anchor in pairwise(anchors):
        count = _head_above(lines, anchor.index, last.index + 1, most)
        apart = _paragraph_above(lines, anchor.index, last.index + 1)
        starts.append(anchor.index - max(apart, _alike(lines, anchor.index, count, pattern)))
    return starts


def _is_titled_above(lines: Sequence[Placed], index: int) -> bool:
    """Tell whether a title over the dates begins a paragraph, though the first dates may have none."""
    title, dated = lines[index - 1], lines[index]
    begins = title.line.gap >= _PARAGRAPH and title.line.gap > dated.line.gap
    return begins and is_head_line(title) and title_score(title.text) == 1.0


def _paragraph_above(lines: Sequence[Placed], index: int, floor: int) -> int:
    """Return how many lines head an entry in a text whose blank lines part entries; 0 where none do."""
    count = 0
    while count < MAX_HEAD_ABOVE and index - count > floor and not lines[index - count].line.gap:
        if lines[index - count - 1].line.size or not is_head_line(lines[index - count - 1]):
            return 0
        count += 1
    return count if count and lines[index - count].line.gap >= 1 else 0


def _alike(lines: Sequence[Placed], index: int, count: int, pattern: Sequence[Line]) -> int:
    """Return how many of ``count`` lines above ``index`` are set no smaller than those of the first entry."""
    for offset in range(count):
        line, model = lines[index - offset - 1].line, pattern[offset : offset + 1]
        if model and line.size < 0.96 * model[0].size:
            return offset
    return count


def _head_above(lines: Sequence[Placed], index: int, floor: int, most: int) -> int:
    """Count the lines above ``index`` that can head the same entry, at most ``most``."""
    count = 0
    while count < most and index - count > floor:
        if not is_head_line(lines[index - count - 1]):
            break
        count += 1
        if _opens_paragraph(lines, index - count, index):
            break
    return count


def _begins_paragraph(lines: Sequence[Placed], anchor: Anchor) -> bool:
    """Tell whether dates stand at a paragraph's top in a text without sizes, and what they date there too."""
    item, below = lines[anchor.index], lines[anchor.index + 1 : anchor.index + 2]
    if item.line.size or item.line.gap < 1:
        return False
    span = anchor.dates.span
    rest = f"{item.text[: span.start]},{item.text[span.end :]}"
    named = [part.strip(" .()") for part in PARTED.split(rest) if any(map(str.isalpha, part))]
    if len(named) > 1:
        return any(title_score(part) == 1.0 for part in named)
    headed = any(not one.line.gap and is_head_line(one) for one in below)
    return not named and headed and not _are_employer(lines[: anchor.index])


def _are_employer(lines: Sequence[Placed]) -> bool:
    """Tell whether the lines above a section's first dates are an employer's name and address.

    What is about to be told of the section is neither so short nor ends in a place or in a company's word.
    """
    named = any(company_score(item.text) == 1.0 or is_place(item.text) for item in lines)
    return 0 < len(lines) <= MAX_HEAD_ABOVE and named and all(map(is_head_line, lines))


def _opens_paragraph(lines: Sequence[Placed], top: int, index: int) -> bool:
    """Tell whether the line at ``top`` stands apart from what is above it, and not from what is below."""
    gap = lines[top].line.gap
    below = max(item.line.gap for item in lines[top + 1 : index + 1])
    return gap > 0.45 and gap > 1.5 * below + 0.2


def _entry(lines: Sequence[Placed], anchor: int, dates: DateRange, *, listed: bool) -> Entry:
    """Return an entry; a list's item heads one only where all dates are ``listed`` and nothing is above."""
    head = [cell for row, item in enumerate(lines[:anchor]) for cell in _cells(item, row)]
    body = list(lines[anchor + 1 :])
    line = lines[anchor]
    rest = _cells(line, anchor, dates.span)
    if bullet_end(line.text) and (anchor or not listed):
        body.insert(0, _without_dates(line, dates.span))
        rest = []
    tail: list[Cell] = []
    for row, item in enumerate(lines[anchor + 1 : anchor + 4], anchor + 1):
        if not is_head_line(item):
            break
        tail.extend(_cells(item, row))
    span = Span(lines[0].start, lines[-1].end)
    moved = replace(dates, span=Span(line.start + dates.span.start, line.start + dates.span.end))
    return Entry((*head, *rest), tuple(tail), moved, tuple(body), span)


def _without_dates(item: Placed, span: Span) -> Placed:
    return Placed(replace(item.line, text=item.text[: span.start].rstrip()), item.start)


def _cells(item: Placed, row: int, dates: Span | None = None) -> list[Cell]:
    """Return the cells of a line, its dates and the marks around them taken out."""
    pieces = (
        [(0, item.text)]
        if dates is None
        else [(0, item.text[: dates.start]), (dates.end, item.text[dates.end :])]
    )
    cells: list[Cell] = []
    for offset, piece in pieces:
        for match in re.finditer(r"[^\t]+", "" if dates and _REMARK.fullmatch(piece) else piece):
            text = match[0].strip(" ,;:|•·–—-/\t([{") if dates else match[0].strip()
            text = text[bullet_end(text) :] if dates and not offset and not LABELLED.match(text) else text
            text = _LEADING_TO_DATES.sub("", text) if dates else text
            if offset and cells and text[:1].islower():
                continue  # what follows dates in small letters says what was done, or how
            text = _balanced(text.lstrip(")]}").strip(" ,;|•·–—-") if dates else text)
            if any(char.isalnum() for char in text) and text.casefold() not in _SAYING_NOTHING:
                start = item.start + offset + match.start() + match[0].index(text[0])
                cells.append(Cell(text, start, row, item.line.bold, item.line.size))
    return cells


def _balanced(text: str) -> str:
    """Return ``text`` without a bracket that lost its partner with the dates."""
    if text.endswith((")", "]")) and text.count("(") + text.count("[") < text.count(")") + text.count("]"):
        return text[:-1].rstrip()
    return text


def as_iso(month: Month | None) -> str | None:
    """Return ``YYYY-MM`` or ``YYYY``; None stays None."""
    return None if month is None else str(month)
