"""Read OpenDocument text: paragraphs, headings, lists, tables, frames in order; deletions never."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from domain.codes import ReadFailure
from services.resumes.archives import Archive
from services.resumes.characters import bullet_end, clean, drop_soft_hyphens
from services.resumes.documents import Document, Line, Link
from services.resumes.failures import ReadFailed

_SKIPPED = {"tracked-changes", "annotation", "note-citation", "sequence-decls", "forms", "bibliography-mark"}
_BREAKS = {"line-break": "\n", "tab": "\t"}
_LINK = "{http://www.w3.org/1999/xlink}href"


def read_odt(data: bytes) -> Document:
    """Return the document in ``data``; ReadFailed when it is encrypted, broken or empty."""
    archive = Archive(data)
    content = archive.xml("content.xml")
    if content is None:
        raise ReadFailed(ReadFailure.UNREADABLE, "The document has no content.")
    styles = archive.xml("styles.xml")
    margins = (
        []
        if styles is None
        else [mark for name in ("header", "footer") for mark in styles.iter(f"{{*}}{name}")]
    )
    lines = [line for root in (*margins[:1], content) for line in _lines(root)]
    if not lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The document holds no words.")
    links = tuple(Link(mark.get(_LINK) or "") for mark in content.iter("{*}a"))
    return Document(tuple(lines), links=links)


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _lines(root: Any, *, item: bool = False) -> Iterator[Line]:
    for element in root:
        tag = _tag(element)
        if tag in ("p", "h"):
            yield from _paragraph(element, item=item)
        elif tag == "table-row":
            yield from _row(element)
        elif tag and tag not in _SKIPPED:
            yield from _lines(element, item=item or tag == "list-item")


def _row(row: Any) -> Iterator[Line]:
    cells = [list(_lines(cell)) for cell in row if _tag(cell) == "table-cell"]
    filled = [cell for cell in cells if cell]
    if filled and all(len(cell) == 1 for cell in filled):
        yield replace(filled[0][0], text="\t".join(cell[0].text for cell in filled))
    else:
        for cell in filled:
            yield from cell


def _paragraph(paragraph: Any, *, item: bool) -> Iterator[Line]:
    pieces: list[str] = []
    frames: list[Any] = []
    _collect(paragraph, pieces, frames)
    heading = _tag(paragraph) == "h"
    for part in "".join(pieces).split("\n"):
        text = clean(drop_soft_hyphens(part))
        if text:
            yield Line(f"• {text}" if item and not bullet_end(text) else text, bold=heading, heading=heading)
    for frame in frames:
        yield from _lines(frame)


def _collect(element: Any, pieces: list[str], frames: list[Any]) -> None:
    pieces.append(element.text or "")
    for child in element:
        tag = _tag(child)
        if tag == "text-box":
            frames.append(child)
        elif tag == "s":
            pieces.append(" ")
        elif tag in _BREAKS:
            pieces.append(_BREAKS[tag])
        elif tag and tag not in _SKIPPED:
            _collect(child, pieces, frames)
        pieces.append(child.tail or "")
