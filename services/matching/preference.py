"""Score what a person prefers: how a posting resembles those liked before, rather than those disliked.

Leanings are log odds in whole units, learnt by ``services.learning.preferences``. Only the posting is read:
no skill and no year of a resume changes a preference, so that more of them never lower a score.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.matches import Leaning
from domain.postings import PostingFeatures
from domain.preferences import LINE_OF_WORK, Preferences
from services.features.kinds import KIND
from services.matching.evidence import WeighedSkill, WeighedTerm, weigh_trades
from services.matching.formula import LOG_ODDS, preferred_tenths
from services.matching.kinship import weigh_kinds
from services.matching.matrix import Block
from services.matching.positions import weigh_title
from services.matching.vectors import SparseVector

LEANING_UNIT = 1024
"""Units of a leaning of one in log odds."""

MOST_NAMED = 6
"""Leanings of either kind shown with a score."""

_POINTS = 100 / LOG_ODDS

Parts = tuple[Mapping[str, WeighedTerm], ...]
"""Skills, keywords, what the title names, and trades of a posting, by key."""


class PreferenceReading(NamedTuple):
    """What a posting is preferred by in log odds, and what in it leads to that, in points by name."""

    odds: float
    liked: tuple[Leaning, ...]
    disliked: tuple[Leaning, ...]


def preference_of(block: Block, leanings: Sequence[SparseVector]) -> NDArray[np.float64]:
    """Return what every posting of the block is preferred by, in whole tenths of a point."""
    odds = np.zeros(len(block))
    for index, leaning in zip((block.skills, block.terms, block.titles, block.trades), leanings, strict=True):
        odds += index.products(leaning) / index.lengths
    return preferred_tenths(odds / LEANING_UNIT)


def read_preference(preferences: Preferences, posting: Parts) -> PreferenceReading:
    """Return what one posting is preferred by, with the very arithmetic of :func:`preference_of`."""
    odds, named, spelled = 0.0, defaultdict[str, float](float), dict[str, str]()
    for part, leanings in zip(posting, preferences.parts, strict=True):
        products = {key: leanings[key] * word.units for key, word in part.items() if key in leanings}
        length = sqrt(max(1.0, float(sum(word.units**2 for word in part.values()))))
        odds += sum(products.values()) / length
        for key, product in products.items():
            word = part[key].term
            named[spelled.setdefault(word.casefold(), word)] += product / length / LEANING_UNIT * _POINTS
    liked, disliked = strongest(named)
    return PreferenceReading(odds / LEANING_UNIT, liked[:MOST_NAMED], disliked[:MOST_NAMED])


def parts_of(
    features: PostingFeatures, skills: Mapping[str, WeighedSkill], terms: Mapping[str, WeighedTerm]
) -> Parts:
    """Return what a posting names by key, in units, as its vector has it; skills and terms are weighed."""
    kinds = weigh_kinds(features.title)
    trades = weigh_trades(features.trades)
    return (
        {key: WeighedTerm(one.skill.name, one.units) for key, one in skills.items()},
        terms,
        weigh_title(features.title)
        | {key: WeighedTerm(key.removeprefix(KIND), units) for key, units in kinds.items()},
        {key: WeighedTerm(LINE_OF_WORK, units) for key, units in trades.items()},
    )


def strongest(named: Mapping[str, float]) -> tuple[tuple[Leaning, ...], tuple[Leaning, ...]]:
    """Return what is liked and what is disliked of points by name, the strongest first."""
    ordered = sorted(named.items(), key=lambda one: (-abs(one[1]), one[0]))
    shown = [Leaning(name, round(points, 2)) for name, points in ordered]
    return tuple(one for one in shown if one.points > 0), tuple(one for one in shown if one.points < 0)
