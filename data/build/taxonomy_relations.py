"""Relate concepts: what builds on what, siblings of one group, and skills that occupations share."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from math import log
from pathlib import Path

from data.build.taxonomy_concepts import Concepts
from data.build.taxonomy_own import OwnSkill
from data.build.taxonomy_sources import ict_occupations
from services.features.plain_text import fold_phrase

BROADER, SIBLING, RELATED = "broader", "sibling", "related"
SIBLING_GROUPS = {
    *("Frontend frameworks", "Cloud platforms", "Backend frameworks", "Databases", "Mobile development"),
}
PER_SKILL = 8
LARGEST_FAMILY = 30
"""Skills below one broader skill up to which they are taken for siblings: of a hundred, all that belongs to
banking, one tells little of another."""


def relation_rows(concepts: Concepts, own: list[OwnSkill], downloads: Path) -> list[tuple[str, ...]]:
    """Return (row, kind, other row, strength in thousandths); each pair once, by the strongest kind."""
    pairs: dict[tuple[int, int], tuple[str, int]] = {}
    for kind, first, second, strength in (
        *_broader(concepts, own),
        *_siblings(concepts, own),
        *_shared(concepts, downloads),
    ):
        if first != second and (second, first) not in pairs:
            pairs.setdefault((first, second), (kind, strength))
    return [(str(a), kind, str(b), str(strength)) for (a, b), (kind, strength) in sorted(pairs.items())]


def _find(concepts: Concepts, name: str) -> int | None:
    found = concepts.forms.get(fold_phrase(name))
    return concepts.row(found[0]) if found else None


def _named(concepts: Concepts, name: str) -> int:
    row = _find(concepts, name)
    if row is None:
        raise SystemExit(f"own_skills/ relates to the unknown skill {name!r}")
    return row


def _broader(concepts: Concepts, own: list[OwnSkill]) -> Iterable[tuple[str, int, int, int]]:
    for skill in own:
        for kind, names, strength in ((BROADER, skill.broader, 1000), (SIBLING, skill.see, 800)):
            for name in names:
                yield kind, _named(concepts, skill.name), _named(concepts, name), strength


def _siblings(concepts: Concepts, own: list[OwnSkill]) -> Iterable[tuple[str, int, int, int]]:
    parents: dict[tuple[str, ...], list[OwnSkill]] = {}
    for skill in own:
        if skill.broader or skill.group in SIBLING_GROUPS:
            parents.setdefault((skill.group, *skill.broader), []).append(skill)
    families = [family for family in parents.values() if len(family) <= LARGEST_FAMILY]
    for family in families:
        for one, other in combinations(family, 2):
            yield SIBLING, _named(concepts, one.name), _named(concepts, other.name), 600


def _shared(concepts: Concepts, downloads: Path) -> Iterable[tuple[str, int, int, int]]:
    lists = [_rows(concepts, job["skill"]) for job in ict_occupations(downloads)]
    alone = Counter(row for rows in lists for row in rows)
    together = Counter(pair for rows in lists for pair in combinations(sorted(rows), 2))
    taken: Counter[int] = Counter()
    scored = sorted(
        ((_npmi(n, alone[a], alone[b], len(lists)), a, b) for (a, b), n in together.items() if n > 2)
    )
    for score, a, b in reversed(scored):
        if score > 0.4 and max(taken[a], taken[b]) < PER_SKILL:
            taken.update((a, b))
            yield RELATED, a, b, round(1000 * score)


def _rows(concepts: Concepts, labels: Iterable[str]) -> set[int]:
    return {row for row in (_find(concepts, label) for label in labels) if row is not None}


def _npmi(together: int, one: int, other: int, total: int) -> float:
    """Return normalised pointwise mutual information, in [-1, 1]."""
    if together == total:
        return 0.0
    return log(together * total / (one * other)) / -log(together / total)
