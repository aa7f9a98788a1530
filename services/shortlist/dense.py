"""From all that is scored to a dense vector of few dimensions, by hashing: nothing is fitted or kept.

Every column falls on four of the dimensions, with a sign each (a sparse random projection: Achlioptas 2003,
Kane and Nelson 2014), so that the product of two dense vectors estimates that of the sparse ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from domain.searches import Weights
from services.matching.experience import TRADE_SHARE
from services.matching.inverted import Inverted
from services.matching.matrix import Block
from services.matching.vectors import ResumeVector, SparseVector, kinds_vector

DIMENSIONS = 512
"""Recall@100 in the nearest 2,000 of 100,000 mixed postings is .96, .98 to .99 with other hashes (0015)."""

TIMES = 4
"""Dimensions that a column falls on."""

UNITS = 2_000
"""Whole units that a length of one is: 16-bit floats tell them apart."""

_WEIGHTS = Weights()
SHARES = (
    _WEIGHTS.skills,
    _WEIGHTS.keywords,
    _WEIGHTS.experience * (1 - TRADE_SHARE),
    _WEIGHTS.experience * TRADE_SHARE,
    0.05,
)
"""What skills, terms, title words and trades count for in the score, and so in a dense space. Kinds of work
only multiply there; with .05 most is found (recall@100 in 2,000 of 50,000: .992, .984 without them)."""

SPACE = f"hash-{DIMENSIONS}-{TIMES}-{UNITS}-{len(SHARES)}"
"""Name of the space: vectors of another one cannot be compared."""

_STEPS = tuple(map(np.uint64, (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)))
Dense = NDArray[np.float32]
Small = NDArray[np.int16]


def dense_postings(block: Block) -> Small:
    """Return a row in units per posting of the block."""
    rows = np.zeros((len(block), DIMENSIONS), np.float32)
    for kind, (part, share) in enumerate(zip(parts_of(block), SHARES, strict=True)):
        sparse = scaled(csr_array(part.matrix.T.astype(np.float32)))
        rows += (sparse @ _hashed(part.columns, kind)).toarray() * np.float32(share**0.5)
    return _in_units(rows)


def dense_resume(resume: ResumeVector) -> Small:
    """Return the resume's vector in units."""
    rows = np.zeros((1, DIMENSIONS), np.float32)
    for kind, (vector, share) in enumerate(zip(vectors_of(resume), SHARES, strict=True)):
        values = unit_rows(vector.units[None].astype(np.float32))
        rows += values @ _hashed(vector.columns, kind).toarray() * np.float32(share**0.5)
    units: Small = _in_units(rows)[0]
    return units


def parts_of(block: Block) -> tuple[Inverted, ...]:
    """Return the indexes of a block in the order of :data:`SHARES`."""
    titles, kinds = block.titles.parted(kinds_vector().columns)
    return block.skills, block.terms, titles, block.trades, kinds


def vectors_of(resume: ResumeVector) -> tuple[SparseVector, ...]:
    """Return the vectors of a resume in the order of :data:`SHARES`."""
    skills, terms, titles = resume.credit_vector, resume.term_vector, resume.title_vector
    return skills, terms, titles, resume.trade_vector, resume.kind_vector


def scaled(rows: Any) -> Any:
    """Return sparse rows of length one; empty ones, and no columns at all, stay as they are."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).reshape(-1))
    return rows.multiply((1 / np.maximum(lengths, 1e-9)).astype(np.float32)[:, None]).tocsr()


def unit_rows(rows: Dense) -> Dense:
    """Return rows of length one; empty ones stay as they are."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Dense = np.ascontiguousarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
    return unit


def _hashed(columns: NDArray[np.int64], kind: int) -> csr_array:
    """Return columns × dimensions: where each column falls, and with which sign."""
    rounds = kind * TIMES + np.arange(1, TIMES + 1, dtype=np.uint64)
    mixed = columns.view(np.uint64)[:, None] + rounds * _STEPS[0]
    for shift, step in ((30, _STEPS[1]), (27, _STEPS[2]), (31, np.uint64(1))):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * step
    signs = np.where(mixed & np.uint64(1), 1, -1).astype(np.float32) / TIMES**0.5
    places = ((mixed >> np.uint64(1)) % np.uint64(DIMENSIONS)).astype(np.int64)
    pointers = np.arange(0, signs.size + 1, TIMES)
    return csr_array((signs.ravel(), places.ravel(), pointers), shape=(len(columns), DIMENSIONS))


def _in_units(rows: Dense) -> Small:
    units: Small = np.rint(unit_rows(rows) * UNITS).astype(np.int16)
    return units
