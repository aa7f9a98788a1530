"""Score years and level: monotone and continuous in years, neutral where the posting does not say."""

from dataclasses import dataclass

from domain.postings import Requirements

NEUTRAL = 0.5
"""Score of a posting that asks for no years and no level."""

LEVEL_SHARE = 0.25
"""Share of the level when both sides state one; the rest belongs to the years."""

LEVEL_STEP = 0.25
"""Loss per level that the resume stands below the posting. Standing above costs nothing."""

TYPICAL_YEARS = {1: 0.0, 2: 0.0, 3: 2.0, 4: 4.0, 5: 8.0, 6: 12.0}
"""Years assumed for a level where a posting names no years; such a reading counts half."""

MOST_YEARS = 60.0


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


def score_experience(years: float, level: int | None, asked: Asked) -> float:
    """Return a score in [0, 1] that never falls with ``years`` or ``level``.

    One year of grace on both sides keeps the first year of a career from being worth nothing.
    """
    met = min(1.0, (max(0.0, years) + 1) / (asked.years + 1))
    if level is not None and asked.level is not None:
        reached = max(0.0, 1 - LEVEL_STEP * max(0, asked.level - level))
        met = (1 - LEVEL_SHARE) * met + LEVEL_SHARE * reached
    return NEUTRAL + asked.certainty * (met - NEUTRAL)
