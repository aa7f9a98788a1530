"""Find positions that no heading announces: dated heads among the lines that nothing else claims."""

import re
from collections.abc import Sequence
from datetime import date

from services.resumes.characters import bullet_end
from services.resumes.dates import find_ranges
from services.resumes.entries import cut_entries
from services.resumes.head_lines import Entry
from services.resumes.labelled import as_records
from services.resumes.pieces import CLEAR_TITLE, pieces_of
from services.resumes.runon import part_positions
from services.resumes.sections import Part
from services.resumes.told import as_heads
from services.resumes.words import degree_level, school_score, title_score
from services.resumes.wrapping import join_dates

_UNCLAIMED = (("basics", "other"), ("skills", "certificates", "awards", "volunteer"))
"""Kinds of parts that may hold positions; where none does, those whose end no known heading may tell."""
_BESIDE = ("basics", "skills", "education", "certificates", "languages", "interests")
"""Kinds of parts that may stand in a second column, or before positions under a heading that nobody knows."""
_HEAD_LINES = 8
_NAME_LINE = 60
"""Letters of the longest line that holds a name and little else: a longer one may be a whole text."""
_REACHED = re.compile(r"\S@\S|\b\d{3}[ .-]\d{4}\b")
"""An e-mail address or the end of a telephone number."""


def with_positions(parts: Sequence[Part], name: str | None = None, *, today: date) -> list[Part]:
    """Return the parts; where no work section holds a date, positions under no heading become one.

    Below a work section that does, the sections of a second column may stand in the midst of the positions.
    Above one, several under no heading are the positions, and what is headed is an internship or the like.
    ``name`` is the person's, where it is known: no position begins with it.
    """
    worked = [place for place, part in enumerate(parts) if part.kind == "work" and _is_dated(part, today)]
    if worked:
        first = worked[0]
        before = [
            piece for part in parts[:first] for piece in _parted(part, ("basics",), name, today, least=2)
        ]
        kept = [piece for part in parts[first + 1 :] for piece in _resumed(part, today)]
        return [*before, parts[first], *kept]
    for kinds in _UNCLAIMED:
        parted = [piece for part in parts for piece in _parted(part, kinds, name, today)]
        if len(parted) > len(parts):
            return parted
    return [piece for part in parts for piece in _resumed(part, today)]


def _is_dated(part: Part, today: date) -> bool:
    return any(find_ranges(item.text, today=today) for item in join_dates(part.lines))


def _parted(part: Part, kinds: Sequence[str], name: str | None, today: date, least: int = 1) -> list[Part]:
    """Return a part cut in two where its positions begin, ``least`` of them; or as it is."""
    club = part.kind == "volunteer" and not part.heading.casefold().startswith("leader")
    if part.kind not in kinds or club or not _is_dated(part, today):
        return [part]
    head = _contact_end(part, name)
    told = as_heads(as_records(part.lines[head:], whole=True))
    lines = [*part.lines[:head], *part_positions(told, today=today)]
    positions = [entry for entry in cut_entries(lines[head:], today=today) if _is_position(entry)]
    if len(positions) < least:
        return [part]
    begin, end = positions[0].span.start, _end(positions[-1], part, today)
    before = [item for item in lines if item.start < begin]
    held = [item for item in lines if begin <= item.start < end]
    after = [item for item in lines if item.start >= end]
    rest = [Part("other", "", after[0].start, after)] if after else []
    return [Part(part.kind, part.heading, part.start, before), Part("work", "", begin, held), *rest]


def _resumed(part: Part, today: date) -> list[Part]:
    """Return a part of a second column cut in two where positions go on below it, or as it is.

    They begin a paragraph, name an employer too, and tell by list items what was done.
    """
    if part.kind not in _BESIDE or any(item.line.size for item in part.lines) or not _is_dated(part, today):
        return [part]
    for entry in cut_entries(part.lines, today=today):
        lines = [item for item in part.lines if item.start >= entry.span.start]
        begins = bool(lines) and lines[0].line.gap >= 1 and lines[0].start > part.lines[0].start
        told = any(bullet_end(item.text) for item in entry.body[:3])
        if begins and told and _is_position(entry) and _has_lines(entry):
            before = part.lines[: len(part.lines) - len(lines)]
            return [
                Part(part.kind, part.heading, part.start, before),
                Part("work", "", lines[0].start, lines),
            ]
    return [part]


def _has_lines(entry: Entry) -> bool:
    """Tell whether title and employer have lines of their own, as in columns, and none is a school's."""
    cells = (*entry.head, *entry.tail[:2])
    names = pieces_of(cells, commas=True)
    return len({cell.row for cell in cells}) > 1 and not any(school_score(name) == 1.0 for name in names)


def _contact_end(part: Part, name: str | None) -> int:
    """Return behind which line of the head positions may begin: a person and their address employ nobody."""
    own = name.casefold() if name else None
    above = (
        index + 1
        for index, item in enumerate(part.lines[:_HEAD_LINES])
        if _REACHED.search(item.text) or (own and _is_named(item.text, own))
    )
    return max(above, default=0) if part.kind == "basics" else 0


def _is_named(line: str, own: str) -> bool:
    return len(line) <= _NAME_LINE and line.casefold().startswith(own)


def _end(entry: Entry, part: Part, today: date) -> int:
    """Return where the last position ends: at the first paragraph behind its own, unless dates follow."""
    later = [item for item in entry.body[1:] if item.line.gap >= 1 and not bullet_end(item.text)]
    end = later[0].start if later else part.end + 1
    dated = any(item.start >= end and find_ranges(item.text, today=today) for item in part.lines)
    return part.end + 1 if dated else end


def _is_position(entry: Entry) -> bool:
    """Tell whether an entry names a job title at its head and neither school nor degree."""
    names = pieces_of((*entry.head, *entry.tail[:2]), commas=True)
    if entry.dates.single or any(degree_level(name) not in (None, "school") for name in names):
        return False
    firsts = [name.partition(",")[0] for name in names if school_score(name) < 1.0]
    return any(title_score(name) >= CLEAR_TITLE for name in firsts)
