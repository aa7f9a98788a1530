"""Leave out what a document prints on every page: running headers, footers, page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from services.resumes.documents import Line

_EDGE = 3
_PAGE_NUMBER = re.compile(
    r"^(?:.{0,60}?[\s–—|-]*)?(?:page|seite|página|pagina|page n°)?\s*\d{1,3}\s*"
    r"(?:of|/|von|sur|de|di|van|din)\s*\d{1,3}$"
    r"|^(?:page|seite|página|pagina)\s+\d{1,3}$|^[-–—\s]*\d{1,2}[-–—\s]*$",
    re.I,
)


def without_repeats(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Yield the lines of all pages without page numbers, and each running header once."""
    repeated = _repeated(pages)
    seen: set[str] = set()
    for number, whole in enumerate(pages):
        following = pages[number + 1][:1] if number + 1 < len(pages) else []
        lines = _without_cut_line(whole, following)
        for place, line in enumerate(lines):
            if not _at_edge(place, len(lines)):
                yield line
                continue
            key = line.text
            if is_page_number(line.text) and (place == 0 or place >= len(lines) - _EDGE):
                continue
            if key in repeated and key in seen:
                continue
            seen.add(key)
            yield line


def _without_cut_line(lines: Sequence[Line], following: Sequence[Line]) -> Sequence[Line]:
    """Leave out a last line that a browser's page break cut through and printed again on the next page."""
    if lines and following and _bare(lines[-1].text) == _bare(following[0].text):
        return lines[:-1]
    return lines


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def is_page_number(text: str) -> bool:
    """Tell whether a line only counts pages ("Page 1 of 4", "Jane Doe – 2/3")."""
    return bool(_PAGE_NUMBER.match(text.replace("\t", " ").strip())) and not re.search(r"(?:19|20)\d\d", text)


def _repeated(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Return the texts that stand at the edge of at least two pages."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({line.text for place, line in enumerate(lines) if _at_edge(place, len(lines))})
    return {text for text, count in counts.items() if count > 1 and len(text) > 2}


def _at_edge(place: int, count: int) -> bool:
    return place < _EDGE or place >= count - _EDGE
