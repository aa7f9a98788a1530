"""Tell how strongly each sentence of a posting asks: by its heading, by its own words, by negation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from domain.codes import Importance
from domain.spans import Span
from services.features.headings import read_heading
from services.features.phrasebook import Hit, PhraseBook
from services.features.wordlists import phrases

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"(?:[^.!?;•\n]|[.!?](?!\s|$))+[.!?;•]*")
_SEPARATOR = re.compile(
    r",|\(| but | and | aber | und | mais | et | pero | y | ma | e | maar | en | mas | dar "
)
_NO_NEED = re.compile(
    r"\bno\b[^.;\n]{0,60}?\b(?:required|necessary|needed|expected)\b"
    r"|\bkeine?[nr]?\b[^.;\n]{0,60}?\b(?:erforderlich|notwendig|nötig|voraussetzung)\b"
    r"|\b(?:pas|sans) besoin d[e'][^.;,\n]*"
    r"|\bgeen\b[^.;\n]{0,60}?\b(?:vereist|nodig|noodzakelijk)\b"
    r"|\bnu (?:se cere|este nevoie)\b[^.;,\n]*"
)
_RANK = {Importance.REQUIRED: 3, Importance.PREFERRED: 2, Importance.MENTIONED: 1, None: 0}
_DECIDING = {"required": Importance.REQUIRED, "preferred": Importance.PREFERRED}


class Zone(NamedTuple):
    """A stretch of a posting that asks with one strength; ``importance`` None says that nothing is asked."""

    span: Span
    importance: Importance | None


class Zones:
    """A posting cut into zones, in order of position."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self.all = tuple(zones)
        self._starts = [zone.span.start for zone in self.all]

    def at(self, position: int) -> Importance | None:
        """Return how strongly the text asks at ``position``; outside every zone it merely mentions."""
        index = bisect_right(self._starts, position) - 1
        if index < 0 or position >= self.all[index].span.end:
            return Importance.MENTIONED
        return self.all[index].importance


def strongest(found: Iterable[Importance | None]) -> Importance | None:
    """Return the strongest of several importances; None when nothing is asked at all."""
    return max(found, key=_RANK.__getitem__, default=None)


def read_zones(folded: str) -> Zones:
    """Cut a folded posting into zones: a heading rules until the next, a sentence's own words overrule it."""
    cues = _cues().find(folded)
    starts = [cue.span.start for cue in cues]
    zones: list[Zone] = []
    for sentence, ruling in _sentences(folded):
        inside = cues[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        zones.extend(_zones_of(folded, sentence, inside, ruling))
    return Zones(zones)


def _sentences(folded: str) -> Iterator[tuple[Span, Importance]]:
    """Yield every sentence with the importance that the heading above it announces."""
    ruling = Importance.MENTIONED
    for line in _LINE.finditer(folded):
        heading = read_heading(line.group())
        start = line.start()
        if heading is not None:
            ruling = heading.importance
            start += heading.rest
        for match in _SENTENCE.finditer(folded, start, line.end()):
            yield Span(*match.span()), ruling


def _zones_of(folded: str, sentence: Span, cues: Sequence[Hit], ruling: Importance) -> Iterator[Zone]:
    """Yield the zones of one sentence; words that refuse ("not required") become zones asking nothing."""
    refused = _refused(folded, sentence, cues)
    if refused is None or any(cue.label == "preferred" for cue in cues):
        yield from _asking(folded, sentence, cues, ruling)
        return
    yield from _asking(folded, Span(sentence.start, refused.start), cues, ruling)
    yield Zone(refused, None)
    yield from _asking(folded, Span(refused.end, sentence.end), cues, ruling)


def _refused(folded: str, sentence: Span, cues: Sequence[Hit]) -> Span | None:
    """Return the words that say something is not asked, from the comma before them."""
    ahead = _NO_NEED.search(folded, sentence.start, sentence.end)
    if ahead:
        return Span(*ahead.span())
    for cue in cues:
        if cue.label == "excluded":
            comma = folded.rfind(",", sentence.start, cue.span.start)
            return Span(max(comma, sentence.start), cue.span.end)
    return None


def _asking(folded: str, part: Span, cues: Sequence[Hit], ruling: Importance) -> Iterator[Zone]:
    """Yield the zones of a part of a sentence that refuses nothing, cut between cues that disagree."""
    inside = [cue for cue in cues if part.start <= cue.span.start < part.end]
    deciding = [cue for cue in inside if cue.label in _DECIDING]
    start = part.start
    for cue, following in pairwise(deciding):
        if cue.label != following.label:
            cut = _cut(folded, cue.span.end, following.span.start)
            yield Zone(Span(start, cut), _DECIDING[cue.label])
            start = cut
    if start < part.end:
        yield Zone(Span(start, part.end), _last_word(deciding, inside, ruling))


def _last_word(deciding: Sequence[Hit], inside: Sequence[Hit], ruling: Importance) -> Importance:
    if deciding:
        return _DECIDING[deciding[-1].label]
    if ruling is Importance.MENTIONED and any(cue.label == "asks" for cue in inside):
        return Importance.REQUIRED
    return ruling


def _cut(folded: str, after: int, before: int) -> int:
    """Return where one demand ends and the next begins, between two cues that disagree.

    A cue at the end of its words ("Python required, Go a plus") closes its demand; one that leads
    ("must know Python, ideally Go") holds until the last separator before the next cue.
    """
    separators = [match.start() for match in _SEPARATOR.finditer(folded, after, before)]
    if not separators:
        return before
    return separators[0] if separators[0] <= after + 1 else separators[-1]


@cache
def _cues() -> PhraseBook:
    return PhraseBook(phrases("cues"))
