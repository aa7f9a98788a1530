"""Candidates of marked texts as the context filter learns them: features, and whether each means a skill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.marked_texts import MarkedText
from data.build.context_sentences import PLAIN
from data.build.word_vectors import DIRECTIONS, WordVectors
from domain.spans import Span
from services.features.candidates import Candidates, longest
from services.features.context_features import candidate_slots
from services.features.plain_text import fold_text
from services.features.tagger import Tagger
from services.features.token_features import Context, Slots, read_context
from services.features.tokens import tokenise
from services.features.word_scores import ANYWHERE, COLUMNS, PLACES, rows_around, sentence_means, word_slots

MARKED_PROSE_WEIGHT = 0.3
CLEAR_WORD_FACTOR = 2.0
"""How much more our own examples count for words that the public sets teach too ("English")."""

NEARNESS = 0.6
"""Scale of the vectors against the other features: smaller numbers are learnt with more restraint."""

SENTENCE_SCALE = 4.0
COVERED = 0.4
YES, NO, UNCLEAR = 1, 0, -1

_APART = "\n|\n"
_TOGETHER = 20


@dataclass(frozen=True)
class Examples:
    """Candidates: slots, vectors of the words around (ordinary words alone), truth, weight, part of a check.

    ``parts`` numbers sentences that are scored in cross-validation, -1 for those that are only learnt from.
    """

    slots: Slots
    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    weights: NDArray[np.float64]
    prose: NDArray[np.bool_]
    parts: NDArray[np.int64]

    def where(self, kept: NDArray[np.bool_]) -> "Examples":
        """Return the examples that a mask keeps."""
        return Examples(*(column[kept] for column in vars(self).values()))


class Collector:
    """Turn marked texts into examples."""

    def __init__(self, tagger: Tagger, vectors: WordVectors) -> None:
        self._tagger, self._vectors, self._rows = tagger, vectors, vectors.rows

    def public(self, text: MarkedText) -> Examples:
        """Return the candidates of a text of a public set: yes on a marked skill, unclear ones left out."""
        context, candidates = found_in(self._tagger, text.text)
        labels = [judge(span, text) for span in places(context, candidates)]
        prose = self._tagger.forms.prose[candidates.forms]
        weights = np.where(prose, MARKED_PROSE_WEIGHT, 1.0)
        return self._examples(context, candidates, labels, weights, -1)

    def own(self, texts: Sequence[MarkedText], weight: float, *, checked: bool = False) -> Iterator[Examples]:
        """Yield the marked candidates of our sentences, and ordinary words where none need be marked."""
        size = 1 if checked else _TOGETHER
        for number, start in enumerate(range(0, len(texts), size)):
            text = together(texts[start : start + size])
            context, candidates = found_in(self._tagger, text.text)
            prose = self._tagger.forms.prose[candidates.forms]
            pairs = zip(places(context, candidates), prose.tolist(), strict=True)
            labels = [judge_own(*pair, text) for pair in pairs]
            weights = np.where(prose, weight, weight * CLEAR_WORD_FACTOR)
            yield self._examples(context, candidates, labels, weights, number if checked else -1)

    def _examples(
        self,
        context: Context,
        candidates: Candidates,
        labels: Sequence[int],
        weights: NDArray[np.float64],
        part: int,
    ) -> Examples:
        truth = np.array(labels, dtype=np.int64)
        clear = truth != UNCLEAR
        candidates = candidates.where(clear)
        prose = self._tagger.forms.prose[candidates.forms]
        vectors = self._around(context, candidates) * prose[:, np.newaxis]
        slots = candidate_slots(context, candidates, self._tagger.forms)
        return Examples(slots, vectors, truth[clear], weights[clear], prose, np.full(len(prose), part))

    def _around(self, context: Context, candidates: Candidates) -> NDArray[np.float32]:
        """Return the vectors of the words around by place, shape ``(candidates, COLUMNS * DIRECTIONS)``."""
        around = np.zeros((len(candidates.firsts), COLUMNS, DIRECTIONS), np.float32)
        if len(around):
            rows = self._rows[word_slots(context.tokens.hashes)]
            near = rows_around(context, rows, candidates.firsts, candidates.stops - 1)
            for step, place in enumerate(PLACES):
                around[:, place] += self._vectors.vectors[near[step]]
            means = sentence_means(context, rows, self._vectors.vectors, candidates.firsts)
            around[:, ANYWHERE] = SENTENCE_SCALE * means
        scaled: NDArray[np.float32] = around.reshape(len(around), COLUMNS * DIRECTIONS) * np.float32(NEARNESS)
        return scaled


def together(texts: Sequence[MarkedText]) -> MarkedText:
    """Return texts of one part as one, each on lines of its own: read together they cost a tenth."""
    whole = MarkedText(part=texts[0].part)
    for text in texts:
        begin = len(whole.text)
        whole.text += text.text + _APART
        for kind, spans in text.marks.items():
            moved = [Span(span.start + begin, span.end + begin) for span in spans]
            whole.marks.setdefault(kind, []).extend(moved)
    return whole


def judge(span: Span, text: MarkedText) -> int:
    """Say yes for knowledge, or for much of a marked skill; unclear for little of one."""
    whole = (*text.marks.get("knowledge", ()), *text.marks.get("Qualification", ()))
    if any(_shared(span, mark) for mark in whole):
        return YES
    shares = [
        _shared(span, mark) / (mark.end - mark.start)
        for kind in ("skill", "Skill")
        for mark in text.marks.get(kind, ())
    ]
    share = max(shares, default=0.0)
    return YES if share >= COVERED else UNCLEAR if share else NO


def judge_own(span: Span, prose: bool, text: MarkedText) -> int:
    """Say what the mark says; without one, no for ordinary words of sentences and unclear elsewhere."""
    if any(_shared(span, mark) for mark in text.marks.get("knowledge", ())):
        return YES
    if span in text.marks.get(PLAIN, ()):
        return NO
    return NO if prose and text.part != "template" else UNCLEAR


def found_in(tagger: Tagger, text: str) -> tuple[Context, Candidates]:
    """Return the words of a text and all its candidates."""
    plain = fold_text(text)
    tokens = tokenise(plain)
    candidates = tagger.candidates(plain, tokens)
    return read_context(plain, tokens, candidates.where(longest(candidates)), tagger.forms), candidates


def places(context: Context, candidates: Candidates) -> list[Span]:
    """Return where the candidates stand in the original text."""
    tokens, origin = context.tokens, context.plain.origin
    starts = origin[tokens.starts[candidates.firsts]]
    ends = origin[tokens.ends[candidates.stops - 1] - 1] + 1
    return [Span(*pair) for pair in zip(starts.tolist(), ends.tolist(), strict=True)]


def joined(parts: Sequence[Examples]) -> Examples:
    """Return all examples as one."""
    columns = [tuple(vars(part).values()) for part in parts if len(part.labels)]
    return Examples(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
