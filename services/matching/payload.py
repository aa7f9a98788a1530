"""A posting's vector as bytes, and many of them as a block, without an object per posting.

The bytes are records of twelve: a 64-bit column and 32-bit units, little-endian. The first two tell what is
asked and how many skills, terms and title words follow; the rest, after these, are trades.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.experience import Asked
from services.matching.formula import ALGORITHM
from services.matching.inverted import Entries, Inverted
from services.matching.matrix import Block
from services.matching.vectors import PostingVector, SparseVector

LAYOUT = 2
"""Raise it with any change of the bytes: what was stored in another layout is made again."""

RECORD = np.dtype([("column", "<i8"), ("units", "<i4")])
_HEAD = 2
_LEVELS = 8
_NO_LEVEL = 7
_KINDS = 64
"""Ways to ask, by level and certainty; the number of title words stands above them."""


@dataclass(frozen=True)
class Packed:
    """Stored vectors side by side: row keys, seconds since 1970 when posted, and bytes."""

    ids: Sequence[int]
    posted: Sequence[int]
    payloads: Sequence[bytes | memoryview]


def payload_version(rarity: str) -> str:
    """Return what stored bytes must carry to be used: layout, algorithm and rarity statistics."""
    return f"{LAYOUT}-{ALGORITHM}-{rarity}"


def pack(vector: PostingVector) -> bytes:
    """Return the vector's bytes: 24, and 12 an entry. Id and date are kept beside."""
    asked = vector.asked
    level = _NO_LEVEL if asked.level is None else asked.level
    head = np.zeros(_HEAD, dtype=RECORD)
    head["column"][0] = np.float64(asked.years).view(np.int64)
    kind = round(2 * asked.certainty) * _LEVELS + level
    head["column"][1] = len(vector.title.columns) * _KINDS + kind
    head["units"] = len(vector.skills.columns), len(vector.terms.columns)
    parts = (_records(part) for part in (vector.skills, vector.terms, vector.title, vector.trades))
    return np.concatenate([head, *parts]).tobytes()


def unpack(packed: Packed) -> Block:
    """Return the vectors as one block; rows keep their order."""
    rows = len(packed.ids)
    records = np.frombuffer(b"".join(packed.payloads), dtype=RECORD)
    lengths = np.fromiter(map(len, packed.payloads), np.int64, rows) // RECORD.itemsize
    starts = np.cumsum(lengths) - lengths
    titles, kinds = np.divmod(records["column"][starts + 1], _KINDS)
    asks, asked = _asked(records["column"][starts], kinds)
    skills, terms = (records["units"][starts + place].astype(np.int64) for place in (0, 1))
    counts = (skills, terms, titles, lengths - _HEAD - skills - terms - titles)
    indexes = []
    first = starts + _HEAD
    for count in counts:
        indexes.append(_index(records, first, count))
        first = first + count
    ids, posted = (np.fromiter(values, np.int64, rows) for values in (packed.ids, packed.posted))
    return Block(ids, posted, asks, asked, *indexes)


def _records(vector: SparseVector) -> NDArray[np.void]:
    records = np.empty(len(vector.columns), dtype=RECORD)
    records["column"], records["units"] = vector.columns, vector.units
    return records


def _asked(years: NDArray[np.int64], rest: NDArray[np.int64]) -> tuple[NDArray[np.int32], tuple[Asked, ...]]:
    """Return for each row which of the distinct requirements it has, and these."""
    kinds, asks = np.unique(np.stack([years, rest], axis=1), axis=0, return_inverse=True)
    return asks.reshape(-1).astype(np.int32), tuple(_kind(int(bits), int(code)) for bits, code in kinds)


def _kind(bits: int, code: int) -> Asked:
    level = code % _LEVELS
    years = float(np.int64(bits).view(np.float64))
    return Asked(years, None if level == _NO_LEVEL else level, code // _LEVELS / 2)


def _index(records: NDArray[np.void], first: NDArray[np.int64], count: NDArray[np.int64]) -> Inverted:
    rows = np.repeat(np.arange(len(count), dtype=np.int32), count)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    chosen = records[np.repeat(first, count) + within]
    entries = Entries(chosen["column"].copy(), rows, chosen["units"].copy())
    return Inverted.of(entries, len(count))
