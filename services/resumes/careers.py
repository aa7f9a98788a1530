"""Bring the positions that sentences tell together with those that stand in heads."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, takewhile

from domain.resumes import WorkEntry
from domain.spans import Span
from services.resumes.brief import read_brief
from services.resumes.characters import bullet_end
from services.resumes.dates import DateRange
from services.resumes.entries import as_iso
from services.resumes.experience import months_between
from services.resumes.prose.narrative import Told, told_in
from services.resumes.prose.voice import voice_of
from services.resumes.sections import Part, Placed
from services.resumes.undated import read_undated, stated_months
from services.resumes.unheaded import with_positions
from services.resumes.work import INTERN, read_work

_SHORTEST = 25
"""Letters of the shortest line that a career is told in."""
_LONGEST_TEXT = 50_000
"""Letters of the longest text in which a career is looked for: a longer one is no letter and no biography."""
_WIDEST = 130
"""Letters of the widest lines that a margin breaks."""
_TOLD_UNDER = ("work", "basics", "other")
"""Kinds of parts in which a career may be told."""


def read_careers(
    parts: Sequence[Part], text: str, name: str | None = None, *, today: date
) -> tuple[list[Part], tuple[WorkEntry, ...]]:
    """Return the parts with positions found under no heading, and all positions in the order they stand.

    ``name`` is the person's, where it is known.
    """
    parted, before = _headed(parts, name, today)
    told = [one for one in _told(parts, before, text, name, today) if not _is_read(one, before)]
    if told:
        spans = sorted({one.span for one in told})
        rest, headed = _headed([_without(part, spans) for part in parts], name, today)
        kept = [one for one in told if not _is_known(one, headed, spans, text)]
        if 0 < len(kept) < len(told):
            # what tells of a head's own work goes back to it
            spans = sorted({one.span for one in kept})
            rest, headed = _headed([_without(part, spans) for part in parts], name, today)
        if kept:
            told_work = (_entry(one, text, today) for one in kept)
            return rest, tuple(sorted((*headed, *told_work), key=lambda entry: entry.span))
    if before:
        return parted, before
    undated = tuple(entry for entry in read_undated(parted) if entry.position != name)
    return parted, max(read_brief(parted, today=today), undated, key=_titles)


def _titles(work: Sequence[WorkEntry]) -> tuple[int, int]:
    """Return how many positions have a title, and how many there are."""
    return sum(entry.position is not None for entry in work), len(work)


def _headed(parts: Sequence[Part], name: str | None, today: date) -> tuple[list[Part], tuple[WorkEntry, ...]]:
    parted = with_positions(parts, name, today=today)
    return parted, read_work([part for part in parted if part.kind == "work"], today=today)


def _told(
    parts: Sequence[Part], headed: Sequence[WorkEntry], text: str, name: str | None, today: date
) -> list[Told]:
    """Return the positions told in sentences: where heads under a heading of work name some, there alone."""
    if len(text) > _LONGEST_TEXT:
        return []
    starts = [entry.span.start for entry in headed if entry.position and entry.company]
    worked = [part for part in parts if part.kind == "work"]
    has_heads = any(part.start <= start <= part.end for part in worked for start in starts)
    kinds = _TOLD_UNDER[:1] if has_heads else _TOLD_UNDER
    lines = [item for part in parts if part.kind in kinds for item in part.lines]
    return told_in(list(_paragraphs(lines)), voice_of(text, name), today=today)


def _paragraphs(lines: Sequence[Placed]) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs of prose with their offsets, lines that a margin broke put together."""
    text, start, last, end = "", 0, 0, 0
    width = max((len(item.text) for item in lines), default=0)
    for item in lines:
        if bullet_end(item.text):
            continue
        if (
            text
            and item.start == end + 1
            and not item.line.gap
            and _was_full(text[last - start :], item, width)
        ):
            text += f" {item.text}"
        else:
            if len(text) >= _SHORTEST:
                yield text, start
            text, start = item.text, item.start
        last, end = item.start, item.end
    if len(text) >= _SHORTEST:
        yield text, start


