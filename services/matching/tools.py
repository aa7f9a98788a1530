"""What scoring needs besides the resume and the postings: relations between skills, and their rarity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from services.matching.damping import Damping
from services.matching.rarity import RarityStatistics


class Relations(Protocol):
    """Knows which skills are close to which (broader, sibling, often together)."""

    def credit(self, resume_skill_ids: Collection[str], /) -> Mapping[str, tuple[float, str]]:
        """Return ``{skill id: (credit in [0, 0.5], id of the resume's skill that earns it)}``.

        More skills must never lower a credit.
        """


class NoRelations:
    """Grant nothing for related skills."""

    def credit(self, _resume_skill_ids: Collection[str], /) -> Mapping[str, tuple[float, str]]:
        """Return no credit for any skill."""
        return {}


@dataclass(frozen=True)
class MatchTools:
    """Relations and rarity, loaded once per process."""

    relations: Relations = field(default_factory=NoRelations)
    rarity: RarityStatistics = field(default_factory=RarityStatistics)

    def counting(self, damping: Damping) -> "MatchTools":
        """Return the same tools for an account among whose postings these words weigh less."""
        return replace(self, rarity=replace(self.rarity, damping=damping))
