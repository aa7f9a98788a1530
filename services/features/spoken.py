"""Read the human languages that a posting asks for, and how well they must be known."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from domain.codes import Importance
from services.features.folding import fold
from services.features.importance import Zones
from services.features.phrasebook import Hit, PhraseBook
from services.features.shelf import book
from services.features.wordlists import phrases

_CEFR = re.compile(r"\b([abc][12])(?![\w])")
_REACH = 45
_CEFR_REACH = 28
_BREAK = re.compile(r"[.;\n•]")
_LISTED = re.compile(r"[.;\n•,|·]")
_SELF_EVIDENT = re.compile(r"kenntnisse|limba ")
_NOT_SPOKEN = re.compile(
    r"\s*(?:teachers?|department|company|market|team|literature|cuisine|restaurant|school|law|version|customers?"
    r"|studies|major|degree|class|shepherd|nationals?|citizen\w*|government|army)\b"
)
KNOWS = "knows"
"""Label of the words by which somebody knows a language."""


def read_spoken_languages(folded: str, zones: Zones, *, listed: bool = False) -> tuple[str, ...]:
    """Return languages as ``German (C1)``, ``French (fluent)`` or ``Dutch``, in the order of the text.

    A language's name alone is no demand ("our German customers"): a word of knowing must stand near, or a
    level of the Common European Framework (A1 to C2). What is merely preferred is left out. ``listed``: each
    has its own level, as in a resume's "English (fluent), French"; one leads several in "fluent in".
    """
    hits = book("spoken").find(folded)
    cues = [hit for hit in hits if hit.label == KNOWS]
    found: dict[str, str | None] = {}
    for hit in hits:
        if hit.label != KNOWS and _asked(folded, hit, cues, zones):
            found[hit.label] = found.get(hit.label) or _level(folded, hit, listed=listed)
    return tuple(f"{name} ({level})" if level else name for name, level in found.items())


def spoken_language(name: str, fluency: str | None) -> str | None:
    """Return an entry of a list of languages as the language and its level, None if it names none."""
    hits = [hit for hit in book("spoken").find(fold(name)) if hit.label != KNOWS]
    if not hits:
        return None
    said = fold(f"{name} {fluency or ''}")
    level = _CEFR.search(said)
    word = next(iter(_levels().find(said)), None)
    how = level[1].upper() if level else word.label if word else None
    return f"{hits[0].label} ({how})" if how else hits[0].label


def _asked(folded: str, hit: Hit, cues: Sequence[Hit], zones: Zones) -> bool:
    if zones.at(hit.span.start) not in (Importance.REQUIRED, Importance.MENTIONED):
        return False
    if _NOT_SPOKEN.match(folded, hit.span.end):
        return False
    if _SELF_EVIDENT.search(hit.phrase) or _cefr(folded, hit):
        return True
    first = bisect_left(cues, hit.span.start - 2 * _REACH, key=_start)
    around = cues[first : bisect_left(cues, hit.span.end + _REACH, first, key=_start)]
    return any(_near(folded, hit, cue) for cue in around)


def _start(hit: Hit) -> int:
    return hit.span.start


def _near(folded: str, hit: Hit, other: Hit) -> bool:
    first, second = sorted((hit.span, other.span))
    gap = folded[first.end : second.start]
    return len(gap) <= _REACH and not _BREAK.search(gap)


def _level(folded: str, hit: Hit, *, listed: bool) -> str | None:
    """Return the level nearest to a language's name, within its sentence or place in a list."""
    cefr = _cefr(folded, hit, listed=listed)
    if cefr:
        return cefr
    start = max(0, hit.span.start - _REACH)
    window = folded[start : hit.span.end + _REACH]
    levels = [
        Hit(one.label, one.phrase, type(one.span)(one.span.start + start, one.span.end + start))
        for one in _levels().find(window)
    ]
    near = [level for level in levels if _near(folded, hit, level)]
    if listed:
        near = [level for level in near if not _is_parted(folded, hit, level)]
    return min(near, key=lambda level: _distance(hit, level)).label if near else None


def _is_parted(folded: str, hit: Hit, level: Hit) -> bool:
    """Tell whether a level is of another language in a list; "fluent in" is of all that follow."""
    first, second = sorted((hit.span, level.span))
    leads = level.span < hit.span and folded.startswith(" in ", level.span.end)
    return not leads and _LISTED.search(folded, first.end, second.start) is not None


def _distance(hit: Hit, other: Hit) -> int:
    first, second = sorted((hit.span, other.span))
    return second.start - first.end


def _cefr(folded: str, hit: Hit, *, listed: bool = False) -> str | None:
    apart = _LISTED if listed else _BREAK
    after = _CEFR.search(folded, hit.span.end, hit.span.end + _CEFR_REACH)
    if after and not apart.search(folded, hit.span.end, after.start()):
        return after.group(1).upper()
    before = _CEFR.search(folded, max(0, hit.span.start - 12), hit.span.start)
    if before and listed and apart.search(folded, before.end(), hit.span.start):
        return None
    return before.group(1).upper() if before else None


@cache
def _levels() -> PhraseBook:
    return PhraseBook(phrases("spoken_levels"))
