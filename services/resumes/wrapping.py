"""Put head lines that were too long for their column back on one line."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from statistics import median

from services.resumes.characters import bullet_end
from services.resumes.months import MONTH_PATTERN, NOW_PATTERN
from services.resumes.sections import Placed

_REST_LENGTH = 45
_OPEN_DATE = re.compile(
    rf"(?:(?:{MONTH_PATTERN})\b\.?,?\s*|\d{{1,2}}[./]\s?)?(?:19|20)\d\d\s*(?P<dash>[-–—]|\bto\b)?\s*$", re.I
)
_CLOSING_DATE = re.compile(
    rf"(?:(?:{NOW_PATTERN})(?!\w)|(?:(?:{MONTH_PATTERN})\b\.?,?\s*|\d{{1,2}}[./]\s?)?(?:19|20)\d\d)(?=$|\t)",
    re.I,
)
_BEGUN = re.compile(
    rf"^(?P<date>(?:{MONTH_PATTERN})\b\.?,?\s*(?:19|20)\d\d)\s+(?=[^\W\d])(?P<rest>.{{2,80}})$", re.I
)
"""A month and a year that a head line begins with; the line below may be the month it ended, and no more."""
_STARTED = re.compile(
    r"^(?:start(?:ed|ing)?|from|began|begin|since|date started)(?: date)?\s*[:–-]\s*(?P<date>\S.{2,20})$",
    re.I,
)
_ENDED = re.compile(
    r"^(?:end(?:ed|ing)?|to|until|till|left|date ended)(?: date)?\s*[:–-]\s*(?P<date>\S.{2,60})$", re.I
)
"""Fields of a form ("Start: 02/2021", "End: Present")."""
_UNTIL = re.compile(r"\s*(?:to|until|till|through|[-–—])\s*", re.I)
"""What stands alone between two dates of which each has a line."""
_SEPARATORS = ("·", "|", "•", ",")


def unwrap(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines, the rest of a wrapped head line joined to it.

    Geometry tells: the first word of the next line would not have fitted. Prose is left as it is.
    """
    if not any(item.line.edges for item in lines):
        return list(lines)
    right = max((item.line.edges[-1][1] for item in lines if item.line.edges), default=0.0)
    body = median(item.line.size for item in lines)
    joined: list[Placed] = []
    for item in lines:
        if joined and _continues(joined[-1], item, right, body):
            joined[-1] = _join(joined[-1], item)
        else:
            joined.append(item)
    return joined


def _continues(above: Placed, item: Placed, right: float, body: float) -> bool:
    line = item.line
    if "\t" in line.text or len(line.text) > _REST_LENGTH or not above.line.edges or bullet_end(line.text):
        return False
    if bullet_end(above.text) or abs(line.size - above.line.size) > 0.03 * line.size or line.gap > 0.5:
        return False
    head = (
        len(above.line.edges) > 1
        or line.size > 1.04 * body
        or (line.text[:1].islower() and any(mark in above.text for mark in _SEPARATORS))
    )
    words = line.text.split()
    return head and bool(words) and _was_full(above, words[0], right)


def _was_full(above: Placed, word: str, right: float) -> bool:
    """Tell whether ``word`` would have run past its column or into the next cell."""
    first, edges = above.text.split("\t")[0], above.line.edges
    left, end = edges[0]
    limit = edges[1][0] if len(edges) > 1 else right
    width = (end - left) / max(len(first), 1) * (len(word) + 1)
    return end + width > limit - 2 * above.line.size


def _join(above: Placed, item: Placed) -> Placed:
    first, tab, rest = above.text.partition("\t")
    return Placed(replace(above.line, text=f"{first} {item.text}{tab}{rest}"), above.start)


def join_dates(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines with date ranges whole that a narrow column broke ("Mar 2019 –" over "Present").

    Without a dash they are joined only where the second line says "Present" or both stand alone.
    """
    joined: list[Placed] = []
    formed = _of_forms(lines)
    for item, below in zip_longest(formed, formed[1:]):
        last = joined[-1] if joined else None
        begun = _BEGUN.match(last.text) if last and _is_closing(item.text) else None
        if last and begun:
            text = f"{begun['date']} – {item.text.strip()} {begun['rest']}"
            joined[-1] = Placed(replace(last.line, text=text), last.start)
            continue
        first, _, rest = (last.text if last else "").partition("\t")
        opening = _OPEN_DATE.search(first) if last else None
        between = opening and opening.end() == len(last.text if last else "") and _UNTIL.fullmatch(item.text)
        if last and between and below and _CLOSING_DATE.match(below.text):
            joined[-1] = Placed(replace(last.line, text=f"{first.rstrip(' -–—')} –"), last.start)
            continue
        closing = _CLOSING_DATE.match(item.text)
        if last is None or opening is None or closing is None or not _belong(opening, closing, first):
            joined.append(item)
            continue
        dates = f"{first.rstrip(' -–—')} – {closing[0]}"
        joined[-1] = Placed(replace(last.line, text="\t".join(filter(None, (dates, rest)))), last.start)
        after = item.text[closing.end() :].strip()
        if after:
            joined.append(Placed(replace(item.line, text=after), item.end - len(after)))
    return joined


def _is_closing(text: str) -> bool:
    closing = _CLOSING_DATE.match(text)
    return closing is not None and closing.end() == len(text) and not text[:1].isdigit()


def _of_forms(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines with start and end of a form's job on one; an end that is no date lasts till now."""
    joined: list[Placed] = []
    for item in lines:
        ended = _ENDED.match(item.text)
        started = _STARTED.match(joined[-1].text) if ended and joined else None
        if ended is None or started is None or not any(map(str.isdigit, started["date"])):
            joined.append(item)
            continue
        end = ended["date"] if any(map(str.isdigit, ended["date"])) else "present"
        joined[-1] = Placed(replace(joined[-1].line, text=f"{started['date']} – {end}"), joined[-1].start)
    return joined


def _belong(opening: re.Match[str], closing: re.Match[str], first: str) -> bool:
    if opening["dash"]:
        return True
    present = not any(char.isdigit() for char in closing[0])
    return present or (
        opening.start() == 0 and closing.end() == len(closing.string) and opening.end() == len(first)
    )
