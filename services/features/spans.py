"""Read stretches that name skills with or without a dictionary: a conditional random field in numpy.

Learnt by ``data/build/span_model.py``. The scoring tagger does not use it: what it finds has no identity
in the taxonomy. It is for suggestions to a person, and for benchmarks against hand-marked text.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.spans import Span
from services.features.candidates import longest
from services.features.plain_text import fold_text
from services.features.tagger import Tagger
from services.features.token_features import Slots, feature_slots, read_context
from services.features.tokens import Indexes, tokenise

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "models" / "skill_spans.npz"

OUTSIDE, FIRST, FURTHER = 0, 1, 2
NEVER = -1e4

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class SpanModel:
    """Weights by slot for the labels FIRST and FURTHER (OUTSIDE weighs 0), and for steps between labels.

    ``bias`` is added for both labels inside a span: tuned for F1 on held-back text, not on test text.
    """

    weights: NDArray[np.float32]
    steps: Scores
    bias: float

    def label(self, slots: Slots, sentences: Indexes) -> Indexes:
        """Return the best label of every word, sentence by sentence (Viterbi)."""
        if not len(slots):
            return np.zeros(0, np.int64)
        scores = np.zeros((len(slots), 3))
        scores[:, FIRST:] = self.weights[slots].sum(axis=1, dtype=np.float64) + self.bias
        return best_path(scores, self.steps, sentences)


class SpanReader:
    """Find spans of one kind in texts."""

    def __init__(self, tagger: Tagger, model: SpanModel) -> None:
        self._tagger = tagger
        self._model = model

    def read(self, text: str) -> list[Span]:
        """Return the spans, in order, none overlapping."""
        plain = fold_text(text)
        tokens = tokenise(plain)
        found = self._tagger.candidates(plain, tokens)
        context = read_context(plain, tokens, found.where(longest(found)), self._tagger.forms)
        labels = self._model.label(feature_slots(context), context.sentences)
        firsts, stops = spans_of(labels)
        starts = plain.origin[tokens.starts[firsts]]
        ends = plain.origin[tokens.ends[stops - 1] - 1] + 1
        return [Span(*pair) for pair in zip(starts.tolist(), ends.tolist(), strict=True)]


@cache
def load_span_model(kind: str, path: Path = SHIPPED) -> SpanModel:
    """Load the model of a kind: ``knowledge`` (SkillSpan's) or ``skill`` (GREEN's)."""
    with np.load(path) as file:
        weights = np.zeros((int(file["slots"]), 2), np.float32)
        weights[file[f"{kind}_used"]] = file[f"{kind}_weights"]
        return SpanModel(weights, file[f"{kind}_steps"].astype(np.float64), float(file[f"{kind}_bias"]))


def spans_of(labels: Indexes) -> tuple[Indexes, Indexes]:
    """Return the first word and the word after the last of every span."""
    firsts = np.flatnonzero(labels == FIRST)
    ends = np.flatnonzero(np.append(labels, OUTSIDE) != FURTHER)
    return firsts, ends[np.searchsorted(ends, firsts, side="right")]


def best_path(scores: Scores, steps: Scores, sentences: Indexes) -> Indexes:
    """Return the labels of greatest sum of ``scores`` (words, labels) and ``steps`` (from, to)."""
    scores = scores.copy()
    opening = np.append(True, np.diff(sentences) > 0)
    scores[opening, FURTHER] = NEVER
    batch = Batch(np.flatnonzero(opening), len(scores))
    came_from = np.zeros(scores.shape, np.int64)
    for words in batch.steps():
        ways = scores[words - 1][:, :, None] + steps
        came_from[words] = ways.argmax(axis=1)
        scores[words] += ways.max(axis=1)
    labels = np.zeros(len(scores), np.int64)
    labels[batch.lasts] = scores[batch.lasts].argmax(axis=1)
    for words in reversed(list(batch.steps())):
        labels[words - 1] = came_from[words, labels[words]]
    return labels


class Batch:
    """Sentences side by side, so that one step over all of them is one numpy operation."""

    def __init__(self, firsts: Indexes, words: int) -> None:
        lengths = np.diff(np.append(firsts, words))
        order = np.argsort(-lengths, kind="stable")
        self.firsts, self.lengths = firsts[order], lengths[order]
        self.lasts = self.firsts + self.lengths - 1

    def steps(self) -> "list[Indexes]":
        """Return, for the second word on, the indexes of that word in all sentences that have one."""
        longest_sentence = int(self.lengths[0])
        counts = np.searchsorted(-self.lengths, -np.arange(1, longest_sentence), side="left")
        return [self.firsts[:count] + step for step, count in enumerate(counts.tolist(), 1)]