def _was_full(above: str, item: Placed, width: int) -> bool:
    """Tell whether the first word of a line had no room on the one above, as a margin breaks prose."""
    return width <= _WIDEST and len(above) + len(item.text.partition(" ")[0]) >= width


def _without(part: Part, told: Sequence[Span]) -> Part:
    """Return a part without the sentences that are read already."""
    lines = [piece for item in part.lines for piece in _outside(item, told)]
    return replace(part, lines=lines)


def _outside(item: Placed, told: Sequence[Span]) -> Iterator[Placed]:
    """Yield what of a line stands outside of ``told``, which is in order."""
    place, gap = item.start, item.line.gap
    first = max(0, bisect_left(told, (item.start,)) - 1)
    for span in takewhile(lambda span: span.start < item.end, islice(told, first, None)):
        if item.start < span.end:
            yield from _piece(item, place, max(place, span.start), gap)
            place, gap = min(span.end, item.end), 0.0
    yield from _piece(item, place, item.end, gap)


def _piece(item: Placed, start: int, end: int, gap: float) -> Iterator[Placed]:
    said = item.text[start - item.start : end - item.start]
    bare = said.strip()
    if any(map(str.isalnum, bare)):
        yield Placed(replace(item.line, text=bare, gap=gap), start + said.index(bare))


def _is_known(told: Told, headed: Sequence[WorkEntry], spans: Sequence[Span], text: str) -> bool:
    """Tell whether a head names the position already, or holds it among what was done."""
    above = _head_over(told, headed, spans, text)
    if above is not None and above.position and above.company and _within(told, above):
        return True
    return any(_is_same(told, entry) for entry in headed)


def _is_same(told: Told, entry: WorkEntry) -> bool:
    """Tell whether a head names the title and, as far as both are known, the employer of a told position."""
    if (told.title or "").casefold() != (entry.position or "").casefold():
        return False
    names = [name.casefold() for name in (told.company, entry.company) if name]
    return len(set(names)) < 2 or as_iso(told.when.start) == entry.start_date


def _head_over(told: Told, headed: Sequence[WorkEntry], spans: Sequence[Span], text: str) -> WorkEntry | None:
    """Return the entry under whose head a sentence stands, others that are told between left out."""
    above = max(
        (entry for entry in headed if entry.span.start <= told.span.start),
        key=lambda entry: entry.span,
        default=None,
    )
    place = told.span.start
    for span in reversed(spans[: bisect_left(spans, told.span)]):
        if text[span.end : place].strip():
            break
        place = span.start
    return above if above and not text[above.span.end : place].strip() else None


def _is_read(told: Told, headed: Sequence[WorkEntry]) -> bool:
    """Tell whether a head says the same already: such sentences are left to the reader of heads."""
    dates = (as_iso(told.when.start), as_iso(told.when.end))
    dated = [entry for entry in headed if dates == (entry.start_date, entry.end_date)]
    alike = [entry for entry in dated if told.title in (None, entry.position)]
    return any(told.company in (None, entry.company) for entry in alike)


def _within(told: Told, entry: WorkEntry) -> bool:
    start, end = told.when.start, told.when.end
    if start is None:
        return True
    ended = "9999" if entry.current else (entry.end_date or "")[:4]
    return (entry.start_date or "")[:4] <= str(start)[:4] and str(end or start)[:4] <= ended


def _entry(told: Told, text: str, today: date) -> WorkEntry:
    when = told.when
    said = told.span.of(text)
    months = stated_months(said)
    if when.start:
        months = months_between(DateRange(when.start, when.end, told.span), today)
    return WorkEntry(
        position=told.title,
        company=told.company,
        start_date=as_iso(when.start),
        end_date=as_iso(when.end),
        current=when.current,
        months=months,
        summary=said,
        internship=bool(INTERN.search(f"{told.title} {told.company}")),
        span=told.span,
    )
