"""Score experience: how near the resume's positions are, and whether years and level reach what is asked.

Monotone and continuous in years, neutral where the posting does not say. Written once for single numbers and
for arrays, with IEEE additions, products and minima only, as :mod:`formula`.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.postings import Requirements
from services.matching.damping import TERM_UNIT
from services.matching.evidence import CREDIT_UNIT
from services.matching.positions import YEAR_UNIT

NEUTRAL = 0.5
"""Score of a posting that asks for no years and no level."""

LEVEL_SHARE = 0.25
"""Share of the level when both sides state one; the rest belongs to the years."""

LEVEL_STEP = 0.25
"""Loss per level that the resume stands below the posting. Standing above costs nothing."""

TYPICAL_YEARS = {1: 0.0, 2: 0.0, 3: 2.0, 4: 4.0, 5: 8.0, 6: 12.0}
"""Years assumed for a level where a posting names no years; such a reading counts half."""

MOST_YEARS = 60.0

TRADE_SHARE = 0.6
"""Share of nearness that what both texts read like has; the rest belongs to the titles."""

CLOSE_TRADE = 0.8
"""Cosine of two texts' trades that counts as full: those of one trade rarely have more."""

KIND_SHARE = 0.5
"""Share of nearness that is lost where the resume's positions are of other kinds of work than the title."""

UNSAID_KIND = 0.75
"""How near in kind a title counts that names none: neither as one that fits nor as one that does not."""

YEARS_SHARE = 0.25
"""Share of a near line of work that years and level decide."""

ELSEWHERE = 0.4
"""What a year in another line of work counts."""

Number = TypeVar("Number", float, NDArray[np.float64])


@dataclass(frozen=True)
class Asked:
    """What a posting asks: at least ``years``, at ``level``.

    ``certainty`` is 1 where years are stated, 0.5 where assumed from the level, 0 where nothing is said.
    """

    years: float = 0.0
    level: int | None = None
    certainty: float = 0.0


def read_asked(requirements: Requirements) -> Asked:
    """Return what the requirements ask for; a bare upper limit asks for no years at all, and is met."""
    least, most, level = requirements.min_years, requirements.max_years, requirements.level
    level = level if level in TYPICAL_YEARS else None
    if least is not None or most is not None:
        return Asked(min(MOST_YEARS, max(0.0, least or 0.0)), level, 1.0)
    if level is not None:
        return Asked(TYPICAL_YEARS[level], level, 0.5)
    return Asked()


def experience_line(level: int | None, asked: Asked) -> tuple[float, float, float]:
    """Return (years asked, slope, base) so that ``slope * met + base`` scores years and level."""
    share, reached = 0.0, 0.0
    if level is not None and asked.level is not None:
        share, reached = LEVEL_SHARE, max(0.0, 1 - LEVEL_STEP * max(0, asked.level - level))
    base = NEUTRAL + asked.certainty * (share * reached - NEUTRAL)
    return asked.years, asked.certainty * (1 - share), base


def years_met(years: Number, asked: Number) -> Number:
    """Return the share of the years asked; a year of grace keeps the first one from being worth nothing."""
    met: Number = np.minimum(1.0, (years + 1) / (asked + 1))
    return met


def title_nearness(product: Number) -> Number:
    """Return how near titles are, in [0, 1], from the product of their vectors in units."""
    near: Number = np.minimum(product / (TERM_UNIT * CREDIT_UNIT), 1.0)
    return near


def relevant_years(years: float, product: Number) -> Number:
    """Return the years that count: whole in positions like the posting's, by :data:`ELSEWHERE` in others.

    ``product`` is that of the title's vector with the years held under each word, in units.
    """
    alike: Number = np.minimum(product / (TERM_UNIT * YEAR_UNIT), years)
    return ELSEWHERE * years + (1 - ELSEWHERE) * alike


def trade_nearness(product: Number) -> Number:
    """Return how near what two texts read like is, in [0, 1], from the product of their vectors in units."""
    near: Number = np.minimum(product / (CLOSE_TRADE * TERM_UNIT * TERM_UNIT), 1.0)
    return near


def nearness(title: Number, trade: Number) -> Number:
    """Return how near two lines of work are, by title and by text."""
    return (1 - TRADE_SHARE) * title + TRADE_SHARE * trade


def kind_nearness(product: Number) -> Number:
    """Return how near kinds of work are, in [0, 1], from the product of their vectors in units."""
    near: Number = np.minimum(product / (TERM_UNIT * CREDIT_UNIT), 1.0)
    return near


def of_kind(near: Number, kind: Number) -> Number:
    """Return nearness with kinds of work in it: forestry technicians work near foresters, not as they do."""
    return near * ((1 - KIND_SHARE) + KIND_SHARE * kind)


def with_nearness(score: Number, near: Number) -> Number:
    """Return the experience sub-score from that of years and level: they count where the work is near."""
    return near * ((1 - YEARS_SHARE) + YEARS_SHARE * score)
