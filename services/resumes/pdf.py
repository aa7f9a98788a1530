"""Read a PDF: characters by PDFium, reading order by our own geometry, pdfminer.six where PDFium gives up."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from domain.codes import ReadFailure
from services.resumes.documents import Document, Line, Link
from services.resumes.failures import ReadFailed
from services.resumes.glyphs import page_glyphs, split_hidden
from services.resumes.headings import is_heading
from services.resumes.layout import Row, page_lines, reading_order
from services.resumes.plain import text_lines
from services.resumes.repeats import without_repeats
from services.resumes.runs import build_runs, upright

MAX_PAGES = 60
MAX_GLYPHS = 400_000


def read_pdf(data: bytes) -> Document:
    """Return the document in ``data``; ReadFailed when it is encrypted, broken or only pictures."""
    try:
        document = _read_by_pdfium(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise ReadFailed(ReadFailure.PASSWORD_PROTECTED, "The PDF asks for a password.") from error
        return _read_by_pdfminer(data, str(error))
    if not document.lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The pages hold pictures but no text.")
    return document


def _read_by_pdfium(data: bytes) -> Document:
    opened = pdfium.PdfDocument(data)
    try:
        return _read_pages(opened)
    finally:
        opened.close()


def _read_pages(opened: Any) -> Document:
    count = len(opened)
    budget = MAX_GLYPHS
    pages: list[list[Line]] = []
    hidden: list[str] = []
    links: list[Link] = []
    for number in range(min(count, MAX_PAGES)):
        page = opened[number]
        try:
            rows, unseen, used = _read_page(page, budget)
            links.extend(page_links(opened, page))
        finally:
            page.close()
        budget -= used
        pages.append(list(page_lines(rows, number)))
        hidden.extend([unseen] if unseen else [])
    notes = (
        (("truncated", f"Only the first {MAX_PAGES} pages were read."),)
        if count > MAX_PAGES or budget <= 0
        else ()
    )
    return Document(tuple(without_repeats(pages)), count, tuple(links), tuple(hidden), notes)


def _read_page(page: Any, budget: int) -> tuple[list[Row], str, int]:
    textpage = page.get_textpage()
    try:
        glyphs = page_glyphs(textpage, max(budget, 0))
    finally:
        textpage.close()
    visible, hidden = split_hidden(page, glyphs, page.get_bbox())
    return reading_order(build_runs(upright(visible), is_heading), is_heading), hidden, len(glyphs)


def page_links(opened: Any, page: Any) -> Iterator[Link]:
    """Yield the targets of a page's link annotations: half of them stand behind icons, not in the text."""
    position = ctypes.c_int(0)
    annotation = pdfium_c.FPDF_LINK()
    while pdfium_c.FPDFLink_Enumerate(page.raw, position, annotation):
        action = pdfium_c.FPDFLink_GetAction(annotation)
        length = pdfium_c.FPDFAction_GetURIPath(opened.raw, action, None, 0) if action else 0
        if length > 1:
            buffer = ctypes.create_string_buffer(length)
            pdfium_c.FPDFAction_GetURIPath(opened.raw, action, buffer, length)
            yield Link(buffer.value.decode("utf-8", "replace"))


def _read_by_pdfminer(data: bytes, reason: str) -> Document:
    """Read what PDFium refused; pdfminer.six opens one such file in six."""
    from io import BytesIO

    from pdfminer.high_level import extract_text
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        text = extract_text(BytesIO(data), maxpages=MAX_PAGES)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise ReadFailed(ReadFailure.PASSWORD_PROTECTED, "The PDF asks for a password.") from error
    except MemoryError:
        raise
    except Exception as error:  # pdfminer.six raises whatever its internals meet: 13 kinds measured
        raise ReadFailed(ReadFailure.UNREADABLE, f"The PDF is damaged ({reason}).") from error
    lines = tuple(text_lines(text))
    if not lines:
        raise ReadFailed(ReadFailure.UNREADABLE, f"The PDF is damaged ({reason}).")
    return Document(
        lines, notes=(("fallback_reader", "The PDF is damaged; its reading order may be wrong."),)
    )
