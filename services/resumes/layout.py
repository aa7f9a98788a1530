"""Find the order in which people read a page: rows within columns, side notes with their rows.

White channels divide a page into columns, except where one side only annotates the other: dates and
places set flush right, or labels in the left margin. Those belong to the rows they stand beside.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from statistics import median

from services.resumes.documents import Line
from services.resumes.runs import Run

Row = list[Run]
_MIN_GUTTER = 5.0
_MIN_SIDE = 4
_DEPTH = 5
_FORM_ROWS = 0.7
"""Share of labels that stand on a line of their values."""
_SIDE_NOTE = re.compile(r"\d\d|,|\b(?:remote|present|current)\b", re.I)


def reading_order(runs: Sequence[Run], is_heading: Callable[[str], bool]) -> list[Row]:
    """Return the rows of a page from first to last; each row's runs stand from left to right."""
    merged = [run for row in rows(runs) for run in _merge_neighbours(row, is_heading)]
    for run in merged:
        run.heading = is_heading(run.text)
    ordered = _order(merged, 0)
    return [part for row in ordered for part in _part_label(row, is_heading)]


def page_lines(rows: Sequence[Row], page: int) -> Iterator[Line]:
    """Yield rows as lines, the cells of a row apart by a tab, with the white space above each."""
    above = None
    for row in rows:
        top, bottom = max(run.y1 for run in row), min(run.y0 for run in row)
        size = max(run.size for run in row)
        gap = (above - top) / size if above is not None and above > top else 0.0
        letters = sum(len(run.text) for run in row)
        bold = sum(len(run.text) for run in row if run.bold) * 2 > letters
        edges = tuple((run.x0, run.x1) for run in row)
        yield Line(
            "\t".join(run.text for run in row), round(size, 2), bold, row[0].x0, page, gap, edges=edges
        )
        above = bottom


def rows(runs: Sequence[Run]) -> list[Row]:
    """Return runs that share a line, from the top; each from left to right."""
    result: list[Row] = []
    for run in sorted(runs, key=lambda run: -run.middle):
        if result and _on_row(result[-1][0], run):
            result[-1].append(run)
        else:
            result.append([run])
    for row in result:
        row.sort(key=lambda run: run.x0)
    return result


def _on_row(first: Run, run: Run) -> bool:
    return abs(first.middle - run.middle) < 0.45 * min(max(first.size, 4), max(run.size, 4))


def _merge_neighbours(row: Row, is_heading: Callable[[str], bool]) -> Row:
    """Join runs that a mere change of font divided."""
    merged: Row = []
    for run in row:
        last = merged[-1] if merged else None
        if last is None or not _touching(last, run) or _heading_beside(last, run, is_heading):
            merged.append(run)
            continue
        gap = run.x0 - last.x1
        last.text += (" " if gap > 0.12 * last.size or _collides(last, run) else "") + run.text
        last.x1, last.y0, last.y1 = max(last.x1, run.x1), min(last.y0, run.y0), max(last.y1, run.y1)
    return merged


def _touching(last: Run, run: Run) -> bool:
    return -2 <= run.x0 - last.x1 < 0.9 * max(last.size, run.size)


def _collides(last: Run, run: Run) -> bool:
    """Tell whether text set flush right ran into the text on its left ("BerkeleySept 2014")."""
    return last.text[-1:].islower() and run.text[:1].isupper() and run.bold == last.bold


def _heading_beside(last: Run, run: Run, is_heading: Callable[[str], bool]) -> bool:
    if not is_heading(last.text):
        return False
    return abs(run.size - last.size) > 0.08 * last.size or run.x0 - last.x1 > 0.45 * last.size


def _part_label(row: Row, is_heading: Callable[[str], bool]) -> list[Row]:
    """Give a heading that stands in the margin beside its section's first line a row of its own.

    A form's label before a colon is none, unless it is in capitals.
    """
    label = len(row) > 1 and row[1].text.startswith(":") and not row[0].text.isupper()
    if len(row) > 1 and is_heading(row[0].text) and not label:
        return [row[:1], row[1:]]
    return [row]


def _order(runs: list[Run], depth: int) -> list[Row]:
    if not runs:
        return []
    gutter = _gutter(runs) if depth <= 2 * _DEPTH else None
    if gutter is not None:
        left = [run for run in runs if run.x1 <= gutter + 1]
        right = [run for run in runs if run.x1 > gutter + 1]
        return _order(left, depth + 1) + _order(right, depth + 1)
    table = rows(runs)
    if depth < _DEPTH and len(table) > 7:
        cut = _split_above_columns(table) or _split_below_columns(table)
        if cut is not None:
            above, below = _flat(table[:cut]), _flat(table[cut:])
            return _order(above, depth + 1) + _order(below, depth + 1)
    return table


