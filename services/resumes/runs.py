"""Join characters to runs: stretches of text on one baseline that nothing but letters' own gaps divides."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from services.resumes.characters import clean
from services.resumes.glyphs import Glyph

_SPACE_GAP = 0.22
_OVERLAP = 0.02
_SPACE_GAP_OF_OVERLAPPING, _SPACE_GAP_AFTER_F = 0.08, 0.01
_BREAK_GAP = 0.9
_SAME_LINE = 0.35


@dataclass(slots=True)
class Run:
    """A stretch of text and its box in points; y grows upwards."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    heading: bool = False

    @property
    def middle(self) -> float:
        """Height of its centre line."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class _Open:
    """A run being built. ``gaps`` is the white space before each glyph, None where a space was typed."""

    glyphs: list[Glyph] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    spaced: list[bool] = field(default_factory=list)
    pending: bool = False
    overlaps: int = 0
    """Glyphs that stand well within the box of the one before, less those that do not."""

    def add(self, glyph: Glyph, gap: float) -> None:
        if not self.pending and self.glyphs:
            self.overlaps += 1 if gap < -_OVERLAP * (glyph.y1 - glyph.y0) else -1
        self.glyphs.append(glyph)
        self.gaps.append(gap)
        self.spaced.append(self.pending)
        self.pending = False

    def close(self) -> Run:
        heights = [glyph.y1 - glyph.y0 for glyph in self.glyphs]
        return Run(
            self.text(),
            min(glyph.x0 for glyph in self.glyphs),
            min(glyph.y0 for glyph in self.glyphs),
            max(glyph.x1 for glyph in self.glyphs),
            max(glyph.y1 for glyph in self.glyphs),
            median(heights),
            sum(glyph.style.bold for glyph in self.glyphs) * 2 > len(self.glyphs),
        )

    def text(self) -> str:
        """Return the words so far, with a space wherever one was typed or left."""
        height = self.glyphs[0].y1 - self.glyphs[0].y0
        if self.overlaps > 0:
            breaks = self._breaks_of_overlapping(height)
        else:
            least = _SPACE_GAP * height
            breaks = [spaced or gap > least for spaced, gap in zip(self.spaced, self.gaps, strict=True)]
        if _is_letter_spaced(self.glyphs, breaks):
            typical = median(self.gaps[1:])
            breaks = [gap > 1.8 * typical + 0.05 * height for gap in self.gaps]
        parts = [
            (" " if broken and index else "") + glyph.char
            for index, (glyph, broken) in enumerate(zip(self.glyphs, breaks, strict=True))
        ]
        return "".join(parts)

    def _breaks_of_overlapping(self, height: float) -> list[bool]:
        """Tell before which glyphs a space is, where boxes of neighbours overlap.

        Some programs (wkhtmltopdf among them) state larger widths than they advance by: half a space is left
        between two words, less behind an f, which leans over. In forty resumes of such making words' own gaps
        are below .04 heights and spaces above .08, behind an f below 0 and above .02.
        """
        least, after_f = _SPACE_GAP_OF_OVERLAPPING * height, _SPACE_GAP_AFTER_F * height
        before = ["", *(glyph.char for glyph in self.glyphs[:-1])]
        return [
            spaced or gap > (after_f if char == "f" else least)
            for char, spaced, gap in zip(before, self.spaced, self.gaps, strict=True)
        ]


def _is_letter_spaced(glyphs: Sequence[Glyph], breaks: Sequence[bool]) -> bool:
    """Tell whether nearly every letter stands alone ("E X P E R I E N C E")."""
    letters = sum(glyph.char.isalpha() for glyph in glyphs)
    return len(glyphs) >= 4 and letters >= 0.8 * len(glyphs) and sum(breaks[1:]) >= 0.75 * (len(glyphs) - 1)


def upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs set at the page's main angle, turned to run from left to right; no others."""
    angles = Counter(glyph.style.angle for glyph in glyphs if not glyph.char.isspace())
    if not angles:
        return []
    main = angles.most_common(1)[0][0]
    kept = [glyph for glyph in glyphs if glyph.style.angle == main or glyph.char.isspace()]
    return [_turn(glyph, main) for glyph in kept] if main else kept


