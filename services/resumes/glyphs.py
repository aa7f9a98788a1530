"""Characters of a PDF page with their boxes, and what their text object says: size, weight, colour, angle."""

import ctypes
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

TINY = 2.5
"""Letters lower than this many points are not meant to be read by people."""

_NEAR_WHITE = 245
_INVISIBLE_MODES = (3, 7)
_NEWLINES = (0, 10, 13)


@dataclass(frozen=True, slots=True)
class Style:
    """What all characters of one text object share. ``angle`` is 0, 90, 180 or 270 degrees."""

    bold: bool
    angle: int
    white: bool
    invisible: bool


class Glyph(NamedTuple):
    """One character and its box in points; y grows upwards."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    style: Style


def page_glyphs(page: Any, textpage: Any, limit: int) -> list[Glyph]:
    """Return at most ``limit`` characters of ``page`` in the order of the content stream.

    A space keeps its place and has an empty box, so that the caller can tell it from a mere gap.
    """
    raw, box = textpage.raw, pdfium_c.FS_RECTF()
    get_char, get_box, get_object = (
        pdfium_c.FPDFText_GetUnicode,
        pdfium_c.FPDFText_GetLooseCharBox,
        pdfium_c.FPDFText_GetTextObject,
    )
    styles: dict[int | None, Style] = {}
    glyphs: list[Glyph] = []
    for index in range(min(textpage.count_chars(), limit)):
        code = get_char(raw, index)
        if code in _NEWLINES or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            continue
        key = ctypes.cast(get_object(raw, index), ctypes.c_void_p).value
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(raw, index)
        get_box(raw, index, box)
        glyphs.append(Glyph(chr(code), box.left, box.bottom, box.right, box.top, style))
    return glyphs


def _style(raw: Any, index: int) -> Style:
    angle = round(math.degrees(pdfium_c.FPDFText_GetCharAngle(raw, index)) / 90) * 90 % 360
    target = pdfium_c.FPDFText_GetTextObject(raw, index)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(target) if target else 0
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    known = pdfium_c.FPDFText_GetFillColor(raw, index, red, green, blue, alpha)
    white = bool(known) and min(red.value, green.value, blue.value) >= _NEAR_WHITE
    clear = bool(known) and alpha.value < 10  # noqa: PLR2004
    return Style(_is_bold(raw, index), angle, white, clear or mode in _INVISIBLE_MODES)


def _is_bold(raw: Any, index: int) -> bool:
    if pdfium_c.FPDFText_GetFontWeight(raw, index) >= 600:  # noqa: PLR2004
        return True
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int(0)
    pdfium_c.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    lowered = name.value.lower()
    return any(word in lowered for word in (b"bold", b"black", b"heavy", b"semibd", b"demi"))


def painted_areas(page: Any) -> list[tuple[float, float, float, float]]:
    """Return the boxes (left, bottom, right, top) of dark fills and images: white text is visible on them."""
    areas = []
    for item in page.get_objects(max_depth=3):
        if item.type == pdfium_c.FPDF_PAGEOBJ_PATH and not _is_filled_dark(item.raw):
            continue
        if item.type in (
            pdfium_c.FPDF_PAGEOBJ_PATH,
            pdfium_c.FPDF_PAGEOBJ_IMAGE,
            pdfium_c.FPDF_PAGEOBJ_SHADING,
        ):
            areas.append(item.get_bounds())
    return areas


def _is_filled_dark(raw: Any) -> bool:
    mode, stroke = ctypes.c_int(0), ctypes.c_int(0)
    pdfium_c.FPDFPath_GetDrawMode(raw, mode, stroke)
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    pdfium_c.FPDFPageObj_GetFillColor(raw, red, green, blue, alpha)
    return bool(mode.value) and alpha.value > 0 and min(red.value, green.value, blue.value) < _NEAR_WHITE


def split_hidden(
    page: Any, glyphs: list[Glyph], frame: tuple[float, float, float, float]
) -> tuple[list[Glyph], str]:
    """Return ``(visible glyphs, hidden text)``: white on white, tiny, transparent, or outside ``frame``.

    A page whose text is nearly all invisible is a scan with a text layer: there the layer is the text.
    """
    solid = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if solid and sum(glyph.style.invisible for glyph in solid) > 0.8 * len(solid):
        return glyphs, ""
    painted = painted_areas(page) if any(glyph.style.white for glyph in solid) else []
    visible, hidden = [], []
    for glyph in glyphs:
        (hidden if _is_hidden(glyph, frame, painted) else visible).append(glyph)
    return visible, " ".join("".join(glyph.char for glyph in hidden).split())


def _is_hidden(
    glyph: Glyph, frame: tuple[float, float, float, float], painted: list[tuple[float, float, float, float]]
) -> bool:
    if glyph.char.isspace():
        return False
    if glyph.style.invisible or 0 < glyph.y1 - glyph.y0 < TINY:
        return True
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    if not _inside(x, y, frame):
        return True
    return glyph.style.white and not any(_inside(x, y, area) for area in painted)


def _inside(x: float, y: float, area: tuple[float, float, float, float]) -> bool:
    left, bottom, right, top = area
    return left <= x <= right and bottom <= y <= top
