"""Weigh what a text names, in whole units.

Every weight becomes a small integer here. Sums of integers do not depend on the order of summation, so
a posting scores the same alone, in a block of a million, or with its features shuffled (decision 0007).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum, isfinite, sqrt

from domain.codes import Importance
from domain.skills import Keyword, PostingSkill
from services.matching.rarity import RarityStatistics
from services.matching.tools import Relations

SKILL_UNIT = 256
"""Units of a required skill of ordinary rarity."""

CREDIT_UNIT = 1024
"""Units of full credit; a related skill earns at most half."""

TERM_UNIT = 1 << 15
"""Units of a keyword vector's length: products of two stay below 2**31."""

RELATED_AT_MOST = 0.5

IMPORTANCE = {Importance.REQUIRED: 1.0, Importance.PREFERRED: 0.6, Importance.MENTIONED: 0.35}


@dataclass(frozen=True)
class WeighedSkill:
    """A skill of a posting and its weight, importance × rarity, in units."""

    skill: PostingSkill
    units: int


@dataclass(frozen=True)
class Credit:
    """What a resume earns for a skill, in units; ``via`` is the resume's own skill if only related."""

    units: int
    via: str | None = None


@dataclass(frozen=True)
class WeighedTerm:
    """A keyword as the text writes it, and its share of the unit vector, in units."""

    term: str
    units: int


def weigh_skills(skills: Iterable[PostingSkill], rarity: RarityStatistics) -> dict[str, WeighedSkill]:
    """Return the posting's skills by id; a skill named twice counts once, as strongly as it is ever asked."""
    weighed: dict[str, WeighedSkill] = {}
    for skill in skills:
        units = max(1, round(SKILL_UNIT * IMPORTANCE[skill.importance] * rarity.weight(skill.id)))
        if skill.id not in weighed or units > weighed[skill.id].units:
            weighed[skill.id] = WeighedSkill(skill, units)
    return weighed


def credit_skills(skill_ids: Collection[str], relations: Relations) -> dict[str, Credit]:
    """Return what a resume earns per skill: full credit for its own, at most half for related ones."""
    earned = {}
    for skill_id, (share, via) in relations.credit(skill_ids).items():
        units = round(CREDIT_UNIT * min(RELATED_AT_MOST, share))
        if units > 0:
            earned[skill_id] = Credit(units, via)
    earned.update(dict.fromkeys(skill_ids, Credit(CREDIT_UNIT)))
    return earned


def weigh_terms(keywords: Iterable[Keyword]) -> dict[str, WeighedTerm]:
    """Return the keywords by key as a vector of length one, without terms too light for a single unit."""
    terms: dict[str, str] = {}
    weights: dict[str, list[float]] = {}
    for keyword in keywords:
        key = keyword.key or keyword.term.casefold()
        if isfinite(keyword.weight) and keyword.weight > 0:
            terms.setdefault(key, keyword.term)
            weights.setdefault(key, []).append(keyword.weight)
    units = _unit_vector({key: fsum(parts) for key, parts in weights.items()})
    return {key: WeighedTerm(terms[key], share) for key, share in units.items() if share > 0}


def _unit_vector(weights: Mapping[str, float]) -> dict[str, int]:
    length = sqrt(fsum(weight * weight for weight in weights.values()))
    return {key: round(TERM_UNIT * weight / length) for key, weight in weights.items()} if length else {}