def _turn(glyph: Glyph, angle: int) -> Glyph:
    char, x0, y0, x1, y1, style = glyph
    if angle == 90:
        return Glyph(char, y0, -x1, y1, -x0, style)
    if angle == 270:
        return Glyph(char, -y1, x0, -y0, x1, style)
    return Glyph(char, -x1, -y1, -x0, -y0, style)


def build_runs(glyphs: Iterable[Glyph], is_heading: Callable[[str], bool]) -> list[Run]:
    """Return the runs of one page, cleaned, empty ones left out.

    A heading in the margin ends where its section's first line begins, however small the gap.
    """
    runs, current = [], _Open()
    for glyph in glyphs:
        if glyph.char.isspace():
            current.pending = True
            continue
        if not current.glyphs:
            current.add(glyph, 0.0)
            continue
        current.pending = current.pending or _collides(current.glyphs[-1], glyph)
        gap = _gap(current.glyphs[-1], glyph, current.pending)
        if gap is None or (current.pending and _ends_label(current, glyph, gap, is_heading)):
            runs.append(current.close())
            current = _Open()
            gap = 0.0
        current.add(glyph, gap)
    if current.glyphs:
        runs.append(current.close())
    for run in runs:
        run.text = clean(run.text)
    return [run for run in _without_doubles(runs) if run.text]


def _collides(last: Glyph, glyph: Glyph) -> bool:
    """Tell whether text set flush right ran into the text on its left ("BerkeleySept 2014")."""
    if not (glyph.char.isupper() and last.char.islower()):
        return False
    height, before = glyph.y1 - glyph.y0, last.y1 - last.y0
    return abs(height - before) > 0.08 * before


def _ends_label(current: _Open, glyph: Glyph, gap: float, is_heading: Callable[[str], bool]) -> bool:
    last = current.glyphs[-1]
    height, before = glyph.y1 - glyph.y0, last.y1 - last.y0
    looks_other = (
        abs(height - before) > 0.08 * before or gap > 0.45 * height or glyph.style.bold != last.style.bold
    )
    return looks_other and len(current.glyphs) < 40 and is_heading(current.text())


def _gap(last: Glyph, glyph: Glyph, spaced: bool) -> float | None:
    """Return the white space between two neighbours in points, or None where a new run begins."""
    _, x0, bottom, x1, top, _ = glyph
    _, last_x0, last_bottom, last_x1, last_top, _ = last
    height, before = top - bottom, last_top - last_bottom
    if bottom == last_bottom and x0 == last_x0 and x1 == last_x1:
        return 0.0
    taller = height if height > before else before
    if taller < 1.0:
        taller = 1.0
    offset = (bottom + top - last_bottom - last_top) / 2
    if offset >= _SAME_LINE * taller or -offset >= _SAME_LINE * taller:
        overlap = (top if top < last_top else last_top) - (bottom if bottom > last_bottom else last_bottom)
        if overlap <= 0.6 * (height if height < before else before):
            return None
    gap = x0 - last_x1
    limit = _BREAK_GAP * taller * (1.15 if spaced else 1.0)
    return gap if -0.6 * height < gap < limit else None


def _without_doubles(runs: list[Run]) -> list[Run]:
    """Drop runs drawn twice on the same spot, as some programs do to make text look bold."""
    kept: list[Run] = []
    places: dict[str, list[Run]] = {}
    for run in runs:
        twins = places.setdefault(run.text, [])
        if not any(abs(run.x0 - twin.x0) < 2 and abs(run.y0 - twin.y0) < 2 for twin in twins):
            twins.append(run)
            kept.append(run)
    return kept
