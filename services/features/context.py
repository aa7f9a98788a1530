"""Decide whether a known form means the skill: "Go, Rust" does, "go the extra mile" does not.

A logistic model over the form, the words beside it, how it is written and whether it stands in a list
(``context_features.py``); for ordinary words also over what all words around are like (``word_scores.py``).
``data/build/context_model.py`` learns it; what ships are tables of numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.resumes import Section
from services.features.candidates import Candidates
from services.features.context_features import candidate_slots, ordinary_slot
from services.features.taxonomy import SurfaceForms
from services.features.token_features import CAPITAL, Context
from services.features.tokens import Flags
from services.features.word_scores import WORD_BITS, WordScores
from services.features.wordlists import phrases

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "models" / "skill_context.npz"

RARE_WORD = 4.2
"""Zipf frequency (log10 of uses per billion words) below which a word of ours is taken without asking."""

SKILL_SECTION_BONUS = 2.0
"""Log-odds added under a resume's heading "Skills", which no training text has."""

COMMON_WORD_MALUS = 1.0
"""Log-odds taken from single common words that nobody vouches for ("apps", "queue")."""

UNCAPITALISED_MALUS = 2.0
"""Log-odds taken from words in small letters that name a product with a capital ("teams", "make", "next")."""

_SKILL_SECTIONS = frozenset({"skills", "languages", "certificates"})


@dataclass(frozen=True)
class ContextModel:
    """Weights by slot; a form is accepted where they add up to more than ``threshold`` (log-odds).

    ``words`` is for ordinary words alone, None while the model is being learnt.
    """

    weights: NDArray[np.float32]
    threshold: float
    words: WordScores | None = None

    def cautious(self, odds: float) -> "ContextModel":
        """Return a model that asks ``odds`` more of ordinary words, in log-odds."""
        weights = self.weights.copy()
        weights[ordinary_slot()] -= odds
        return replace(self, weights=weights)


class ContextFilter:
    """Accept or refuse candidates; forms that are rare as words and vouched for need no context."""

    def __init__(self, forms: SurfaceForms, model: ContextModel) -> None:
        self._model = model
        self._forms = forms
        phrase = np.array([" " in text for text in forms.texts])
        self._malus = COMMON_WORD_MALUS * (~forms.trusted & ~phrase & (forms.zipf >= RARE_WORD))
        capitalised = {form for _, form in phrases("capitalised")}
        self._named = np.array([text in capitalised for text in forms.texts])
        self._sure = forms.trusted & ~forms.prose & (phrase | (forms.zipf < RARE_WORD))

    def accepts(self, context: Context, candidates: Candidates, sections: Sequence[Section] = ()) -> Flags:
        """Return a mask over the candidates."""
        accepted: Flags = self._sure[candidates.forms]
        unsure = candidates.where(~accepted)
        odds = self.log_odds(context, unsure)
        if sections:
            odds += SKILL_SECTION_BONUS * _under_skill_heading(context, unsure, sections)
        odds -= self._malus[unsure.forms]
        odds -= UNCAPITALISED_MALUS * self._uncapitalised(context, unsure)
        accepted[~accepted] = odds > self._model.threshold
        return accepted

    def _uncapitalised(self, context: Context, candidates: Candidates) -> Flags:
        """Tell which candidates are words of ``capitalised.txt`` without their capital."""
        flags: Flags = self._named[candidates.forms]
        flags[flags] = context.shapes_at(candidates.firsts[flags]) < CAPITAL
        return flags

    def log_odds(self, context: Context, candidates: Candidates) -> NDArray[np.float32]:
        """Return how likely each candidate means a skill, as log-odds."""
        slots = candidate_slots(context, candidates, self._forms)
        odds: NDArray[np.float32] = self._model.weights[slots].sum(axis=1)
        prose = np.flatnonzero(self._forms.prose[candidates.forms])
        if self._model.words is not None and len(prose):
            firsts, lasts = candidates.firsts[prose], candidates.stops[prose] - 1
            odds[prose] += self._model.words.odds(context, firsts, lasts)
        return odds


@cache
def load_context_model(path: Path = SHIPPED) -> ContextModel:
    """Load the shipped model."""
    with np.load(path) as file:
        weights = np.zeros(int(file["slots"]), np.float32)
        weights[file["used"]] = file["weights"]
        rows = np.zeros(1 << WORD_BITS, np.uint16)
        rows[file["words"]] = np.arange(1, len(file["words"]) + 1)
        words = WordScores(rows, np.ascontiguousarray(file["scores"].T, np.float32))
        return ContextModel(weights, float(file["threshold"]), words)


def _under_skill_heading(context: Context, candidates: Candidates, sections: Sequence[Section]) -> Flags:
    inside = np.zeros(len(context.plain.original) + 1, dtype=bool)
    for section in sections:
        if section.kind in _SKILL_SECTIONS:
            inside[section.span.start : section.span.end] = True
    return inside[context.plain.origin[context.tokens.starts[candidates.firsts]]]
