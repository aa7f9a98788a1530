"""The skills this product knows: concepts, the forms in which texts name them, and how they relate.

The tables are built by ``data/build/taxonomy.py``; sources and licences stand in ``data/ATTRIBUTION.md``.
"""

import gzip
import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.skills import Skill
from services.features.plain_text import fold_phrase

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "taxonomy"

OWN_SOURCE = "rolefit"
SOURCES = ("rolefit", "esco-1.1.1", "skill-extractor-0.2.0", "onet-30.3", "linguist-languages-9.5.0")


@dataclass(frozen=True)
class Relation:
    """Relate a skill to another: ``kind`` broader, narrower, sibling or related; strength in (0, 1]."""

    skill_id: str
    kind: str
    strength: float


@dataclass(frozen=True)
class SurfaceForms:
    """Parallel columns, one entry a form: folded text, row of its skill, Zipf frequency, source, flag.

    ``sources`` are indexes into :data:`SOURCES`, of the first source alone;
    ``prose`` marks forms that are ordinary words too.
    """

    texts: list[str]
    rows: NDArray[np.int32]
    zipf: NDArray[np.float32]
    prose: NDArray[np.bool_]
    sources: NDArray[np.int64]

    @cached_property
    def certain(self) -> NDArray[np.bool_]:
        """Tell which forms are vouched for and no ordinary words."""
        flags: NDArray[np.bool_] = self.trusted & ~self.prose
        return flags

    @property
    def trusted(self) -> NDArray[np.bool_]:
        """Tell which forms the project or a user vouches for."""
        flags: NDArray[np.bool_] = self.sources == SOURCES.index(OWN_SOURCE)
        return flags


@dataclass(frozen=True)
class Taxonomy:
    """All skills by row; look-ups by id and by surface form."""

    version: str
    ids: list[str] = field(repr=False)
    names: list[str] = field(repr=False)
    groups: list[str] = field(repr=False)
    forms: SurfaceForms = field(repr=False)
    links: list[tuple[int, str, int, float]] = field(repr=False)

    def at(self, row: int) -> Skill:
        """Return the skill of a row."""
        return Skill(self.ids[row], self.names[row], self.groups[row] or None)

    def get(self, skill_id: str) -> Skill | None:
        """Return the skill with this id, None when there is none."""
        row = self._row_of_id.get(skill_id)
        return None if row is None else self.at(row)

    def find(self, phrase: str) -> Skill | None:
        """Return the skill that a phrase names in any letter case, None when no form equals it."""
        row = self._row_of_form.get(fold_phrase(phrase))
        return None if row is None else self.at(row)

    def frequency(self, phrase: str) -> float:
        """Return the Zipf frequency of a form (that of its rarest word), 0 for what is no form."""
        return self._frequencies.get(fold_phrase(phrase), 0.0)

    def relations(self, skill_id: str) -> tuple[Relation, ...]:
        """Return what a skill is related to, in both directions, strongest first."""
        return self._relations.get(skill_id, ())

    @cached_property
    def _row_of_id(self) -> dict[str, int]:
        return {skill_id: row for row, skill_id in enumerate(self.ids)}

    @cached_property
    def _row_of_form(self) -> dict[str, int]:
        return dict(zip(self.forms.texts, self.forms.rows.tolist(), strict=True))

    @cached_property
    def _frequencies(self) -> dict[str, float]:
        return dict(zip(self.forms.texts, self.forms.zipf.tolist(), strict=True))

    @cached_property
    def _relations(self) -> dict[str, tuple[Relation, ...]]:
        found: dict[str, list[Relation]] = {}
        for first, kind, second, strength in self.links:
            back = "narrower" if kind == "broader" else kind
            found.setdefault(self.ids[first], []).append(Relation(self.ids[second], kind, strength))
            found.setdefault(self.ids[second], []).append(Relation(self.ids[first], back, strength))
        return {
            skill_id: tuple(sorted(relations, key=lambda relation: (-relation.strength, relation.skill_id)))
            for skill_id, relations in found.items()
        }


@cache
def load_taxonomy(folder: Path = SHIPPED) -> Taxonomy:
    """Read the shipped tables; FileNotFoundError when they were never built."""
    ids, names, groups, _ = _columns(folder / "skills.tsv.gz")
    first, kinds, second, strengths = _columns(folder / "relations.tsv.gz")
    links = zip(map(int, first), kinds, map(int, second), (int(s) / 1000 for s in strengths), strict=True)
    version = json.loads((folder / "manifest.json").read_text())["version"]
    return Taxonomy(version, ids, names, groups, _forms(folder / "surfaces.tsv.gz"), list(links))


def _forms(path: Path) -> SurfaceForms:
    texts, rows, zipf, prose, sources = _columns(path)
    return SurfaceForms(
        texts,
        np.array(rows, dtype=np.int32),
        np.array(zipf, dtype=np.float32) / np.float32(10),
        np.array(prose) == "1",
        np.array([SOURCES.index(source.partition("+")[0]) for source in sources], dtype=np.int64),
    )


def _columns(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().split("\n")]
