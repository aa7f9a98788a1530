"""Read pages that are only pictures, where a recogniser is installed: Tesseract's program, else rapidocr.

Neither is required. Tesseract keeps within the child's gibibyte; rapidocr wants more, so that a sandbox with
the usual limits ends it as ``resource_limit``.
"""

import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pypdfium2 as pdfium

_DPI = 200
_SECONDS_A_PAGE = 12
_MAX_PAGES = 4


def recogniser() -> Callable[[Any], str] | None:
    """Return a function from a grey picture (height × width bytes) to text, or None if none is installed."""
    if shutil.which("tesseract"):
        return _by_tesseract
    return _by_rapidocr if find_spec("rapidocr") else None


def recognise(data: bytes) -> str:
    """Return the text on the first pages of a PDF of pictures; empty where nothing can recognise it."""
    read_picture = recogniser()
    if read_picture is None:
        return ""
    document = pdfium.PdfDocument(data)
    try:
        pages = range(min(len(document), _MAX_PAGES))
        return "\n".join(read_picture(_picture(document[number])) for number in pages)
    finally:
        document.close()


def _picture(page: Any) -> Any:
    bitmap = page.render(scale=_DPI / 72, grayscale=True)
    return bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]


def _by_tesseract(picture: Any) -> str:
    """Pipe the picture through Tesseract as a PGM; it writes no files, which the sandbox would not allow."""
    height, width = picture.shape
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "--psm", "3"],  # noqa: S607 - found on the path just before
        input=b"P5 %d %d 255\n" % (width, height) + picture.tobytes(),
        capture_output=True,
        timeout=_SECONDS_A_PAGE,
        check=False,
    )
    return str(done.stdout, "utf-8", "replace")


def _by_rapidocr(picture: Any) -> str:
    result = import_module("rapidocr").RapidOCR()(picture)
    return "\n".join(result.txts or ())
