"""Sentences of other hands for the context filter: training sentences in which one word was exchanged.

A tool that people marked gives way to a tool whose name is an ordinary word ("We deploy with Chef"): a skill. A word
outside all marks gives way to the same ordinary word ("a chef record of success"): none. What surrounds the word is
as people wrote it, which no template of ours can claim.
"""

import random
import re
from collections.abc import Iterator, Sequence

from benchmarks.marked_texts import MarkedText
from data.build.context_sentences import PLAIN
from domain.spans import Span

SEED = 23
SKILLS_A_PLACE = 5
PLAIN_SHARE = 0.1
"""Share of the words outside all marks that are exchanged: about as many in the end as tools are."""

LOWER_SHARE = 0.15
"""Share of tools written in lower case, as people in a hurry do."""

_WORD = re.compile(r"(?<![\w<'-])[A-Za-z]{3,}(?![\w>'-])")


def swapped(
    texts: Sequence[MarkedText],
    tools: frozenset[str],
    ordinary: Sequence[str],
    known: frozenset[str],
) -> Iterator[MarkedText]:
    """Yield sentences with one word exchanged for one of ``ordinary``, marked as a skill or as plain.

    ``tools`` are the folded names that an ordinary word may stand in for where people marked them; words in
    ``known`` (skills that nobody marked, "the", "and") are never exchanged for plain ones.
    """
    draw = random.Random(SEED)
    for text in texts:
        marks = text.marks.get("knowledge", ()) or text.marks.get("Skill", ())
        everything = [mark for spans in text.marks.values() for mark in spans]
        for match in _WORD.finditer(text.text):
            span = Span(*match.span())
            if any(mark.start <= span.start and span.end <= mark.end for mark in marks):
                if match[0].lower() in tools:
                    for word in draw.sample(ordinary, SKILLS_A_PLACE):
                        written = word if draw.random() < LOWER_SHARE else word[0].upper() + word[1:]
                        yield _exchanged(text, span, written, "knowledge")
            elif _free(span, everything) and match[0].lower() not in known and draw.random() < PLAIN_SHARE:
                word = draw.choice(ordinary)
                written = word[0].upper() + word[1:] if match[0][0].isupper() else word
                yield _exchanged(text, span, written, PLAIN)


def _free(span: Span, marks: Sequence[Span]) -> bool:
    return not any(mark.start < span.end and span.start < mark.end for mark in marks)


def _exchanged(text: MarkedText, span: Span, word: str, kind: str) -> MarkedText:
    """Return the line that ``span`` stands on with ``word`` in its place."""
    start = text.text.rfind("\n", 0, span.start) + 1
    end = text.text.find("\n", span.end)
    line = text.text[start : end if end >= 0 else len(text.text)]
    at = span.start - start
    marks = {PLAIN: [], kind: [Span(at, at + len(word))]}
    return MarkedText(line[:at] + word + line[at + span.end - span.start :], marks=marks, part="template")
