"""Decide whether a known form means the skill: "Go, Rust" does, "go the extra mile" does not.

A logistic model over the form, the words beside it, how it is written and whether it stands in a list.
``data/build/context_model.py`` learns it; what ships is a table of numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.resumes import Section
from services.features.candidates import Candidates
from services.features.plain_text import fold_text
from services.features.taxonomy import SurfaceForms
from services.features.token_features import CAPITAL, OUTSIDE, Context, Slots, as_hashes, join, slots_of
from services.features.tokens import Flags, Hashes, Indexes, tokenise
from services.features.wordlists import phrases

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "models" / "skill_context.npz"

RARE_WORD = 4.2
"""Zipf frequency (log10 of uses per billion words) below which a word of ours is taken without asking."""

SKILL_SECTION_BONUS = 2.0
"""Log-odds added under a resume's heading "Skills", which no training text has."""

COMMON_WORD_MALUS = 1.0
"""Log-odds taken from single common words that nobody vouches for ("apps", "queue")."""

FIRST_SALT = 100
PROSE_SLOTS = 0x2B5A7
"""What sets the slots of ordinary words apart: they have weights of their own, learnt from our sentences."""

_CUES = ("making", "knowing", "software")
"""Kinds of words that tell of skills wherever they stand in the sentence."""

_SKILL_SECTIONS = frozenset({"skills", "languages", "certificates"})


@dataclass(frozen=True)
class ContextModel:
    """Weights by slot; a form is accepted where they add up to more than ``threshold`` (log-odds)."""

    weights: NDArray[np.float32]
    threshold: float


class ContextFilter:
    """Accept or refuse candidates; forms that are rare as words and vouched for need no context."""

    def __init__(self, forms: SurfaceForms, model: ContextModel) -> None:
        self._model = model
        self._forms = forms
        phrase = np.array([" " in text for text in forms.texts])
        self._malus = COMMON_WORD_MALUS * (~forms.trusted & ~phrase & (forms.zipf >= RARE_WORD))
        self._sure = forms.trusted & ~forms.prose & (phrase | (forms.zipf < RARE_WORD))

    def accepts(self, context: Context, candidates: Candidates, sections: Sequence[Section] = ()) -> Flags:
        """Return a mask over the candidates."""
        accepted: Flags = self._sure[candidates.forms]
        unsure = candidates.where(~accepted)
        odds = self.log_odds(context, unsure)
        odds += SKILL_SECTION_BONUS * _under_skill_heading(context, unsure, sections)
        odds -= self._malus[unsure.forms]
        accepted[~accepted] = odds > self._model.threshold
        return accepted

    def log_odds(self, context: Context, candidates: Candidates) -> NDArray[np.float32]:
        """Return how likely each candidate means a skill, as log-odds."""
        slots = candidate_slots(context, candidates, self._forms)
        odds: NDArray[np.float32] = self._model.weights[slots].sum(axis=1)
        return odds


@cache
def load_context_model(path: Path = SHIPPED) -> ContextModel:
    """Load the shipped model."""
    with np.load(path) as file:
        weights = np.zeros(int(file["slots"]), np.float32)
        weights[file["used"]] = file["weights"]
        return ContextModel(weights, float(file["threshold"]))


def candidate_slots(context: Context, candidates: Candidates, forms: SurfaceForms) -> Slots:
    """Return the feature slots of every candidate, shape ``(candidates, features)``."""
    first, last, found = candidates.firsts, candidates.stops - 1, candidates.forms
    beside = _Beside(context, candidates)
    word = context.tokens.hashes[first] * np.uint64(31) + context.tokens.hashes[last]
    shape = as_hashes(context.shapes[first] * 16 + context.shapes[last])
    alone = as_hashes(beside.marks(-1) * 4 + beside.marks(1))
    prose, words = forms.prose[found], candidates.stops - first
    rarity = np.minimum(forms.zipf[found] * 2, 15).astype(np.int64)
    kind = as_hashes((forms.sources[found] * 2 + prose) * 16 + rarity)
    opening = as_hashes(beside.opens_sentence().astype(np.int64))
    near_known = as_hashes(beside.known(-1) * 4 + beside.known(1))
    listed = as_hashes(beside.listed(-1) * 4 + beside.listed(1))
    left, right = beside.word(-1), beside.word(1)
    columns = [
        *(as_hashes(np.zeros(len(first), np.int64)), word, join(word, shape), left, right, beside.word(-2)),
        *(beside.word(2), join(beside.word(-2), left), join(right, beside.word(2)), join(left, right), kind),
        *(join(kind, shape), alone, join(alone, shape), join(opening, shape), near_known),
        *(join(near_known, alone), join(kind, as_hashes(np.minimum(words, 4))), shape),
        *(join(beside.shape(-1), shape, beside.shape(1)), join(as_hashes(beside.density()), shape)),
        *(join(left, shape), join(right, shape), join(word, left), join(word, right)),
        *(join(listed, alone, shape), join(as_hashes(beside.listing()), shape)),
        *_kinds_beside(beside, shape),
    ]
    return slots_of(columns, FIRST_SALT) ^ (prose * PROSE_SLOTS).astype(np.uint32)[:, np.newaxis]


def _kinds_beside(beside: "_Beside", shape: Hashes) -> list[Hashes]:
    """Return what neighbours say by their kind ("the", "written"), for words never seen there."""
    left, right, further = (as_hashes(beside.kind(steps)) for steps in (-1, 1, -2))
    cues = as_hashes(beside.cues())
    return [
        *(join(left, shape), join(right, shape), join(left, right, shape), join(further, left)),
        *(join(right, as_hashes(beside.kind(2))), join(cues, shape), join(cues, left, shape)),
    ]


