"""Grant partial credit for a skill that is close to one a resume has: never more than half."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.features.taxonomy import Relation, Taxonomy

CREDIT = {"narrower": 0.25, "broader": 0.5, "sibling": 0.4, "related": 0.3}
"""Credit at full strength, by how the wanted skill relates to the resume's own skill.

Who writes Django knows Python ("broader", 0.5); who writes Python may learn Django ("narrower", 0.25).
"""


@dataclass(frozen=True)
class TaxonomyRelations:
    """Credit by the taxonomy's relations (the matching service's ``Relations``)."""

    taxonomy: Taxonomy

    def credit(self, resume_skill_ids: Collection[str], /) -> Mapping[str, tuple[float, str]]:
        """Return ``{skill id: (credit in [0, 0.5], id of the resume's skill that earns it)}``.

        The best relation counts alone, so more skills never lower a credit; ties go to the smaller id.
        """
        best: dict[str, tuple[float, str]] = {}
        for skill_id in sorted(resume_skill_ids):
            for relation in self.taxonomy.relations(skill_id):
                credit = _credit(relation)
                if credit > best.get(relation.skill_id, (0.0, ""))[0]:
                    best[relation.skill_id] = (credit, skill_id)
        return best


def _credit(relation: Relation) -> float:
    return CREDIT[relation.kind] * relation.strength
