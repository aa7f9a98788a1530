"""Write HTML the way LinkedIn stores descriptions: bare text, glued together, and attributes over it."""

from html.parser import HTMLParser
from typing import Any

_INLINE = {"strong": "Bold", "b": "Bold", "em": "Italic", "i": "Italic", "u": "Underline"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol"})


def describe(html: str, *, utf16: bool = False) -> dict[str, Any]:
    """Return ``{"text", "attributes"}``; offsets count code points, or UTF-16 units if asked."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    attributes = [_in_utf16(writer.text, mark) for mark in writer.marks] if utf16 else writer.marks
    return {"text": writer.text, "attributes": [_attribute(*mark) for mark in attributes]}


class _Writer(HTMLParser):
    """Collect text and marks ``(kind, start, length, details)``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.marks: list[tuple[str, int, int, dict[str, Any]]] = []
        self._open: list[tuple[str, int, dict[str, Any]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._break()
            return
        if tag == "p" or tag in _HEADINGS:
            self._new_paragraph()
        self._open.append((tag, len(self.text), dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _, _ in self._open):
            return
        while self._open:
            name, start, attrs = self._open.pop()
            self._mark(name, start, attrs)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        inside = bool(self._open) and self._open[-1][0] not in _LISTS
        if not inside and not data.strip():
            return
        data = " ".join([*_edge(data[:1]), *data.split(), *_edge(data[-1:])]) if data.strip() else " "
        self.text += data.lstrip() if self.text.endswith(("\n", " ")) or self._at_start() else data

    def _at_start(self) -> bool:
        """Tell whether nothing was written yet in the innermost block."""
        return not self.text or any(start == len(self.text) for _, start, _ in self._open[-1:])

    def _new_paragraph(self) -> None:
        if self.text and not any(tag in _LISTS for tag, _, _ in self._open):
            self._break()

    def _break(self) -> None:
        self.marks += [("LineBreak", len(self.text), 1, {}), ("Paragraph", len(self.text), 1, {})]
        self.text += "\n"

    def _mark(self, tag: str, start: int, attrs: dict[str, Any]) -> None:
        length = len(self.text) - start
        if tag in _HEADINGS:
            self.marks += [("Bold", start, length, {}), ("Paragraph", start, length, {})]
        elif tag == "p":
            self.marks.append(("Paragraph", start, length, {}))
        elif tag == "li":
            self.marks.append(("ListItem", start, length, {}))
        elif tag in _LISTS:
            self.marks.append(("List", start, length, {"ordered": tag == "ol"}))
        elif tag == "a":
            self.marks.append(("Hyperlink", start, length, {"url": attrs.get("href")}))
        elif tag in _INLINE:
            self.marks.append((_INLINE[tag], start, length, {}))


def _edge(character: str) -> list[str]:
    """Keep the space between a word and the tag next to it."""
    return [""] if character.isspace() else []


def _attribute(kind: str, start: int, length: int, details: dict[str, Any]) -> dict[str, Any]:
    name = kind[0].lower() + kind[1:]
    return {
        "start": start,
        "length": length,
        "type": {f"com.linkedin.pemberly.text.{kind}": details},
        "attributeKindUnion": {name: details},
    }


def _in_utf16(text: str, mark: tuple[str, int, int, dict[str, Any]]) -> tuple[str, int, int, dict[str, Any]]:
    kind, start, length, details = mark
    before, within = text[:start], text[start : start + length]
    return kind, _units(before), _units(within), details


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
