"""Let words and skills that most stored postings share weigh less: "equal opportunity", an agency's name.

The shipped statistics know what is common in postings; what is common in the postings of one account, its
boards and employers, is counted from their vectors, stored, and renewed daily: never from the postings of
one search, so that no posting's score depends on the others beside it.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FACTOR_UNIT = 256
"""Units of a factor of one."""

TERM_UNIT = 1 << 15
"""Units of a keyword vector's length: products of two stay below 2**31."""


def _none() -> NDArray[np.int64]:
    return np.empty(0, np.int64)


@dataclass(frozen=True, eq=False)
class Damping:
    """Factors below one, in units, by sorted column of a term or skill; ``version`` names this very count."""

    version: str = ""
    documents: int = 0
    columns: NDArray[np.int64] = field(default_factory=_none)
    factors: NDArray[np.int64] = field(default_factory=_none)

    def of(self, wanted: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the factor of each column, whole where nothing is damped."""
        if not len(self.columns):
            return np.full(len(wanted), FACTOR_UNIT, np.int64)
        places = np.minimum(np.searchsorted(self.columns, wanted), len(self.columns) - 1)
        return np.where(self.columns[places] == wanted, self.factors[places], FACTOR_UNIT)

    def lighten(self, units: NDArray[np.int32], factors: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the units of skills damped: at least one, as what is named is never worth nothing."""
        lighter = (units * factors + FACTOR_UNIT // 2) // FACTOR_UNIT
        whole: NDArray[np.int32] = np.maximum(lighter, 1).astype(np.int32)
        return whole

    def damp(
        self, units: NDArray[np.int32], factors: NDArray[np.int64], rows: NDArray[np.int32], count: int
    ) -> NDArray[np.int32]:
        """Return the units of ``count`` vectors' terms damped, each vector of length one again.

        The sums of squares are whole numbers below 2**53: they do not depend on the order of the terms.
        """
        products = units * factors
        squares = np.bincount(rows, (products * products).astype(np.float64), count)
        scales = TERM_UNIT / np.sqrt(np.maximum(squares, 1.0))
        damped: NDArray[np.int32] = np.rint(products * scales[rows]).astype(np.int32)
        return damped
