"""Put head lines that were too long for their column back on one line."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from services.resumes.characters import bullet_end
from services.resumes.sections import Placed

_REST_LENGTH = 45
_SEPARATORS = ("·", "|", "•", ",")


def unwrap(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines, the rest of a wrapped head line joined to it.

    Geometry tells: the first word of the next line would not have fitted. Prose is left as it is.
    """
    if not any(item.line.edges for item in lines):
        return list(lines)
    right = max((item.line.edges[-1][1] for item in lines if item.line.edges), default=0.0)
    body = median(item.line.size for item in lines)
    joined: list[Placed] = []
    for item in lines:
        if joined and _continues(joined[-1], item, right, body):
            joined[-1] = _join(joined[-1], item)
        else:
            joined.append(item)
    return joined


def _continues(above: Placed, item: Placed, right: float, body: float) -> bool:
    line = item.line
    if "\t" in line.text or len(line.text) > _REST_LENGTH or not above.line.edges or bullet_end(line.text):
        return False
    if bullet_end(above.text) or abs(line.size - above.line.size) > 0.03 * line.size or line.gap > 0.5:
        return False
    head = (
        len(above.line.edges) > 1
        or line.size > 1.04 * body
        or (line.text[:1].islower() and any(mark in above.text for mark in _SEPARATORS))
    )
    return head and _was_full(above, line.text.split()[0], right)


def _was_full(above: Placed, word: str, right: float) -> bool:
    """Tell whether ``word`` would have run past its column or into the next cell."""
    first, edges = above.text.split("\t")[0], above.line.edges
    left, end = edges[0]
    limit = edges[1][0] if len(edges) > 1 else right
    width = (end - left) / max(len(first), 1) * (len(word) + 1)
    return end + width > limit - 2


def _join(above: Placed, item: Placed) -> Placed:
    first, tab, rest = above.text.partition("\t")
    return Placed(replace(above.line, text=f"{first} {item.text}{tab}{rest}"), above.start)
