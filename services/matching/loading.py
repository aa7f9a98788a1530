"""Load what scoring needs, once per process and shared by fork."""

import json
from functools import cache
from pathlib import Path

from services.features.relations import TaxonomyRelations
from services.features.taxonomy import load_taxonomy
from services.matching.rarity import RarityStatistics
from services.matching.tools import MatchTools

DATA = Path(__file__).resolve().parents[2] / "data"
SHIPPED = DATA / "corpus" / "skill_rarity.json"


@cache
def load_match_tools() -> MatchTools:
    """Return the taxonomy's relations and the shipped rarity; FileNotFoundError if never built."""
    return MatchTools(TaxonomyRelations(load_taxonomy()), load_rarity())


@cache
def load_rarity(path: Path = SHIPPED) -> RarityStatistics:
    """Read counted statistics, as ``data/build/skill_rarity.py`` wrote them."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return RarityStatistics(record["version"], record["documents"], record["frequencies"])
