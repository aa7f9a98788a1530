"""What reading gives and structuring takes: lines of text with what the page says about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it. Cells of one row stand apart by a tab.

    ``size`` is the height of its letters in points (0 where the format has none), ``indent`` its left
    edge in points, ``gap`` the white space above it in line heights,
    ``edges`` the left and right edge of each cell (none where the format does not say).
    """

    text: str
    size: float = 0.0
    bold: bool = False
    indent: float = 0.0
    page: int = 0
    gap: float = 0.0
    heading: bool = False
    edges: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link's target, and the words it stands on where they are known."""

    target: str
    label: str = ""


@dataclass(frozen=True)
class Document:
    """Lines in reading order. ``hidden`` is text no reader sees (white, tiny, off the page): never scored.

    ``recognised`` is how certain a recogniser was of the letters, in [0, 1]; None for text that was typed.
    """

    lines: tuple[Line, ...]
    pages: int | None = None
    links: tuple[Link, ...] = ()
    hidden: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    recognised: float | None = None
