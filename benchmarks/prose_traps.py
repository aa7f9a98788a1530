"""Sentences with ambiguous words, half of them skills: each must be read as what it is.

The three sets of test sentences were written by hands that had not seen what the filter learns from. Errors
in the second and third were never looked at, and training sentences that resemble one of them were taken out
(:func:`resemblance`).
Development sentences guided weights, threshold and templates.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

import numpy as np

from domain.spans import Span
from services.features.candidates import Finder
from services.features.context import load_context_model
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy
from services.features.wordlists import words as words_of_list

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
SHIPPED_TRAPS, DEVELOPMENT_TRAPS = CORPUS / "prose_traps.jsonl", CORPUS / "prose_traps_dev.jsonl"
FRESH_TRAPS = CORPUS / "prose_traps_fresh.jsonl"
THIRD_TRAPS = CORPUS / "prose_traps_third.jsonl"
TEST_TRAPS = SHIPPED_TRAPS, FRESH_TRAPS, THIRD_TRAPS

CAUTIONS = (*np.arange(-6, -1.5, 0.5).tolist(), *np.arange(-1.5, 1.51, 0.1).tolist())
"""Log-odds asked of ordinary words beyond what the shipped filter asks, to draw precision against recall."""

GAP = "{}"
RESEMBLING = 0.5
"""From which :func:`resemblance` on a sentence may not be learnt."""

_WORDS = re.compile(r"\{\w*\}|\w+")


class TrapFigures(TypedDict):
    """Precision and recall of "is a skill" over traps, and the sentences read wrongly."""

    traps: int
    precision: float
    recall: float
    wrong: list[str]


@dataclass(frozen=True)
class Trap:
    """A word in a sentence, and whether it means a skill there."""

    text: str
    span: Span
    skill: bool


def read_traps(path: Path) -> list[Trap]:
    """Return the traps of a file: per line ``text``, ``word`` (its first occurrence counts), ``skill``."""
    return [_trap(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def score_traps(tagger: Tagger, traps: Iterable[Trap]) -> TrapFigures:
    """Return precision and recall of "is a skill" over the traps, and the sentences read wrongly."""
    taken = {trap: _taken(tagger, trap) for trap in traps}
    right = sum(found and trap.skill for trap, found in taken.items())
    return TrapFigures(
        traps=len(taken),
        precision=round(right / max(sum(taken.values()), 1), 4),
        recall=round(right / max(sum(trap.skill for trap in taken), 1), 4),
        wrong=[trap.text for trap, found in taken.items() if found != trap.skill],
    )


def precision_at_recall(traps: Sequence[Trap], recall: float) -> float:
    """Return the best precision at ``recall`` or more over how much is asked of ordinary words."""
    taxonomy, model = load_taxonomy(), load_context_model()
    finder = Finder(taxonomy.forms.texts)
    taggers = (Tagger(taxonomy, model.cautious(odds), finder=finder) for odds in CAUTIONS)
    points = [score_traps(tagger, traps) for tagger in taggers]
    return max((point["precision"] for point in points if point["recall"] >= recall), default=0.0)


def resemblance(sentence: str, trap: Trap) -> float:
    """Return how much a training sentence is like a trap, the judged words (``{}``) left out of both.

    1 for three words in a row of which one says something, else the share of telling words in common. One
    alone is chance: of the shortest training sentences every fourth shares a word with one of 600 traps.
    """
    ours, theirs = (
        _read(sentence),
        _read(f"{trap.text[: trap.span.start]} {GAP} {trap.text[trap.span.end :]}"),
    )
    if not ours.threes.isdisjoint(theirs.threes):
        return 1.0
    common = len(ours.telling & theirs.telling)
    return common / min(len(ours.telling), len(theirs.telling)) if common > 1 else 0.0


class _Read(NamedTuple):
    """What two sentences are compared by: words in a row that say something, and words that do."""

    threes: frozenset[tuple[str, ...]]
    telling: frozenset[str]


@lru_cache(maxsize=1 << 14)
def _read(sentence: str) -> _Read:
    words = _words(sentence)
    return _Read(frozenset(filter(_telling, _threes(words))), frozenset(_telling(words)))


def _words(sentence: str) -> list[str]:
    return [word if word[0] != "{" else GAP for word in _WORDS.findall(sentence.lower())]


def _threes(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + 3]) for at in range(len(words) - 2)}


def _telling(words: Iterable[str]) -> set[str]:
    return set(words) - words_of_list("stopwords.en") - {GAP}


def _taken(tagger: Tagger, trap: Trap) -> bool:
    return any(
        mention.span.start < trap.span.end and trap.span.start < mention.span.end
        for mention in tagger.tag(trap.text)
    )


def _trap(row: dict[str, Any]) -> Trap:
    start = row["text"].index(row["word"])
    return Trap(row["text"], Span(start, start + len(row["word"])), row["skill"])