def _flat(table: Sequence[Row]) -> list[Run]:
    return [run for row in table for run in row]


def _split_above_columns(table: Sequence[Row]) -> int | None:
    """Return how many full-width rows stand above columns."""
    for count in range(1, min(len(table) - 4, int(len(table) * 0.6))):
        if _gutter(_flat(table[count:])) is not None:
            return count
    return None


def _split_below_columns(table: Sequence[Row]) -> int | None:
    """Return the row from which full-width rows follow columns."""
    for count in range(1, min(len(table) - 4, int(len(table) * 0.6))):
        if _gutter(_flat(table[: len(table) - count])) is not None:
            return len(table) - count
    return None


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return the x of the widest white channel that divides two columns, if there is one."""
    if len(runs) < 2 * _MIN_SIDE - 2:
        return None
    ordered = sorted(runs, key=lambda run: run.x0)
    best, best_width, edge = None, 0.0, ordered[0].x1
    for index in range(1, len(ordered)):
        width = ordered[index].x0 - edge
        wide_enough = width > max(_MIN_GUTTER, best_width)
        if wide_enough and _are_columns(ordered[:index], ordered[index:]):
            best, best_width = edge + width / 2, width
        edge = max(edge, ordered[index].x1)
    return best


def _are_columns(left: Sequence[Run], right: Sequence[Run]) -> bool:
    if min(len(left), len(right)) < _MIN_SIDE or not _side_by_side(left, right):
        return False
    return not (_is_date_column(right, left) or _is_label_column(left, right) or _is_form(left, right))


def _is_form(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether colons part labels on the left from values on the right, as forms set them in columns."""
    first = [row[0] for row in rows(right)]
    values = sum(run.text.startswith(":") for run in first)
    labels = sum(run.text.endswith(":") for run in left)
    shared = _share_on_rows_of(left, right) > _FORM_ROWS
    return 2 * values > len(first) or (2 * labels > len(left) and shared)


def _side_by_side(left: Sequence[Run], right: Sequence[Run]) -> bool:
    bottom_left, top_left = _extent(left)
    bottom_right, top_right = _extent(right)
    overlap = min(top_left, top_right) - max(bottom_left, bottom_right)
    return overlap >= 0.3 * min(top_left - bottom_left, top_right - bottom_right)


def _is_date_column(side: Sequence[Run], main: Sequence[Run]) -> bool:
    """Tell whether the right side only notes dates and places of the rows on the left."""
    shared = _share_on_rows_of(side, main)
    if shared > 0.7 and _density(side) < 0.35:
        return True
    notes = sum(bool(_SIDE_NOTE.search(run.text)) for run in side) / len(side)
    return shared > 0.85 and (notes > 0.8 or (notes > 0.5 and _letters(side) < 0.35 * _letters(main)))


def _is_label_column(side: Sequence[Run], main: Sequence[Run]) -> bool:
    """Tell whether the left side only labels the rows on the right: headings, years, kinds of skill."""
    shared = _share_on_rows_of(side, main)
    if shared > 0.7 and _density(side) < 0.35:
        return True
    short = median(len(run.text) for run in side) < 22
    return shared > 0.85 and _letters(side) < 0.25 * _letters(main) and _density(side) < 0.6 and short


def _share_on_rows_of(side: Sequence[Run], main: Sequence[Run]) -> float:
    """Return which part of ``side`` stands on a line of ``main``; a heading that does not is no evidence."""
    middles = sorted(run.middle for run in main)
    shared = [(_near(run.middle, middles, 0.4 * run.size), run.heading) for run in side]
    counted = [near for near, heading in shared if near or not heading]
    return sum(counted) / len(counted) if counted else 0.0


def _near(value: float, ordered: Sequence[float], tolerance: float) -> bool:
    index = bisect_left(ordered, value - tolerance)
    return index < len(ordered) and ordered[index] <= value + tolerance


def _letters(side: Sequence[Run]) -> int:
    return sum(len(run.text) for run in side)


def _extent(side: Sequence[Run]) -> tuple[float, float]:
    return min(run.y0 for run in side), max(run.y1 for run in side)


def _density(side: Sequence[Run]) -> float:
    """Return how much of its height a column fills with lines."""
    bottom, top = _extent(side)
    return len(side) * median(run.size for run in side) / (top - bottom + 1)
