"""Name what is shipped, for whoever needs the names alone and neither the tagger nor numpy."""

import gzip
import json
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path

from domain.skills import OwnSkill
from services.features.corpus import load_corpus_statistics

_DATA = Path(__file__).resolve().parents[2] / "data"
_FOLDER, _FILTER = _DATA / "taxonomy", _DATA / "models" / "skill_context.json"


def features_named(taxonomy: str, corpus: str) -> str:
    """Return what features read with these two and the shipped context filter must carry to be current."""
    return f"{taxonomy}-{corpus}-{_filter_version()}"


@cache
def _filter_version() -> str:
    version: str = json.loads(_FILTER.read_text())["version"]
    return version


def shipped_version() -> str:
    """Return the version of the shipped tools without loading the skills."""
    taxonomy = json.loads((_FOLDER / "manifest.json").read_text())["version"]
    return features_named(taxonomy, load_corpus_statistics().version)


def shipped_name(skill_id: str) -> str | None:
    """Return the name of a skill of the taxonomy, None when there is none; reads the table anew (20 ms)."""
    with gzip.open(_FOLDER / "skills.tsv.gz", "rt", encoding="utf-8") as lines:
        ids, names = (next(lines).rstrip("\n").split("\t") for _ in range(2))
    return dict(zip(ids, names, strict=True)).get(skill_id)


def own_version(own: Sequence[OwnSkill]) -> str:
    """Return what distinguishes features read with ``own``; empty for none, whatever their order."""
    if not own:
        return ""
    told = sorted([one.id, one.same_as, one.name, *sorted(one.synonyms)] for one in own)
    return "-own." + blake2b(json.dumps(told, default=str).encode(), digest_size=4).hexdigest()
