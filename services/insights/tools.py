"""What insights need of the taxonomy and the scoring, loaded on the first question."""

from dataclasses import dataclass
from functools import cache

from domain.skills import Skill
from services.features.taxonomy import Taxonomy, load_taxonomy
from services.matching.loading import load_match_tools
from services.matching.tools import MatchTools


@dataclass(frozen=True)
class InsightTools:
    """Skills by id and name, and what scoring needs."""

    taxonomy: Taxonomy
    matching: MatchTools

    def find_skill(self, written: str) -> Skill | None:
        """Return the skill with this id or name, in any letter case."""
        return self.taxonomy.get(written) or self.taxonomy.find(written)


@cache
def load_insight_tools() -> InsightTools:
    """Load them once per process: about half a second and 50 MB."""
    return InsightTools(load_taxonomy(), load_match_tools())
