"""Read a DOCX by walking its XML: body, tables, text boxes once, headers, footers; deletions never."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from domain.codes import ReadFailure
from services.resumes.archives import Archive
from services.resumes.characters import bullet_end, clean, drop_soft_hyphens
from services.resumes.documents import Document, Line, Link
from services.resumes.failures import ReadFailed
from services.resumes.repeats import is_page_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {"del", "moveFrom", "delText", "instrText", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "tcPr"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}


def read_docx(data: bytes) -> Document:
    """Return the document in ``data``; ReadFailed when it is encrypted, broken or empty."""
    archive = Archive(data)
    body = archive.xml("word/document.xml")
    if body is None:
        name = next(iter(archive.matching("word/document")), None)
        body = archive.xml(name) if name else None
    if body is None:
        raise ReadFailed(ReadFailure.UNREADABLE, "The document has no body.")
    hidden: list[str] = []
    lines = [*_margin(archive, "word/header", hidden), *_block_lines(body, hidden)]
    lines += _margin(archive, "word/footer", hidden)
    if not lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The document holds no words.")
    return Document(tuple(lines), links=tuple(_links(archive)), hidden=tuple(hidden))


def _margin(archive: Archive, prefix: str, hidden: list[str]) -> list[Line]:
    """Return the lines of headers or footers, each once: first, odd and even pages repeat them."""
    roots = (archive.xml(name) for name in archive.matching(prefix))
    lines = (line for root in roots for line in _block_lines(root, hidden))
    return list({line.text: line for line in lines if not is_page_number(line.text)}.values())


def _tag(element: Any) -> str:
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _block_lines(root: Any, hidden: list[str]) -> Iterator[Line]:
    """Yield the lines under ``root``: paragraphs in order, tables row by row, without recursion limits."""
    for element in root:
        tag = _tag(element)
        if tag == "p":
            yield from _paragraph(element, hidden)
        elif tag == "tbl":
            yield from _table(element, hidden)
        elif tag and tag not in _SKIPPED:
            yield from _block_lines(element, hidden)


def _table(table: Any, hidden: list[str]) -> Iterator[Line]:
    for row in table.iterchildren("{*}tr", "{*}sdt", "{*}ins"):
        cells = [
            list(_block_lines(cell, hidden))
            for cell in row.iter("{*}tc")
            if _owner(cell, "tr") is _row_of(row)
        ]
        filled = [cell for cell in cells if cell]
        if filled and all(len(cell) == 1 for cell in filled):
            yield replace(filled[0][0], text="\t".join(cell[0].text for cell in filled))
        else:
            for cell in filled:
                yield from cell


def _row_of(element: Any) -> Any:
    return element if _tag(element) == "tr" else next(element.iter("{*}tr"), element)


def _owner(element: Any, tag: str) -> Any:
    return next((parent for parent in element.iterancestors() if _tag(parent) == tag), None)


def _paragraph(paragraph: Any, hidden: list[str]) -> Iterator[Line]:
    pieces: list[str] = []
    boxes: list[Any] = []
    bold = _walk(paragraph, pieces, boxes, hidden)
    properties = paragraph.find("{*}pPr")
    style = _style(properties)
    item = properties is not None and properties.find("{*}numPr") is not None
    for number, part in enumerate("".join(pieces).split("\n")):
        text = clean(drop_soft_hyphens(part))
        if text:
            marked = (
                f"• {text}"
                if (item or "list" in style)
                and not number
                and not bullet_end(text)
                and "heading" not in style
                else text
            )
            yield Line(marked, _size(paragraph), bold, heading="heading" in style or style == "title")
    for box in boxes:
        yield from _block_lines(box, hidden)


def _walk(element: Any, pieces: list[str], boxes: list[Any], hidden: list[str]) -> bool:
    """Collect the words under a paragraph, and the text boxes anchored in it; tell whether all are bold."""
    bold_letters = letters = 0
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        tag = _tag(child)
        if tag in _SKIPPED:
            continue
        if tag == "txbxContent":
            boxes.append(child)
        elif tag == "t":
            text = child.text or ""
            run = child.getparent()
            if _is_hidden(run):
                hidden.append(text)
                continue
            pieces.append(text)
            letters += len(text)
            bold_letters += len(text) if _is_on(run, "b") else 0
        elif tag in _BREAKS and _tag(child.getparent()) == "r":
            pieces.append(_BREAKS[tag])
        else:
            stack.extend(reversed(child))
    return letters > 0 and bold_letters * 2 > letters


def _is_on(run: Any, name: str) -> bool:
    mark = run.find(f"{{*}}rPr/{{*}}{name}")
    return mark is not None and not any(value in ("0", "false", "none") for value in mark.values())


def _is_hidden(run: Any) -> bool:
    """Tell whether a run is marked hidden, or white on no shading, or set in letters under 2.5 points."""
    if _is_on(run, "vanish"):
        return True
    size = _value(run.find("{*}rPr/{*}sz"))
    if size.isdigit() and 0 < int(size) <= 4:
        return True
    color = _value(run.find("{*}rPr/{*}color")).upper()
    return (
        color == "FFFFFF"
        and not any(
            parent.find("{*}" + kind + "/{*}shd") is not None
            for parent in run.iterancestors()
            for kind in ("pPr", "tcPr", "tblPr")
        )
        and run.find("{*}rPr/{*}shd") is None
        and _owner(run, "txbxContent") is None
    )


def _value(element: Any) -> str:
    if element is None:
        return ""
    return next((str(value) for name, value in element.items() if name.endswith("val")), "")


def _style(properties: Any) -> str:
    return _value(properties.find("{*}pStyle")).lower().replace(" ", "") if properties is not None else ""


def _size(paragraph: Any) -> float:
    sizes = [_value(mark) for mark in paragraph.iterfind(".//{*}r/{*}rPr/{*}sz")]
    return max((int(size) / 2 for size in sizes if size.isdigit() and len(size) < 4), default=0.0)


def _links(archive: Archive) -> Iterator[Link]:
    for name in archive.names:
        if re.match(r"word/_rels/(?:document|header\d*|footer\d*)\.xml\.rels$", name):
            root = _relations(archive, name)
            for relation in root if root is not None else ():
                if relation.get("TargetMode") == "External" and "hyperlink" in (relation.get("Type") or ""):
                    yield Link(relation.get("Target") or "")


def _relations(archive: Archive, name: str) -> Any | None:
    try:
        return archive.xml(name)
    except ReadFailed:
        return None
