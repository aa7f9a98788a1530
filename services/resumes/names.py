"""Find whose resume it is: the largest letters of the first page, else the first line that looks like a name."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from services.resumes.headings import heading_kind
from services.resumes.sections import Part, Placed
from services.resumes.words import is_place, school_score, title_score

_NAME_WORD = r"(?:[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"^(?:{_NAME_WORD}(?:\s+|$)){{1,6}}$")
_TITLES = re.compile(
    r"^(?:curriculum vitae|cv|resume|résumé|lebenslauf|name|bio-?data)\b\s*(?:of|von|de)?\s*[:–-]*\s*", re.I
)
_LABEL = re.compile(r"^(?:full\s+)?(?:name|nom|nombre|nome|naam|nume)\s*[:\-–]+\s*(\S.*)$", re.I)
_AFTER = re.compile(r"\s*(?:[|•·(\t]|,\s|\s[-–—]\s).*$")
_PARTICLES = frozenset(
    "de da del della der den di do dos du la le van von zu al el bin ibn y e ter ten st".split()
)


def find_name(placed: Sequence[Placed], parts: Sequence[Part]) -> str | None:
    """Return the person's name, or None where nothing looks like one."""
    for item in placed[:40]:
        labelled = _LABEL.match(item.text)
        if labelled and is_name(labelled[1]):
            return tidy(labelled[1])
    return next((name for text in _candidates(placed, parts) if (name := _as_name(text))), None)


def _candidates(placed: Sequence[Placed], parts: Sequence[Part]) -> Iterator[str]:
    """Yield lines that may hold the name, best first: the largest letters, then those before any heading."""
    first = [item for item in placed if item.line.page == 0]
    sizes = [item.line.size for item in first if item.line.size]
    if sizes:
        body = median(sizes)
        large = sorted(
            (item for item in first if item.line.size > 1.15 * body),
            key=lambda item: (-round(item.line.size, 1), item.start),
        )
        yield from _joined(large[:4])
    for part in parts:
        if part.kind == "basics":
            yield from (item.text for item in part.lines[:6])


def _joined(items: Sequence[Placed]) -> Iterator[str]:
    """Yield each line, two neighbours of one size first: a long name is set on two lines."""
    for index, item in enumerate(items):
        twin = items[index + 1] if index + 1 < len(items) else None
        if (
            twin
            and twin.start == item.end + 1
            and abs(twin.line.size - item.line.size) < 0.05 * item.line.size
        ):
            both = f"{item.text} {twin.text}"
            if len(both.split()) <= 4 and len(item.text.split()) <= 2:  # noqa: PLR2004
                yield both
        yield item.text


def _as_name(text: str) -> str | None:
    for shown in (text, _AFTER.sub("", text), text.partition("\t")[0]):
        bare = _TITLES.sub("", shown).strip(" ,:•|")
        if is_name(bare):
            return tidy(bare)
    return None


def is_name(text: str) -> bool:
    """Tell whether ``text`` has the form of a person's name and the words of nothing else."""
    words = text.split()
    if not 2 <= len(words) <= 6 and not (len(words) == 1 and len(text) > 2 and text[:1].isupper()):  # noqa: PLR2004
        return False
    bare = re.sub(
        r",?\s*(?:ph\.?d\.?|m\.?d\.?|mba|cpa|pmp|jr\.?|sr\.?|iii?|msc|bsc|rn|p\.?e\.?)$", "", text, flags=re.I
    )
    if (
        not _NAME.match(bare)
        or heading_kind(text)
        or is_place(text)
        or title_score(text)
        or school_score(text)
    ):
        return False
    return all(word[0].isupper() or word in _PARTICLES or not word[0].isascii() for word in bare.split())


def tidy(name: str) -> str:
    """Return a name without double spaces; one set in capitals gets ordinary ones."""
    text = " ".join(name.split())
    if not text.isupper() or len(text) < 4:  # noqa: PLR2004
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize() if len(match[0]) > 1 else match[0], text)
