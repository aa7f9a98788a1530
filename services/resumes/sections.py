"""Cut a document into sections at its headings, told by words and held together by their common look."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from services.resumes import lexicon
from services.resumes.characters import bullet_end
from services.resumes.documents import Line
from services.resumes.headings import heading_kind

_INLINE = re.compile(
    r"^[>\[{(*\s]*(?P<label>[^\W\d_][^:\t]{2,40}?)"
    r"(?:\s*[:\]})]\s*[-–—]*|\s+--|\s+[/~–—](?=\s)|\.(?=\s+\S.{40}))\s*(?P<rest>\S.*)$"
)
_WITHIN = re.compile(r"(?<=[.;)\]\w])\s+(?=(?P<label>[A-Z][A-Z&' ]{3,30}):\s)")
"""Where a heading in capitals stands within a line: "… in charge. EXPERIENCE: Staff Nurse, …"."""
_LONG_LINE = 110
_ENTRIES = ("work", "education", "volunteer")
"""Kinds of parts whose lines are entries: a line there that begins with a heading's words opens none."""
_WITHIN_ENTRIES = frozenset(
    [*lexicon.lines("subheadings"), "accomplishments", "achievement", "achievements", "awards", "projects"]
)
"""What stands within entries where it stands more than once."""
_POSITIONS, _STRETCHES = lexicon.words("heading_nouns"), lexicon.words("stretches")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+[^\W\d_a-z][^.;]*$")
"""A heading with its number ("3. QUALIFICATIONS"), which looks like a list's item."""
_DATE = re.compile(r"(?:19|20)\d\d|['’]\d\d\b")


@dataclass(frozen=True)
class Placed:
    """A line and where it stands in the resume's text."""

    line: Line
    start: int

    @property
    def text(self) -> str:
        """The line's words."""
        return self.line.text

    @property
    def end(self) -> int:
        """Offset just past the line."""
        return self.start + len(self.line.text)


@dataclass
class Part:
    """A section being read: its kind, its heading, if that shares a line, and the lines under it."""

    kind: str
    heading: str
    start: int
    lines: list[Placed] = field(default_factory=list)
    inline: bool = False

    @property
    def end(self) -> int:
        """Offset just past the last line."""
        return self.lines[-1].end if self.lines else self.start + len(self.heading)


def place(lines: Sequence[Line]) -> tuple[str, list[Placed]]:
    """Return the resume's text (lines joined by newlines) and each line with its offset in it."""
    placed, offset = [], 0
    for line in lines:
        placed.append(Placed(line, offset))
        offset += len(line.text) + 1
    return "\n".join(line.text for line in lines), placed


def cut(placed: Sequence[Placed]) -> list[Part]:
    """Return the parts of a resume in order; the first, of kind ``basics``, precedes every heading."""
    placed = [piece for item in placed for piece in _at_headings(item)]
    look = _common_look([item.line for item in placed if _names_section(item.line)])
    again = _repeated(placed)
    title = _title_index(placed)
    parts, inlined = [Part("basics", "", 0)], False
    for index, item in enumerate(placed):
        if index == title and parts[-1].heading:
            parts.append(Part("basics", "", item.start))
        kind = _kind(item, placed[index + 1 : index + 4], look, parts[-1].kind) if index != title else None
        if kind and not (parts[-1].kind in _ENTRIES and item.text.casefold() in again):
            parts.append(Part(kind, item.text, item.start))
            continue
        inline = _inline(item, parts[-1], habit=inlined)
        if inline:
            parts.append(inline)
            inlined = True
        else:
            parts[-1].lines.append(item)
    return _with_leaders(parts)


def _repeated(placed: Sequence[Placed]) -> frozenset[str]:
    """Return what parts entries, in small letters: "ACHIEVEMENT:" under each of several positions."""
    counts = Counter(item.text.casefold() for item in placed)
    return frozenset(
        text for text, count in counts.items() if count > 1 and text.strip(": ") in _WITHIN_ENTRIES
    )


