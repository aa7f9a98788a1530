"""Tell the blanks of a template, "Company Name - City , State", from names.

Resume builders leave them where somebody filled in nothing, and publishers of resumes put them in to make
people nameless. Nothing else need part them from what stands beside them.
"""

import re
from dataclasses import replace

from services.resumes.head_lines import HEAD_LENGTH
from services.resumes.sections import Placed
from services.resumes.words import BLANK_PLACE

_COMPANY = r"Company Name"
_BLANK = re.compile(rf"\s*[-–—,]?\s*\b({_COMPANY}|{BLANK_PLACE})\s*[-–—,]?\s*")
_ENDS_HEAD = re.compile(rf"(?<=\S) {_COMPANY}\s*[-–—,]?\s*(?:{BLANK_PLACE})\s+(?=\S)")


def parted(text: str) -> str:
    """Return ``text`` with strokes beside its blanks: "Driver | Company Name | City , State"."""
    return _BLANK.sub(r" | \1 | ", text).strip(" |") if _may_hold(text) else text


def bordered(item: Placed) -> Placed:
    """Return a line with a cell's border in place of each blank, every other letter where it was."""
    if not _may_hold(item.text):
        return item
    text = _BLANK.sub(lambda blank: "\t".ljust(len(blank[0])), item.text)
    return replace(item, line=replace(item.line, text=text))


def _may_hold(text: str) -> bool:
    """Tell at once that most lines hold no blank: patterns cost more than words."""
    return _COMPANY in text or "State" in text


def head_apart(item: Placed) -> list[Placed]:
    """Return a title with its blanks, and what the line goes on to say of the work, apart."""
    long = len(item.text) > HEAD_LENGTH
    end = _ENDS_HEAD.search(item.text[: HEAD_LENGTH * 2]) if long else None
    if end is None:
        return [item]
    head = replace(item.line, text=item.text[: end.end()].rstrip())
    body = replace(item.line, text=item.text[end.end() :], gap=0.0)
    return [Placed(head, item.start), Placed(body, item.start + end.end())]
