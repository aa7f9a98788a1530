"""Tell how strongly each sentence of a posting asks: by its heading, by its own words, by negation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from domain.codes import Importance
from domain.spans import Span
from services.features.headings import may_head, read_heading, read_lines
from services.features.phrasebook import Hit
from services.features.sentences import sentence_ends
from services.features.shelf import book

_SEPARATOR = re.compile(
    r",|\(| but | and | aber | und | mais | et | pero | y | ma | e | maar | en | mas | dar "
)
_NO_NEED = re.compile(
    r"no\b[^.;\n]{0,60}?\b(?:required|necessary|needed|expected)\b"
    r"|keine?[nr]?\b[^.;\n]{0,60}?\b(?:erforderlich|notwendig|nötig|voraussetzung)\b"
    r"|geen\b[^.;\n]{0,60}?\b(?:vereist|nodig|noodzakelijk)\b"
)
_RANK = {Importance.REQUIRED: 3, Importance.PREFERRED: 2, Importance.MENTIONED: 1}
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


def strongest(found: Iterable[Importance]) -> Importance:
    """Return the strongest of one or more importances."""
    return max(found, key=_RANK.__getitem__)


class _Cues:
    """The cue words of a posting, to be asked for by place."""

    def __init__(self, folded: str) -> None:
        self._hits = book("cues").find(folded)
        self._starts = [hit.span.start for hit in self._hits]

    def within(self, span: Span) -> list[Hit]:
        first = bisect_left(self._starts, span.start)
        return self._hits[first : bisect_left(self._starts, span.end, first)]

    def tell_the_job(self, sentence: Span) -> bool:
        """Tell whether a sentence speaks of the job again, after the employer has spoken of itself."""
        return any(cue.label == "job" for cue in self.within(sentence))

    def last_word(self, line: Span) -> Importance | None:
        """Return what a line asks of the list that it opens."""
        inside = self.within(line)
        return _last_word(inside, _deciding(inside), Importance.MENTIONED)


def read_zones(folded: str) -> Zones:
    """Cut a folded posting into zones: a heading rules until the next, a sentence's own words overrule it.

    What an employer says of itself, its benefits and how to apply asks nothing, unless its words do.
    """
    cues = _Cues(folded)
    zones: list[Zone] = []
    for sentence, ruling in _sentences(folded, cues):
        zones += _zones_of(folded, sentence, cues.within(sentence), ruling)
    return Zones(zones)


def _sentences(folded: str, cues: _Cues) -> Iterator[tuple[Span, Importance | None]]:
    """Yield every sentence with the importance that the heading above it announces."""
    ruling: Importance | None = Importance.MENTIONED
    ends = sentence_ends(folded)
    for line, opens_list in read_lines(folded):
        heading = read_heading(line.of(folded), opens_list=opens_list)
        start = line.start
        if heading is not None:
            ruling = heading.importance
            start += heading.rest
        elif opens_list:
            ruling = cues.last_word(line)
        elif ruling is None and may_head(line.of(folded)):
            ruling = Importance.MENTIONED
        for sentence in _cut_at(ends, Span(start, line.end)):
            if ruling is None and cues.tell_the_job(sentence):
                ruling = Importance.MENTIONED
            yield sentence, ruling


def _cut_at(ends: Sequence[int], part: Span) -> Iterator[Span]:
    """Yield the sentences of a part of a line."""
    start = part.start
    for end in ends[bisect_right(ends, start) : bisect_right(ends, part.end)]:
        yield Span(start, end)
        start = end
    if start < part.end:
        yield Span(start, part.end)


def _zones_of(folded: str, sentence: Span, cues: Sequence[Hit], ruling: Importance | None) -> Sequence[Zone]:
    """Return the zones of a sentence; words that refuse ("not required") ask nothing."""
    if not cues:
        return (Zone(sentence, ruling),)
    if any(cue.label == "unasked" for cue in cues):
        ruling = None
    refused = _refused(folded, sentence, cues)
    if refused is None or any(cue.label == "preferred" for cue in cues):
        return _asking(folded, sentence, cues, ruling)
    before = [cue for cue in cues if cue.span.start < refused.start]
    after = [cue for cue in cues if cue.span.start >= refused.end]
    return (
        *_asking(folded, Span(sentence.start, refused.start), before, ruling),
        Zone(refused, None),
        *_asking(folded, Span(refused.end, sentence.end), after, ruling),
    )


def _refused(folded: str, sentence: Span, cues: Sequence[Hit]) -> Span | None:
    """Return the words that say something is not asked, from the comma before them."""
    for cue in cues:
        ahead = _NO_NEED.match(folded, cue.span.start, sentence.end) if cue.label == "no" else None
        if ahead:
            return Span(*ahead.span())
        if cue.label in ("excluded", "refuses"):
            return _clause(folded, sentence, cue)
    return None


def _clause(folded: str, sentence: Span, cue: Hit) -> Span:
    """Return what a cue refuses: the words before it, or after it where it leads ("you do not need …")."""
    start = max(folded.rfind(",", sentence.start, cue.span.start), sentence.start)
    if cue.label == "excluded" and folded[start : cue.span.start].strip(" ,*-•\t"):
        return Span(start, cue.span.end)
    comma = folded.find(",", cue.span.end, sentence.end)
    return Span(start, comma if comma >= 0 else sentence.end)


def _asking(folded: str, part: Span, cues: Sequence[Hit], ruling: Importance | None) -> list[Zone]:
    """Return the zones of a part of a sentence that refuses nothing, cut between cues that disagree."""
    deciding = _deciding(cues)
    zones: list[Zone] = []
    start = part.start
    for cue, following in pairwise(deciding):
        if cue.label != following.label:
            cut = _cut(folded, cue.span.end, following.span.start)
            zones.append(Zone(Span(start, cut), _DECIDING[cue.label]))
            start = cut
    if start < part.end:
        zones.append(Zone(Span(start, part.end), _last_word(cues, deciding, ruling)))
    return zones


def _deciding(cues: Iterable[Hit]) -> list[Hit]:
    return [cue for cue in cues if cue.label in _DECIDING]


def _last_word(cues: Iterable[Hit], deciding: Sequence[Hit], ruling: Importance | None) -> Importance | None:
    """Return what the last of the ``deciding`` asks; without any, what a weaker cue or the heading does."""
    if deciding:
        return _DECIDING[deciding[-1].label]
    if ruling is not Importance.PREFERRED and any(cue.label == "asks" for cue in cues):
        return Importance.REQUIRED if ruling else Importance.MENTIONED
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
