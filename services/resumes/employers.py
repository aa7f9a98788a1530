"""Tell employers that stand once above several positions, and put their names into the head of each.

A network's profile writes the time there below the name ("6 years"); typed resumes set the name in capitals
or let it stand apart, with a place or dates of its own, and every position with its dates on a line below.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from services.resumes.characters import bullet_end
from services.resumes.head_lines import Anchor, Cell, Entry, is_head_line, is_length
from services.resumes.roles import (
    MARKS,
    employs,
    heads_roles,
    is_employer,
    is_role,
    is_stacked,
    names_beside,
    names_one,
)
from services.resumes.sections import Placed
from services.resumes.words import is_place

_MOST_BETWEEN = 2
"""Lines between an employer's name and the first position: its place, or what it does in brackets."""
_FEW_WORDS = 4


@dataclass(frozen=True)
class Group:
    """A dated line that names a position; ``employer`` is the line above it that names who employs there.

    ``under``: it follows another position under such a line.
    """

    role: Anchor
    employer: int | None = None
    under: bool = False


def groups_of(lines: Sequence[Placed], anchors: Sequence[Anchor]) -> list[Group]:
    """Return the dated lines, and what stands above several of them; employers' own dates are left out."""
    groups: list[Group] = []
    named, floor = False, -1
    for anchor, following in zip_longest(anchors, anchors[1:]):
        if following and _heads(lines, anchor, following):
            continue
        single = names_one(lines[anchor.index], anchor) or is_stacked(lines, anchor, floor, following)
        employer = _employer_above(lines, anchor.index, floor) if single else None
        apart = _begins(lines, anchor.index - 1, floor) or _named_below(lines, anchor, following)
        named = single and (employer is not None or (named and not apart))
        groups.append(Group(anchor, employer, named and employer is None))
        floor = anchor.index
    return [one for some in _parted(groups) for one in _confirmed(lines, some)]


def _parted(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """Yield runs of positions under one employer, and each other position by itself."""
    run: list[Group] = []
    for group in groups:
        if run and not group.under:
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _confirmed(lines: Sequence[Placed], run: Sequence[Group]) -> Iterable[Group]:
    """Return positions as under their employer's line if it is one, and else as if it were not there.

    A line in capitals may be a heading ("PLACES I DROVE FOR"). An employer's has its place or dates beside or
    below it, or a company's word in it; or else its positions are named without an employer behind a comma.
    One position right below needs nothing of this: both are one paragraph.
    """
    above = run[0].employer
    if above is None:
        return run
    roles = sum(is_role(lines[one.role.index], one.role) for one in run)
    if 2 * roles <= len(run):
        return [Group(one.role) for one in run]
    if len(run) == 1 and not lines[run[0].role.index].line.gap:
        return [Group(run[0].role)]
    names = [part for part in MARKS.split(lines[above].text) if any(map(str.isalpha, part))]
    beside = [names[0].partition(", ")[2], *names[1:], lines[above + 1].text]
    placed = any(is_place(text.strip()) for text in beside)
    alone = sum(", " not in names_beside(lines[one.role.index], one.role)[0] for one in run)
    if placed or (names[0].isupper() and (employs(names[0]) or 2 * alone > len(run) > 1)):
        return run
    return [Group(one.role) for one in run]


def _heads(lines: Sequence[Placed], anchor: Anchor, following: Anchor) -> bool:
    """Tell whether dates are an employer's, over a position's with dates of its own.

    They stand beside its name, or beside its place on the line below.
    """
    if not is_role(lines[following.index], following):
        return False
    if is_employer(lines[anchor.index], anchor):
        return _employer_above(lines, following.index, anchor.index - 1) == anchor.index
    placed = (
        all(map(is_place, names_beside(lines[anchor.index], anchor))) and anchor.index + 1 == following.index
    )
    return placed and _employer_above(lines, anchor.index, anchor.index - 2) == anchor.index - 1


def _begins(lines: Sequence[Placed], index: int, floor: int) -> bool:
    """Tell whether the line above a position begins a paragraph and may name its employer."""
    return index > floor and lines[index].line.gap >= 1 and is_head_line(lines[index])


def _named_below(lines: Sequence[Placed], anchor: Anchor, following: Anchor | None) -> bool:
    """Tell whether the line below dates may name their employer: a few words with capitals, undated."""
    below = anchor.index + 1
    if below == len(lines) or lines[below].line.gap or (following and following.index == below):
        return False
    words = lines[below].text.split()
    return (
        len(words) <= _FEW_WORDS and is_head_line(lines[below]) and all(word[0].isupper() for word in words)
    )


def _employer_above(lines: Sequence[Placed], index: int, floor: int) -> int | None:
    """Return the line above a position that names the employer, apart from what is above it; None without."""
    for above in range(index - 1, max(floor, index - 2 - _MOST_BETWEEN), -1):
        item = lines[above]
        if bullet_end(item.text) or not is_head_line(item):
            return None
        names = [part for part in MARKS.split(item.text) if any(map(str.isalpha, part))]
        if names and heads_roles(item, names[0]):
            return above if above == 0 or item.line.gap >= 1 or lines[above + 1].line.gap >= 1 else None
        places = [part.strip() for part in MARKS.split(item.text.partition("\t")[0])]
        if not (all(map(is_place, places)) or item.text.strip().startswith("(")):
            return None
    return None


def employers_over_lengths(lines: Sequence[Placed]) -> set[int]:
    """Return the places of lines over the length of the time there ("6 years")."""
    return {
        item.start
        for item, below in pairwise(lines)
        if is_length(below.text) and not is_length(item.text) and is_head_line(item)
    }


def with_employers(entries: Iterable[tuple[Entry, Group]], timed: Collection[int]) -> Iterator[Entry]:
    """Yield the entries, in the head of each the names of the employer's line above it or one before it.

    ``timed`` are the places of lines over the length of the time there: a position below one has a single
    line above its dates.
    """
    named: list[Cell] = []
    is_timed = False
    for entry, group in entries:
        first = entry.head[0] if entry.head else None
        if first and (group.employer is not None or first.start in timed):
            last = max(cell.row for cell in entry.head)
            named = [replace(cell, row=-1) for cell in entry.head if cell.row < last]
            is_timed = first.start in timed
        elif named and (group.under or (is_timed and len({cell.row for cell in entry.head}) == 1)):
            entry = replace(entry, head=(*named, *entry.head))
        else:
            named = []
        yield entry