class _Beside:
    """What stands some words to the left (-1, -2) or right (1, 2) of candidates, in the same sentence."""

    def __init__(self, context: Context, candidates: Candidates) -> None:
        self._context = context
        self._first, self._last = candidates.firsts, candidates.stops - 1
        self._sentence = context.sentences[self._first] if len(self._first) else self._first
        self._places = {steps: self._look(steps) for steps in (-2, -1, 1, 2)}
        self._kinds = _word_kinds().of(context.tokens.hashes)

    def word(self, steps: int) -> Hashes:
        """Return the hash of the word, 0 outside the sentence."""
        place, inside = self._places[steps]
        return np.where(inside, self._context.tokens.hashes[place], np.uint64(0))

    def kind(self, steps: int) -> Indexes:
        """Return the kind of the word (``word_classes.txt``), 0 for any other and outside the sentence."""
        place, inside = self._places[steps]
        return np.where(inside, self._kinds[place], 0)

    def cues(self) -> Indexes:
        """Return which kinds of cue the sentence has: making, knowing, software, one bit each."""
        sentences = self._context.sentences
        if not len(sentences):
            return sentences
        firsts = np.flatnonzero(np.append(True, np.diff(sentences) > 0))
        bits: Indexes = np.bitwise_or.reduceat(_word_kinds().bits[self._kinds], firsts)
        return bits[self._sentence]

    def shape(self, steps: int) -> Hashes:
        """Return the shape of the word."""
        place, inside = self._places[steps]
        return as_hashes(np.where(inside, self._context.shapes[place] + 1, 0))

    def marks(self, steps: int) -> Indexes:
        """Return 0 for a word, 1 for a mark, 2 for the sentence's edge."""
        place, inside = self._places[steps]
        kind: Indexes = np.where(inside, (self._context.shapes[place] == 0).astype(np.int64), 2)
        return kind

    def known(self, side: int) -> Indexes:
        """Tell whether a form that is no ordinary word stands beside: 0 no, 1 directly, 2 behind a mark."""
        kind = np.zeros(len(self._first), np.int64)
        for steps in (2, 1):
            place, inside = self._places[side * steps]
            kind = np.where(inside & self._context.certain[place], steps, kind)
        return kind

    def listed(self, side: int) -> Indexes:
        """Tell whether any form or capitalised word stands beside behind a mark: 0 no, 1 capital, 2 form."""
        (mark, near), (place, inside) = self._places[side], self._places[2 * side]
        behind = near & inside & (self._context.shapes[mark] == 0)
        capital = self._context.shapes[place] % 8 >= CAPITAL
        kind: Indexes = np.where(self._context.known[place] > OUTSIDE, 2, capital.astype(np.int64))
        return np.where(behind, kind, 0)

    def listing(self) -> Indexes:
        """Return how much the sentence looks like a list: its marks a word, in quarters, and its length."""
        sentences = self._context.sentences
        length = np.maximum(np.bincount(sentences), 1)
        share = np.bincount(sentences, weights=self._context.shapes == 0) / length
        kind: Indexes = (share * 4).astype(np.int64) * 8 + np.minimum(length // 3, 7)
        return kind[self._sentence]

    def opens_sentence(self) -> Flags:
        """Tell which candidates begin a sentence."""
        return ~self._places[-1][1]

    def density(self) -> Indexes:
        """Return the share of certain skill words in the sentence, in sixths."""
        sentences = self._context.sentences
        share = np.bincount(sentences, weights=self._context.certain) / np.maximum(np.bincount(sentences), 1)
        sixths: Indexes = (share[self._sentence] * 6).astype(np.int64)
        return sixths

    def _look(self, steps: int) -> tuple[Indexes, Flags]:
        place = (self._first if steps < 0 else self._last) + steps
        within = np.minimum(np.maximum(place, 0), max(len(self._context.sentences) - 1, 0))
        return within, (place == within) & (self._context.sentences[within] == self._sentence)


class _WordKinds:
    """Kinds of words by hash; kinds count from 1 in the order of the list."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        labels = list(dict.fromkeys(label for label, _ in pairs))
        hashes = tokenise(fold_text("\n".join(word for _, word in pairs))).hashes
        self._hashes, first = np.unique(hashes, return_index=True)
        self._kinds = np.array([labels.index(label) + 1 for label, _ in pairs])[first]
        self.bits = np.zeros(len(labels) + 1, np.int64)
        self.bits[[labels.index(label) + 1 for label in _CUES]] = 1 << np.arange(len(_CUES))

    def of(self, hashes: Hashes) -> Indexes:
        """Return the kind of every word, 0 for a word of none."""
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        kinds: Indexes = np.where(self._hashes[places] == hashes, self._kinds[places], 0)
        return kinds


@cache
def _word_kinds() -> _WordKinds:
    return _WordKinds(phrases("word_classes"))


def _under_skill_heading(context: Context, candidates: Candidates, sections: Sequence[Section]) -> Flags:
    inside = np.zeros(len(context.plain.original) + 1, dtype=bool)
    for section in sections:
        if section.kind in _SKILL_SECTIONS:
            inside[section.span.start : section.span.end] = True
    return inside[context.plain.origin[context.tokens.starts[candidates.firsts]]]
