"""Read a PDF whose pages are pictures: recognised lines take the same way as printed ones from there on."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from statistics import median
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from domain.codes import ReadFailure
from services.resumes.characters import clean
from services.resumes.documents import Document, Line
from services.resumes.failures import ReadFailed
from services.resumes.headings import is_heading
from services.resumes.layout import page_lines, reading_order
from services.resumes.ocr import Recogniser, Seen, recogniser
from services.resumes.repeats import without_repeats
from services.resumes.runs import Run

_DPI = 150
_POINT = 72 / _DPI
_MAX_PAGES = 4
_MAX_PIXELS = 2_600
"""The longer side of a picture: a page of A3 at 150 dpi. Larger pages are drawn smaller."""

_SECONDS = 20.0
"""After that no line is begun any more, so that the whole stays within a child's time."""

_ONE_SIZE = (0.65, 1.4)


def read_pictures(data: bytes) -> Document:
    """Return what is recognised on the first pages in 20 seconds; ReadFailed (``no_text``) for nothing."""
    see, until = recogniser(), time.monotonic() + _SECONDS
    pages = [] if see is None else _see_pages(data, see, until)
    lines = tuple(without_repeats([list(page.lines) for page in pages]))
    if not lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The pages hold pictures but no text.")
    count = pages[0].count
    notes = [("recognised_text", "The text was recognised in pictures; look it over.")]
    if count > len(pages) or time.monotonic() > until:
        notes.append(("truncated", f"Not all of the {count} pages could be recognised in time."))
    scores = [score for page in pages for score in page.scores]
    return Document(lines, count, notes=tuple(notes), recognised=round(sum(scores) / len(scores), 3))


@dataclass(frozen=True)
class _Page:
    """One page's lines, how certain each is, and how many pages there are."""

    lines: Sequence[Line]
    scores: Sequence[float]
    count: int


def _see_pages(data: bytes, see: Recogniser, until: float) -> list[_Page]:
    document = pdfium.PdfDocument(data)
    count = len(document)
    try:
        wanted = takewhile(lambda _: time.monotonic() < until, range(min(count, _MAX_PAGES)))
        drawn = (number for number in wanted if _shows_something(document[number]))
        return [_page(see(_picture(document[number]), until), number, count) for number in drawn]
    except MemoryError:
        raise
    except Exception as error:  # an extra that is installed badly must not make the file a damaged one
        raise ReadFailed(ReadFailure.NO_TEXT, f"The pages hold pictures ({type(error).__name__}).") from error
    finally:
        document.close()


def _shows_something(page: Any) -> bool:
    """Tell whether a page has a picture or outlines: drawing one of endlessly nested forms takes for ever."""
    kinds = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH)
    return any(item.type in kinds for item in page.get_objects(max_depth=3))


def _picture(page: Any) -> Any:
    scale = min(_DPI / 72, _MAX_PIXELS / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]


def _page(seen: Sequence[Seen], number: int, count: int) -> _Page:
    rows = reading_order(_runs(seen), is_heading)
    return _Page(list(page_lines(rows, number)), [line.certainty for line in seen], count)


def _runs(seen: Sequence[Seen]) -> list[Run]:
    """Return lines as runs in points. Their boxes waver: all near the usual height count as one size."""
    runs = [_run(line) for line in seen]
    usual = median(run.size for run in runs) if runs else 0.0
    low, high = _ONE_SIZE
    return [replace(run, size=usual) if low < run.size / usual < high else run for run in runs if run.text]


def _run(line: Seen) -> Run:
    size = (line.bottom - line.top) * _POINT
    left, right = line.left * _POINT, line.right * _POINT
    return Run(clean(line.text), left, -line.bottom * _POINT, right, -line.top * _POINT, size)
