"""Draw small PDFs and zip small office documents for the reader's tests."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from domain.resumes import ParsedResume
from services.resumes.sniff import sniff
from services.resumes.understand import parse

TODAY = date(2026, 11, 22)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def draw(*items: tuple[float, float, str] | tuple[float, float, str, float], **options: Any) -> bytes:
    """Return a one-page PDF with ``(x, y, text[, size])`` drawn in that order; ``font`` chooses the face."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **{k: v for k, v in options.items() if k != "font"})
    write(canvas, items, options.get("font", "Helvetica"))
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def draw_pages(*pages: Iterable[tuple[Any, ...]]) -> bytes:
    """Return a PDF of several pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for items in pages:
        write(canvas, items, "Helvetica")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def write(canvas: Canvas, items: Iterable[tuple[Any, ...]], font: str) -> None:
    """Write ``(x, y, text[, size])`` items on the current page."""
    for x, y, text, *size in items:
        canvas.setFont(font, size[0] if size else 10)
        canvas.drawString(x, y, text)


def lines(*texts: str, x: float = 50, top: float = 780, step: float = 16) -> list[tuple[float, float, str]]:
    """Return texts one under the other."""
    return [(x, top - step * row, text) for row, text in enumerate(texts)]


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of named parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """Return a DOCX with ``body`` as the inner XML of its body; further parts by name (``header1``)."""
    wrapped = {f"word/{name}.xml": f'<w:x xmlns:w="{W}">{xml}</w:x>' for name, xml in parts.items()}
    return zipped(
        {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>', **wrapped}
    )


def paragraph(text: str) -> str:
    """Return a paragraph's XML."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def read_as_resume(data: bytes | str, name: str = "") -> ParsedResume:
    """Return the parse of ``data`` whose type is sniffed, as of 22 November 2026."""
    content = data.encode() if isinstance(data, str) else data
    media_type = sniff(content, name)
    assert media_type is not None
    return parse(content, media_type, today=TODAY)


def scan(pdf: bytes, dpi: int = 150) -> bytes:
    """Return the PDF that a scanner makes of a printed one: each page a grey picture, no text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pdfium.PdfDocument(pdf):
        canvas.drawImage(
            ImageReader(page.render(scale=dpi / 72, grayscale=True).to_pil()), 0, 0, *page.get_size()
        )
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
