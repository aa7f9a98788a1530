"""Rebuild a posting's description: LinkedIn's ``text`` glues list items and paragraphs together.

``attributes`` mark stretches of the text (start, length, kind). Nothing documents whether they count code
points or UTF-16 units, so the text itself decides: line breaks must lie on line feeds, nothing past its end.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import nh3

Record = Mapping[str, Any]

_TAGS = {
    "Bold": "strong",
    "Italic": "em",
    "Underline": "u",
    "Paragraph": "p",
    "ListItem": "li",
    "List": "ul",
}
_BLOCKS = frozenset({"Paragraph", "List", "ListItem"})
_EMPTY_PARAGRAPH = re.compile(r"<p>(?:\s|<br>)*</p>")
_ALLOWED_TAGS = {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u", "a", "h2", "h3", "h4"}


@dataclass(frozen=True)
class Mark:
    """A stretch of the text, in code points, and what it is."""

    kind: str
    start: int
    end: int
    ordered: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Description:
    """A description as sanitised HTML and as the text that spans point into."""

    html: str
    text: str


def rebuild(description: Record) -> Description:
    """Return the description as HTML and text with its paragraphs and list items apart again."""
    text = description.get("text")
    if not isinstance(text, str):
        return Description("", "")
    marks = read_marks(text, description.get("attributes") or ())
    return Description(_EMPTY_PARAGRAPH.sub("", sanitise(_html(text, marks))), _text(text, marks))


def sanitise(html: str) -> str:
    """Return the HTML with nothing in it that could run, load or track."""
    return nh3.clean(
        html,
        tags=_ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def read_marks(text: str, attributes: Iterable[Any]) -> tuple[Mark, ...]:
    """Return the attributes as marks in code points, clipped to the text; unknown shapes are left out."""
    marks = [mark for mark in map(_mark, attributes) if mark]
    units = _utf16_positions(text)
    if len(units) - 1 != len(text) and _counts_utf16(text, marks, units):
        marks = [_shift(mark, units) for mark in marks]
    size = len(text)
    return tuple(_clip(mark, size) for mark in marks if mark.start <= size)


def _mark(attribute: Any) -> Mark | None:
    if not isinstance(attribute, dict):
        return None
    start, length, kinds = (attribute.get(name) for name in ("start", "length", "type"))
    if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length < 0:
        return None
    if not isinstance(kinds, dict) or not kinds:
        return None
    name, details = next(iter(kinds.items()))
    details = details if isinstance(details, dict) else {}
    kind = name.rsplit(".", 1)[-1]
    return Mark(kind, start, start + length, bool(details.get("ordered")), details.get("url"))


def _utf16_positions(text: str) -> list[int]:
    """Return for every UTF-16 unit, and for the end, the code point that it belongs to."""
    positions: list[int] = []
    for place, character in enumerate(text):
        positions += [place] * (2 if character > "\uffff" else 1)
    return [*positions, len(text)]


def _counts_utf16(text: str, marks: list[Mark], units: list[int]) -> bool:
    """Tell whether the marks fit the text better when read as UTF-16 units."""
    shifted = [_shift(mark, units) for mark in marks]
    if any(mark.end > len(text) for mark in marks):
        return True
    return _breaks_on_feeds(text, shifted) > _breaks_on_feeds(text, marks)


def _breaks_on_feeds(text: str, marks: list[Mark]) -> int:
    breaks = (mark for mark in marks if mark.kind == "LineBreak")
    return sum(text[mark.start : mark.end] == "\n" for mark in breaks)


def _shift(mark: Mark, units: list[int]) -> Mark:
    last = len(units) - 1
    start, end = units[min(mark.start, last)], units[min(mark.end, last)]
    return Mark(mark.kind, start, end, mark.ordered, mark.url)


def _clip(mark: Mark, size: int) -> Mark:
    return Mark(mark.kind, mark.start, min(mark.end, size), mark.ordered, mark.url)


def _text(text: str, marks: tuple[Mark, ...]) -> str:
    """Insert a line break where a block begins or ends, and a dash before a list item."""
    breaks: dict[int, str] = {}
    for mark in marks:
        if mark.kind in _BLOCKS:
            breaks.setdefault(mark.start, "\n")
            breaks.setdefault(mark.end, "\n")
    breaks |= {mark.start: "\n- " for mark in marks if mark.kind == "ListItem"}
    pieces, place = [], 0
    for stop in sorted(breaks):
        pieces += [text[place:stop], breaks[stop]]
        place = stop
    return _tidy("".join([*pieces, text[place:]]))


def _tidy(text: str) -> str:
    text = re.sub(r"[^\S\n]*\n[^\S\n]*", "\n", text.replace("\xa0", " "))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _html(text: str, marks: tuple[Mark, ...]) -> str:
    """Write tags at every mark's ends; the sanitiser's HTML5 parser repairs what overlaps."""
    opening, closing = _tags_by_place(marks)
    pieces, place = [], 0
    for stop in sorted({*opening, *closing, len(text)}):
        pieces.append(_escape(text[place:stop]))
        pieces += [*closing[stop], *opening[stop]]
        place = stop
    return "".join(pieces)


def _tags_by_place(marks: tuple[Mark, ...]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Return opening and closing tags by place: the longest mark opens first and closes last."""
    opening: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    tagged = (mark for mark in marks if mark.end > mark.start and (mark.kind in _TAGS or mark.url))
    for mark in sorted(tagged, key=lambda mark: (mark.start, -mark.end, mark.kind not in _BLOCKS)):
        opening[mark.start].append(_open(mark))
        closing[mark.end].insert(0, f"</{_tag(mark)}>")
    return opening, closing


def _open(mark: Mark) -> str:
    return f'<a href="{escape(mark.url)}">' if mark.url else f"<{_tag(mark)}>"


def _tag(mark: Mark) -> str:
    if mark.url:
        return "a"
    return "ol" if mark.kind == "List" and mark.ordered else _TAGS[mark.kind]


def _escape(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