def _with_leaders(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, "Leadership experience" as work where nothing else is headed as work.

    A student's is a club's beside jobs; a director's is the jobs.
    """
    led = [part for part in parts if part.heading.casefold().strip(" :") in lexicon.lines("leaders_headings")]
    if led and not any(heading_kind(part.heading) == "work" for part in parts):
        return [replace(part, kind="work") if part in led else part for part in parts]
    return list(parts)


def _at_headings(item: Placed) -> list[Placed]:
    """Return a long line parted at the headings within it."""
    if len(item.text) <= _LONG_LINE:
        return [item]
    starts = [match.end() for match in _WITHIN.finditer(item.text) if heading_kind(match["label"])]
    edges = pairwise([0, *starts, len(item.text)])
    return [
        Placed(replace(item.line, text=item.text[start:end].rstrip()), item.start + start)
        for start, end in edges
    ]


@dataclass(frozen=True)
class _Look:
    """What most headings of a document share."""

    size: float
    bold: bool
    capitals: bool
    count: int


def _names_section(line: Line) -> bool:
    return "\t" not in line.text and not bullet_end(line.text) and heading_kind(line.text) is not None


def _common_look(lines: Sequence[Line]) -> _Look:
    main = [
        line for line in lines if heading_kind(line.text) in ("work", "education", "skills", "projects")
    ] or list(lines)
    if not main:
        return _Look(0.0, False, False, 0)
    return _Look(
        median(line.size for line in main),
        sum(line.bold for line in main) * 2 > len(main),
        sum(line.text.isupper() for line in main) * 2 > len(main),
        len(main),
    )


def _title_index(placed: Sequence[Placed]) -> int | None:
    """Return the line set in the largest letters of page 1, which is the name; None if nothing stands out."""
    first = [
        (item.line.size, -index)
        for index, item in enumerate(placed)
        if item.line.page == 0 and item.line.size
    ]
    if len(first) < 3:
        return None
    size, negative = max(first)
    body = median(size for size, _ in first)
    return -negative if size > 1.25 * body and heading_kind(placed[-negative].text) is None else None


def _kind(item: Placed, following: Sequence[Placed], look: _Look, current: str) -> str | None:
    line = item.line
    if "\t" in line.text or (
        bullet_end(line.text) > 0 and not line.heading and not _NUMBERED.match(line.text)
    ):
        return None
    kind = heading_kind(line.text)
    if kind is not None:
        return kind if _fits(line, look) and not _is_subheading(line, look, current) else None
    if _heads_positions(line.text) and any(_DATE.search(after.text) for after in following):
        return "work"
    return "other" if _looks_like(line, look) and not _opens_entry(following, current) else None


def _is_subheading(line: Line, look: _Look, current: str) -> bool:
    """Tell whether a word like "Highlights" only parts an entry, being set smaller than headings or unset."""
    if current not in ("work", "projects", "volunteer", "education"):
        return False
    words = line.text.casefold().strip(": ")
    return words in lexicon.lines("subheadings") and (line.size < 0.97 * look.size or not look.size)


def _heads_positions(text: str) -> bool:
    """Tell whether a line is a heading such as "Wine and Spirits Sales Experience", or "CURRENT" alone."""
    words = text.rstrip(": ").split()
    last = words[-1].casefold() if words else ""
    if len(words) == 1:
        return last in _STRETCHES and (text.isupper() or text.endswith(":"))
    if not 1 < len(words) <= 6 or last not in _POSITIONS or any(map(str.isdigit, text)) or "," in text:
        return False
    return all(word[0].isupper() or word in ("and", "of", "in", "&", "/", "the") for word in words)


def _fits(line: Line, look: _Look) -> bool:
    """Tell whether a line whose words name a section also looks like the other headings."""
    if line.heading:
        return True
    if line.text[:1].islower() or line.text.endswith("."):
        return False
    if look.count < 2:
        return True
    if look.size and line.size < 0.93 * look.size:
        return False
    if look.capitals and not line.text.isupper():
        return (line.bold and line.size >= look.size) if look.size else _stands_apart(line)
    if look.bold and not line.bold and look.size:
        return line.size > 1.05 * look.size
    return True


def _stands_apart(line: Line) -> bool:
    """Tell whether a line of a text without sizes is a heading of several words, a blank line above it."""
    return line.gap >= 1 and len(line.text.split()) > 1 and heading_kind(line.text) in _ENTRIES


def _looks_like(line: Line, look: _Look) -> bool:
    """Tell whether a line with unknown words is set exactly as the known headings are."""
    words = line.text.split()
    if line.heading and look.size == 0 and len(words) <= 6:
        return not _DATE.search(line.text)
    if not look.size or look.count < 2 or not 0 < len(words) <= 6 or _DATE.search(line.text):
        return False
    if line.text.endswith((".", ",", ";")) or "@" in line.text or not line.text[:1].isupper():
        return False
    same = abs(line.size - look.size) < 0.04 * look.size and line.bold == look.bold
    return same and line.text.isupper() == look.capitals and (look.bold or look.capitals) and line.gap > 0.2


def _opens_entry(following: Sequence[Placed], current: str) -> bool:
    """Tell whether the next lines hold dates, as after a company or school set like a heading."""
    return current in ("work", "education", "volunteer") and any(
        _DATE.search(item.text) for item in following
    )


def _inline(item: Placed, current: Part, *, habit: bool) -> Part | None:
    """Return the part that a line like "OBJECTIVE:- To work as…" opens, its own words inside.

    ``habit``: such lines opened parts before, so that one at a paragraph's top does, whatever its letters.
    """
    match = _INLINE.match(item.text)
    kind = heading_kind(match["label"]) if match else None
    if match is None or kind is None:
        return None
    dated = kind == "work" and bool(_DATE.search(match["rest"])) and current.kind not in _ENTRIES
    apart = item.line.gap >= 1 or current.inline
    usual = habit and apart and match["label"][:1].isupper() and kind != current.kind
    if not (dated or usual or _may_stand_inline(match["label"], kind, current.kind)):
        return None
    part = Part(kind, match["label"], item.start, inline=True)
    start = match.start("rest")
    part.lines.append(Placed(replace(item.line, text=item.text[start:]), item.start + start))
    return part


def _may_stand_inline(label: str, kind: str, current: str) -> bool:
    if current in ("skills", "languages"):
        return label.isupper() and kind not in ("skills", "languages")
    if current in ("work", "projects", "education", "volunteer"):
        return label.isupper() and kind not in ("skills", "projects", "work", "languages", "awards")
    return kind in ("basics", "languages", "interests", "skills", "education", "certificates") and (
        label.isupper()
        or kind in ("basics", "languages", "interests")
        or label.casefold().startswith(("technical", "career"))
    )
