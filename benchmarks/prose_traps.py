"""Sentences with ambiguous words, half of them skills: each must be read as what it is.

They were written before the model that they judge. A seeded half is for development; the errors of the other
half, the test, were not looked at.
"""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.spans import Span
from services.features.tagger import Tagger

SHIPPED_TRAPS = Path(__file__).parents[1] / "tests" / "corpus" / "prose_traps.jsonl"
SPLIT_SEED = 2211


@dataclass(frozen=True)
class Trap:
    """A word in a sentence, and whether it means a skill there."""

    text: str
    span: Span
    skill: bool


def read_traps(path: Path) -> list[Trap]:
    """Return the traps of a file: per line ``text``, ``word`` (its first occurrence counts), ``skill``."""
    return [_trap(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def halves(traps: Sequence[Trap]) -> tuple[list[Trap], list[Trap]]:
    """Return development and test: a seeded draw of half of the skills and half of the others."""
    chosen: set[Trap] = set()
    for skill in (True, False):
        alike = [trap for trap in traps if trap.skill == skill]
        chosen.update(random.Random(SPLIT_SEED).sample(alike, len(alike) // 2))
    return [trap for trap in traps if trap in chosen], [trap for trap in traps if trap not in chosen]


def score_traps(tagger: Tagger, traps: Iterable[Trap]) -> dict[str, object]:
    """Return precision and recall of "is a skill" over the traps, and the sentences read wrongly."""
    taken = {trap: _taken(tagger, trap) for trap in traps}
    right = sum(found and trap.skill for trap, found in taken.items())
    return {
        "traps": len(taken),
        "precision": round(right / max(sum(taken.values()), 1), 4),
        "recall": round(right / max(sum(trap.skill for trap in taken), 1), 4),
        "wrong": [trap.text for trap, found in taken.items() if found != trap.skill],
    }


def _taken(tagger: Tagger, trap: Trap) -> bool:
    return any(
        mention.span.start < trap.span.end and trap.span.start < mention.span.end
        for mention in tagger.tag(trap.text)
    )


def _trap(row: dict) -> Trap:
    start = row["text"].index(row["word"])
    return Trap(row["text"], Span(start, start + len(row["word"])), row["skill"])
