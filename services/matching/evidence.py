"""Weigh what a text names, in whole units.

Every weight becomes a small integer here. Sums of integers do not depend on the order of summation, so
a posting scores the same alone, in a block of a million, or with its features shuffled (decision 0007).
"""

from collections.abc import Collection, Iterable
from math import fsum, inf, sqrt
from typing import NamedTuple

import numpy as np

from domain.codes import Importance
from domain.skills import Keyword, PostingSkill
from domain.trades import TradeVector
from services.matching.columns import columns
from services.matching.damping import TERM_UNIT, Damping
from services.matching.rarity import RarityStatistics
from services.matching.tools import Relations

SKILL_UNIT = 256
"""Units of a required skill of ordinary rarity."""

CREDIT_UNIT = 1024
"""Units of full credit; a related skill earns at most half."""

RELATED_AT_MOST = 0.5

IMPORTANCE = {Importance.REQUIRED: 1.0, Importance.PREFERRED: 0.6, Importance.MENTIONED: 0.35}


class WeighedSkill(NamedTuple):
    """A skill of a posting and its weight, importance × rarity, in units."""

    skill: PostingSkill
    units: int


class Credit(NamedTuple):
    """What a resume earns for a skill, in units; ``via`` is the resume's own skill if only related."""

    units: int
    via: str | None = None


class WeighedTerm(NamedTuple):
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
    return _lightened(weighed, rarity.damping)


def _lightened(skills: dict[str, WeighedSkill], damping: Damping) -> dict[str, WeighedSkill]:
    if not damping.version or not skills:
        return skills
    units = np.array([skill.units for skill in skills.values()], np.int32)
    lighter = damping.lighten(units, damping.of(columns(skills))).tolist()
    return {key: WeighedSkill(skills[key].skill, few) for key, few in zip(skills, lighter, strict=True)}


def credit_skills(skill_ids: Collection[str], relations: Relations) -> dict[str, Credit]:
    """Return what a resume earns per skill: full credit for its own, at most half for related ones."""
    earned = {}
    for skill_id, (share, via) in relations.credit(skill_ids).items():
        units = round(CREDIT_UNIT * min(RELATED_AT_MOST, share))
        if units > 0:
            earned[skill_id] = Credit(units, via)
    earned.update(dict.fromkeys(skill_ids, Credit(CREDIT_UNIT)))
    return earned


def trade_key(trade: int) -> str:
    """Return the key of a trade, which no term's or skill's is."""
    return f"trade:{trade}"


def weigh_trades(vector: TradeVector) -> dict[str, int]:
    """Return what a text reads like, in units by key, of length one at most."""
    shares = zip(vector.trades, vector.weights, strict=True)
    weighed = ((trade_key(trade), round(TERM_UNIT * min(1.0, weight))) for trade, weight in shares)
    return {key: units for key, units in weighed if units > 0}


def weigh_terms(keywords: Iterable[Keyword], damping: Damping) -> dict[str, WeighedTerm]:
    """Return the keywords by key as a vector of length one, without terms too light for a single unit.

    Of two keywords with one key the heavier counts; a weight that is no positive number does not.
    """
    heaviest: dict[str, Keyword] = {}
    for keyword in keywords:
        key = keyword.key or keyword.term.casefold()
        known = heaviest.get(key)
        if 0 < keyword.weight < inf and (known is None or keyword.weight > known.weight):
            heaviest[key] = keyword
    if not heaviest:
        return {}
    most = max(keyword.weight for keyword in heaviest.values())
    scale = TERM_UNIT / sqrt(fsum((keyword.weight / most) ** 2 for keyword in heaviest.values()))
    weighed = ((key, kept.term, round(scale * (kept.weight / most))) for key, kept in heaviest.items())
    return _damped({key: WeighedTerm(term, units) for key, term, units in weighed if units}, damping)


def _damped(terms: dict[str, WeighedTerm], damping: Damping) -> dict[str, WeighedTerm]:
    if not damping.version:
        return terms
    units = np.array([term.units for term in terms.values()], np.int32)
    rows = np.zeros(len(terms), np.int32)
    damped = damping.damp(units, damping.of(columns(terms)), rows, 1).tolist()
    return {key: WeighedTerm(terms[key].term, units) for key, units in zip(terms, damped, strict=True)}
