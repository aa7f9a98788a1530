"""Find positions that no heading announces: dated heads among the lines that nothing else claims."""

from collections.abc import Sequence
from datetime import date

from services.resumes.characters import bullet_end
from services.resumes.dates import find_ranges
from services.resumes.entries import Entry, cut_entries
from services.resumes.pieces import CLEAR_TITLE, pieces_of
from services.resumes.sections import Part
from services.resumes.told import as_heads
from services.resumes.words import degree_level, school_score, title_score

_UNCLAIMED = ("basics", "other")


def with_positions(parts: Sequence[Part], *, today: date) -> list[Part]:
    """Return the parts; where no work section holds a date, positions under no heading become one."""
    if any(part.kind == "work" and _is_dated(part, today) for part in parts):
        return list(parts)
    return [piece for part in parts for piece in _parted(part, today)]


def _is_dated(part: Part, today: date) -> bool:
    return any(find_ranges(item.text, today=today) for item in part.lines)


def _parted(part: Part, today: date) -> list[Part]:
    """Return a part cut in two where its positions begin, or as it is."""
    if part.kind not in _UNCLAIMED or not _is_dated(part, today):
        return [part]
    positions = [entry for entry in cut_entries(as_heads(part.lines), today=today) if _is_position(entry)]
    if not positions:
        return [part]
    begin, end = positions[0].span.start, _end(positions[-1], part, today)
    before = [item for item in part.lines if item.start < begin]
    held = [item for item in part.lines if begin <= item.start < end]
    after = [item for item in part.lines if item.start >= end]
    rest = [Part("other", "", after[0].start, after)] if after else []
    return [Part(part.kind, part.heading, part.start, before), Part("work", "", begin, held), *rest]


def _end(entry: Entry, part: Part, today: date) -> int:
    """Return where the last position ends: at the first paragraph behind its own, unless dates follow."""
    later = [item for item in entry.body[1:] if item.line.gap >= 1 and not bullet_end(item.text)]
    end = later[0].start if later else part.end + 1
    dated = any(item.start >= end and find_ranges(item.text, today=today) for item in part.lines)
    return part.end + 1 if dated else end


def _is_position(entry: Entry) -> bool:
    """Tell whether an entry names a job title at its head and neither school nor degree."""
    names = pieces_of((*entry.head, *entry.tail[:2]), commas=True)
    if any(school_score(name) == 1.0 or degree_level(name) for name in names):
        return False
    return not entry.dates.single and any(title_score(name) >= CLEAR_TITLE for name in names)
