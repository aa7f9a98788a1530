"""Tell dated lines that name a position from lines that name who employs."""

import re
from collections.abc import Sequence

from services.resumes.characters import bullet_end
from services.resumes.head_lines import Anchor
from services.resumes.headings import heading_kind
from services.resumes.pieces import CLEAR_TITLE
from services.resumes.sections import Placed
from services.resumes.words import company_score, degree_level, has_legal_form, is_place, title_score

MARKS = re.compile(r"\s*[\t|·•]\s*|\s{2,}|\s+[–—-]\s+|[:;]\s|\.{4,}")
_AT = re.compile(r"\s(?:at|with|for|@)\s+(?:the\s+)?[A-ZÀ-Þ]")
_SHORTEST = 4
"""Letters of an employer's name."""


def names_one(item: Placed, anchor: Anchor) -> bool:
    """Tell whether a line of a text without sizes has one name beside its dates, and that no employer's."""
    if item.line.size or bullet_end(item.text) > 0:
        return False
    names = [name for name in names_beside(item, anchor) if not is_place(name)]
    if len(names) != 1 or _AT.search(names[0]):
        return False
    first, *others = names[0].split(", ")
    return (title_score(first) > 0 or not employs(first)) and not any(map(_employs_behind, others))


def is_stacked(lines: Sequence[Placed], anchor: Anchor, floor: int, following: Anchor | None) -> bool:
    """Tell whether a title stands right below or above another's line, with its unit ("Ranger, Trails")."""
    item, index = lines[anchor.index], anchor.index
    below = floor == index - 1 >= 0 and not item.line.gap
    above = following is not None and following.index == index + 1 and not lines[index + 1].line.gap
    if item.line.size or bullet_end(item.text) or not (below or above):
        return False
    names = [name for name in names_beside(item, anchor) if not is_place(name)]
    return len(names) == 1 and not _AT.search(names[0]) and title_score(names[0].partition(", ")[0]) == 1.0


def is_role(item: Placed, anchor: Anchor) -> bool:
    """Tell whether the one name beside dates is surely a title."""
    names = names_beside(item, anchor)
    return names_one(item, anchor) and any(title_score(name) >= CLEAR_TITLE for name in names)


def is_employer(item: Placed, anchor: Anchor) -> bool:
    """Tell whether dates at a paragraph's top stand beside an employer's name and no title."""
    names = names_beside(item, anchor)
    plain = not item.line.size and item.line.gap >= 1 and not bullet_end(item.text)
    titled = any(title_score(name) >= CLEAR_TITLE and not employs(name) for name in names)
    return plain and bool(names) and not titled and heads_roles(item, names[0])


def heads_roles(item: Placed, name: str) -> bool:
    """Tell whether a line's first name is an employer's: in capitals or with a company's word, no title."""
    if sum(map(str.isalpha, name)) < _SHORTEST or not name[0].isalnum() or heading_kind(item.text):
        return False
    if degree_level(name) not in (None, "school"):
        return False
    if name.isupper() and title_score(name):
        return employs(name) and title_score(name.split()[-1]) < CLEAR_TITLE
    return (name.isupper() or employs(name)) and not title_score(name)


def employs(name: str) -> bool:
    """Tell whether a name has a company's word or legal form in it."""
    return company_score(name) == 1.0 or has_legal_form(name)


def _employs_behind(name: str) -> bool:
    """Tell whether what stands behind a title employs: a unit may have a company's word but at its end."""
    return has_legal_form(name) or any(company_score(word) == 1.0 for word in name.split()[-1:])


def names_beside(item: Placed, anchor: Anchor) -> list[str]:
    """Return what stands beside the dates of a line, parted at its marks."""
    span = anchor.dates.span
    rest = f"{item.text[: span.start]}\t{item.text[span.end :]}"
    return [part.strip(" ,;:()") for part in MARKS.split(rest) if any(map(str.isalpha, part))]
