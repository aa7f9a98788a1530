"""Part a paragraph into its sentences."""

import re
from collections.abc import Iterator

from domain.spans import Span

_MARK = re.compile(r"[.!?][)\"”’]*(?=\s|$)")
_SHORTENED = re.compile(
    r"(?:(?<![\w.])[A-Z]|\b(?:[A-Z]\.)+[A-Z]|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Ste|Dept|Univ|Intl|Natl|Asst"
    r"|Assoc|Mgr|Dr|Mr|Mrs|Ms|Hon|Prof|Rev|Sgt|Lt|Capt|Col|Gen|Mt|Ft|Hosp|Dist|Mfg|No|vs|etc|approx|yrs?|mos?"
    r"|[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec))$"
)
_LONGEST_SHORTENED = 12
_BEGINS = re.compile(
    r"\s+(?:I|He|She|They|We|My|His|Her|In|From|Since|Before|After|Then|There|At|The|Prior|Previously|While|When"
    r"|As|It|Between|Now|Currently|Earlier|Later)(?=[\s,'’])"
)
"""What begins a sentence behind an abbreviation that ends the one before ("… at Acme Inc. I then …")."""


def sentences_of(text: str) -> Iterator[Span]:
    """Yield where the sentences of ``text`` stand; the full stop of an abbreviation ends none."""
    start = 0
    for mark in _MARK.finditer(text):
        if mark[0] == "." and _is_shortened(text, mark.start()):
            continue
        yield from _filled(text, start, mark.end())
        start = mark.end()
    yield from _filled(text, start, len(text))


def _is_shortened(text: str, place: int) -> bool:
    before = text[max(0, place - _LONGEST_SHORTENED) : place]
    return bool(_SHORTENED.search(before)) and not _BEGINS.match(text, place + 1)


def _filled(text: str, start: int, end: int) -> Iterator[Span]:
    said = text[start:end]
    if any(map(str.isalnum, said)):
        yield Span(start + len(said) - len(said.lstrip()), start + len(said.rstrip()))
