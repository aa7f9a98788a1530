"""Score how alike a posting and a resume's positions are in meaning, from a sentence model's vectors.

The nearest position counts, so that a further one never lowers a score. Vectors are kept in whole units:
their products are exact, whoever computes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matching.formula import in_steps

MEANING_UNIT = 1 << 14
"""Units of a vector's length: a component fits 16 bits."""

STRANGE, ALIKE = 0.1, 0.6
"""Cosines that count as nothing and as full: of texts of unlike trades, and of one trade."""

Units = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class PositionMeanings:
    """The positions of a resume by name, and a row of units for each."""

    names: tuple[str | None, ...]
    units: Units

    @classmethod
    def of(cls, names: Iterable[str | None], units: Units) -> "PositionMeanings":
        """Return positions by the units of all, one after another; a resume may hold none."""
        held = tuple(names)
        return cls(held, units.reshape(len(held), len(units) // max(len(held), 1)))


class Likeness(NamedTuple):
    """The semantic sub-score in ten-thousandths, the cosine behind it, and the position it is of.

    Cosine and position are None where the resume tells nothing to compare: the sub-score is then 0.
    """

    steps: int
    cosine: float | None = None
    position: str | None = None


def in_units(vectors: NDArray[np.float32]) -> Units:
    """Return vectors of length one in whole units."""
    units: Units = np.rint(vectors * MEANING_UNIT).astype(np.int16)
    return units


def likeness(positions: PositionMeanings, posting: Units) -> Likeness:
    """Return how alike a posting is to the nearest of the positions, the first of equals."""
    if not len(positions.units):
        return Likeness(0)
    products = positions.units.astype(np.int64) @ posting.astype(np.int64)
    nearest = int(products.argmax())
    cosine = float(products[nearest]) / MEANING_UNIT**2
    steps = int(in_steps((cosine - STRANGE) / (ALIKE - STRANGE)))
    return Likeness(steps, round(cosine, 4), positions.names[nearest])


def steps_of(one: Likeness | None) -> int:
    """Return the sub-score in ten-thousandths: 0 for what was not compared."""
    return 0 if one is None else one.steps
