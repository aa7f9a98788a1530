"""Recognise the headings of a posting and what stands under them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from domain.codes import Importance
from domain.spans import Span
from services.features.wordlists import phrases

_DECORATION = " \t-–—*•·#:.?!…>|=_~&/\"'“”()[]0123456789\uf0b7"
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BULLET = re.compile(r"\s*[-*•·–▪◦‣●○✓✔➢\uf0b7]\s")
_LONGEST = 60
_CONTINUES = re.compile(r"^ (?:&|and|und|et|y|e|en|si|și|/|\(|for|of the|to)(?: |$)")
_MOST_WORDS = 6
UNASKED = "unasked"
"""Label of headings under which the employer speaks of itself, its benefits or how to apply."""


class Heading(NamedTuple):
    """A heading: what it announces (None: nothing is asked), and where in its line its content begins."""

    importance: Importance | None
    rest: int


def read_lines(folded: str) -> Iterator[tuple[Span, bool]]:
    """Yield every line that is not blank, and whether it opens a list: no bullet itself, bullets after it."""
    lines = [Span(*match.span()) for match in _LINE.finditer(folded)]
    bulleted = [bool(_BULLET.match(folded, line.start, line.end)) for line in lines]
    for index, line in enumerate(lines):
        yield line, not bulleted[index] and bulleted[index + 1 : index + 2] == [True]


def read_heading(line: str, *, opens_list: bool = False) -> Heading | None:
    """Read a folded line as a heading: alone ("requirements"), or before a colon ("requirements: python").

    A line that opens a list may go on after the listed words ("even better if you have …").
    """
    colon = line.find(":")
    label = line[:colon] if 0 <= colon <= _LONGEST else line
    if len(label) > _LONGEST:
        return None
    announced = _announced(label.strip(_DECORATION), followed=opens_list or 0 <= colon <= _LONGEST)
    if announced is None:
        return None
    importance = None if announced == UNASKED else Importance(announced)
    return Heading(importance, colon + 1 if colon >= 0 else len(line))


def may_head(line: str) -> bool:
    """Tell whether a line may be a heading that no list knows: no bullet, few words and no full stop."""
    bare = line.strip()
    few = 0 < len(bare.split(" ")) <= _MOST_WORDS and len(bare) <= _LONGEST
    return few and bare[-1] not in ".;,!" and not _BULLET.match(line)


def _announced(label: str, *, followed: bool) -> str | None:
    """Return what a label announces: listed itself, or begun by listed words if ``followed`` or by "and"."""
    known = _headings()
    if label in known:
        return known[label]
    parts = label.split(" ")
    for size in range(min(len(parts), _MOST_WORDS) - 1, 0, -1):
        start = " ".join(parts[:size])
        if start in known:
            continues = _CONTINUES.match(label[len(start) :])
            return known[start] if followed or (continues and len(parts) <= _MOST_WORDS) else None
    return None


@cache
def _headings() -> dict[str, str]:
    return {phrase.strip(_DECORATION): label for label, phrase in phrases("headings")}
