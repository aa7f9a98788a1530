"""An inverted index over a block of postings: from a skill or term to the postings that have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from services.matching.vectors import SparseVector

_MOST_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Entries:
    """Non-zero values as parallel arrays: column, row (posting) and units."""

    columns: NDArray[np.int64]
    rows: NDArray[np.int32]
    units: NDArray[np.int32]

    @classmethod
    def of(cls, vectors: Sequence[SparseVector]) -> "Entries":
        """Stack vectors: the first is row 0, the second row 1, and so on."""
        lengths = [len(vector.columns) for vector in vectors]
        rows = np.repeat(np.arange(len(vectors), dtype=np.int32), lengths)
        columns = [np.empty(0, np.int64), *(vector.columns for vector in vectors)]
        units = [np.empty(0, np.int32), *(vector.units for vector in vectors)]
        return cls(np.concatenate(columns), rows, np.concatenate(units))

    def followed_by(self, other: "Entries", first_row: int) -> "Entries":
        """Return these entries and the other's, whose rows begin at ``first_row``."""
        return Entries(
            np.concatenate([self.columns, other.columns]),
            np.concatenate([self.rows, other.rows + np.int32(first_row)]),
            np.concatenate([self.units, other.units]),
        )


@dataclass(frozen=True, eq=False)
class Inverted:
    """Sparse matrix of (columns present) × (postings); 8 bytes per entry and 12 per distinct column."""

    columns: NDArray[np.int64]
    matrix: csr_array

    @classmethod
    def of(cls, entries: Entries, rows: int) -> "Inverted":
        """Index the entries of ``rows`` postings."""
        order = np.argsort(entries.columns, kind="stable")
        ordered = entries.columns[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))
        pointers = np.append(starts, len(order)).astype(np.int32)
        values = (entries.units[order], entries.rows[order], pointers)
        return cls(ordered[starts], csr_array(values, shape=(len(starts), rows)))

    @classmethod
    def by_row(
        cls, columns: NDArray[np.int64], units: NDArray[np.int32], counts: NDArray[np.int64]
    ) -> "Inverted":
        """Index entries that stand row by row, ``counts`` of them in each: nothing need be sorted."""
        distinct, places = _numbered(columns)
        pointers = np.append(0, np.cumsum(counts)).astype(np.int32)
        by_row = csr_array((units, places, pointers), shape=(len(counts), len(distinct)))
        return cls(distinct, csr_array(by_row.tocsc().T))

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """Length in units of every posting's vector, 1 for one without entries.

        The sums of squares are whole numbers below 2**53, and a square root is rounded correctly.
        """
        squares = self.matrix.data.astype(np.float64) ** 2
        sums = np.bincount(self.matrix.indices, squares, self.matrix.shape[1])
        return np.sqrt(np.maximum(sums, 1.0))

    def entries(self) -> Entries:
        """Return what was indexed, sorted by column."""
        lengths = np.diff(self.matrix.indptr)
        return Entries(np.repeat(self.columns, lengths), self.matrix.indices, self.matrix.data)

    def weighed(self, units: NDArray[np.int32]) -> "Inverted":
        """Return the same entries, as :meth:`entries` lists them, with other units."""
        matrix = (units, self.matrix.indices, self.matrix.indptr)
        return Inverted(self.columns, csr_array(matrix, shape=self.matrix.shape))

    def parted(self, columns: NDArray[np.int64]) -> tuple["Inverted", "Inverted"]:
        """Return the index without these columns, and the one of these alone."""
        chosen = np.isin(self.columns, columns)
        rest, part = (np.flatnonzero(mask) for mask in (~chosen, chosen))
        return (
            Inverted(self.columns[rest], csr_array(self.matrix[rest])),
            Inverted(self.columns[part], csr_array(self.matrix[part])),
        )

    def products(self, vector: SparseVector) -> NDArray[np.int32]:
        """Return Σ units × units with every posting, reading only the columns the vector has.

        These are taken out and multiplied as a dense vector: half of the time of sparse times sparse.
        """
        places = np.searchsorted(self.columns, vector.columns)
        found = places < len(self.columns)
        found[found] = self.columns[places[found]] == vector.columns[found]
        products: NDArray[np.int32] = vector.units[found] @ self.matrix[places[found]]
        return products


def _numbered(columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the distinct columns in order, and the place among them of each.

    Columns are hashes or small numbers, few of them distinct: each has a slot of a table to itself, but for
    one in a hundred, which is searched for.
    """
    bits = min(len(columns).bit_length() + 2, _MOST_BITS)
    slots = (columns.view(np.uint64) * _SPREAD) >> np.uint64(64 - bits)
    table = np.zeros(1 << bits, np.int64)
    table[slots] = columns
    taken = np.zeros(1 << bits, np.bool_)
    taken[slots] = True
    crowded = np.flatnonzero(table[slots] != columns)
    owners = np.flatnonzero(taken)
    distinct = np.unique(np.concatenate([table[owners], columns[crowded]]))
    numbers = np.zeros(1 << bits, np.int32)
    numbers[owners] = np.searchsorted(distinct, table[owners])
    places = numbers[slots]
    places[crowded] = np.searchsorted(distinct, columns[crowded])
    return distinct, places
