"""Characters of a PDF page with their boxes, and what their text object says: size, weight, colour, angle."""

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

TINY = 2.5
"""Letters lower than this many points are not meant to be read by people."""

_NEAR_WHITE = 245
_CLEAR = 10
_SPACE = 32
_LAST_CODE, _FIRST_SURROGATE, _LAST_SURROGATE = 0x10FFFF, 0xD800, 0xDFFF
_INVISIBLE_MODES = (3, 7)
_SAMPLE, _DEEP = 400, 0.2
"""How many glyphs tell whether a font states widths, and how deep they may overlap, in their heights."""
_BEHIND_INK = 0.14
"""What belongs to a letter behind its ink, in ems, which are the widths of a font that states none."""
_NEWLINES = (0, 10, 13)
_LINE_END_HYPHENS = (0x02, 0xFFFE)
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"semibd", b"demi", b"medi-", b"cmbx", b"-bd")


@dataclass(frozen=True, slots=True)
class Style:
    """What all characters of one text object share. ``angle`` is 0, 90, 180 or 270 degrees."""

    bold: bool
    angle: int
    white: bool
    invisible: bool

    @property
    def plain(self) -> bool:
        """Tell whether nothing about it hides its text."""
        return not (self.white or self.invisible)


_PLAIN = Style(bold=False, angle=0, white=False, invisible=False)


class Glyph(NamedTuple):
    """One character and its box in points; y grows upwards."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    style: Style


def page_glyphs(textpage: Any, limit: int) -> list[Glyph]:
    """Return at most ``limit`` characters of a page in the order of the content stream.

    Style is looked up where a word begins and where the height of the letters changes: asking for each
    letter would cost more than all the rest of reading.
    """
    raw, box, styles = textpage.raw, pdfium_c.FS_RECTF(), _Styles(textpage.raw)
    get_char, get_box = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    glyphs: list[Glyph] = []
    places: list[int] = []
    style, height = _PLAIN, -1.0
    for index in range(min(textpage.count_chars(), limit)):
        code = get_char(raw, index)
        if code in _NEWLINES or code > _LAST_CODE or _FIRST_SURROGATE <= code <= _LAST_SURROGATE:
            height = -1.0
            continue
        if code in _LINE_END_HYPHENS:
            glyphs.extend(_hyphen_after(glyphs[-1]) for _ in glyphs[-1:])
            places.extend(places[-1:])
            continue
        get_box(raw, index, box)
        tall = box.top - box.bottom
        if code == _SPACE:
            height = -1.0
        elif tall != height:
            style, height = styles.at(index), tall
        glyphs.append(Glyph(chr(code), box.left, box.bottom, box.right, box.top, style))
        places.append(index)
    return _inked(raw, glyphs, places) if _stand_within_each_other(glyphs) else glyphs


def _stand_within_each_other(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether letters begin well within the boxes of those before: their font states no widths."""
    beside = (
        (after.x0 - glyph.x1) / max(glyph.y1 - glyph.y0, 1.0)
        for glyph, after in pairwise(islice(glyphs, _SAMPLE))
        if glyph.y0 == after.y0 and glyph.x0 < after.x0
    )
    return median([*beside, 0.0]) < -_DEEP


def _inked(raw: Any, glyphs: Sequence[Glyph], places: Sequence[int]) -> list[Glyph]:
    """Return the glyphs from where they begin to a little behind their ink: no stated width is needed."""
    edges = tuple(ctypes.c_double(0) for _ in range(4))
    inked = []
    for glyph, index in zip(glyphs, places, strict=True):
        pdfium_c.FPDFText_GetCharBox(raw, index, *edges)
        right = edges[1].value + _BEHIND_INK * (glyph.x1 - glyph.x0)
        inked.append(glyph._replace(x1=right) if glyph.x0 < right < glyph.x1 else glyph)
    return inked


def _hyphen_after(last: Glyph) -> Glyph:
    """Return the hyphen of a broken word; PDFium gives it a mark of its own and no box."""
    return Glyph("-", last.x1, last.y0, last.x1 + 0.3 * (last.y1 - last.y0), last.y1, last.style)


class _Styles:
    """Looks up styles on one page; text objects are asked once, and fonts for their names."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._known: dict[int | None, Style] = {}
        self._bold: dict[int | None, bool] = {}
        self._color = tuple(ctypes.c_uint(0) for _ in range(4))
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int(0)

    def at(self, index: int) -> Style:
        """Return the style of the character at ``index``."""
        target = pdfium_c.FPDFText_GetTextObject(self._raw, index)
        key = ctypes.cast(target, ctypes.c_void_p).value if target else None
        style = self._known.get(key)
        if style is None:
            style = self._read(target, index)
            if key is not None:
                self._known[key] = style
        return style

    def _read(self, target: Any, index: int) -> Style:
        angle = round(math.degrees(pdfium_c.FPDFText_GetCharAngle(self._raw, index)) / 90) * 90 % 360
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(target) if target else 0
        known = bool(pdfium_c.FPDFText_GetFillColor(self._raw, index, *self._color))
        red, green, blue, alpha = (part.value for part in self._color)
        white = known and min(red, green, blue) >= _NEAR_WHITE
        clear = (known and alpha < _CLEAR) or mode in _INVISIBLE_MODES
        return Style(self._is_bold(target, index), angle, white, clear)

    def _is_bold(self, target: Any, index: int) -> bool:
        """Tell it by the font's name; the weight that PDFium guesses calls every web font bold."""
        font = pdfium_c.FPDFTextObj_GetFont(target) if target else None
        key = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if key not in self._bold:
            pdfium_c.FPDFText_GetFontInfo(self._raw, index, self._name, 128, self._flags)
            self._bold[key] = any(word in self._name.value.lower() for word in _BOLD_NAMES)
        return self._bold[key]


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
    if _all_plain(glyphs, frame):
        return glyphs, ""
    solid = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if solid and sum(glyph.style.invisible for glyph in solid) > 0.8 * len(solid):
        return glyphs, ""
    painted = painted_areas(page) if any(glyph.style.white for glyph in solid) else []
    visible: list[Glyph] = []
    hidden: list[Glyph] = []
    for glyph in glyphs:
        (hidden if _is_hidden(glyph, frame, painted) else visible).append(glyph)
    return visible, " ".join("".join(glyph.char for glyph in hidden).split())


def _all_plain(glyphs: list[Glyph], frame: tuple[float, float, float, float]) -> bool:
    """Tell at once the usual page, on which nothing can be hidden."""
    if not all(style.plain for style in {id(glyph.style): glyph.style for glyph in glyphs}.values()):
        return False
    left, bottom, right, top = frame
    return all(
        left <= x0 and x1 <= right and bottom <= y0 and y1 <= top and (y1 - y0 >= TINY or char == " ")
        for char, x0, y0, x1, y1, _ in glyphs
    )


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
