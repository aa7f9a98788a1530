"""A posting's vector as bytes, and many of them as a block, without an object per posting.

The bytes are records of twelve: a 64-bit column and 32-bit units, little-endian. The first two tell what is
asked and how many skills, terms and title words follow; the rest, after these, are trades.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.matching.experience import Asked
from services.matching.inverted import Inverted
from services.matching.matrix import Block
from services.matching.vectors import PostingVector, SparseVector
from services.matching.version import ALGORITHM

LAYOUT = 2
"""Raise it with any change of the bytes: what was stored in another layout is made again."""

RECORD = np.dtype([("column", "<i8"), ("units", "<i4")])
_HEAD = 2
_PARTS = np.arange(5, dtype=np.uint8)
"""Head, skills, terms, title words, trades."""

_LEVELS = 8
_NO_LEVEL = 7
_KINDS = 64
"""Ways to ask, by level and certainty; the number of title words stands above them."""


@dataclass(frozen=True)
class Packed:
    """Stored vectors: row keys, seconds since 1970 when posted, and their bytes one after another."""

    ids: NDArray[np.int64]
    posted: NDArray[np.int64]
    lengths: NDArray[np.int64]
    payloads: bytes

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, bytes | memoryview]]) -> "Packed":
        """Put rows of key, date and bytes side by side."""
        ids, posted, payloads = tuple(zip(*rows, strict=True)) or ((), (), ())
        keys, dates, lengths = (np.array(one, np.int64) for one in (ids, posted, list(map(len, payloads))))
        return cls(keys, dates, lengths, b"".join(payloads))

    @classmethod
    def joined(cls, parts: Sequence["Packed"]) -> "Packed":
        """Return all of some as one."""
        ids, posted, lengths = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("ids", "posted", "lengths")
        )
        return cls(ids, posted, lengths, b"".join([part.payloads for part in parts]))


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
    records = np.frombuffer(packed.payloads, dtype=RECORD)
    columns, units = records["column"].copy(), records["units"].copy()
    lengths = packed.lengths // RECORD.itemsize
    starts = np.cumsum(lengths) - lengths
    titles, kinds = np.divmod(columns[starts + 1], _KINDS)
    asks, asked = _asked(columns[starts], kinds)
    skills, terms = (units[starts + place].astype(np.int64) for place in (0, 1))
    counts = (skills, terms, titles, lengths - _HEAD - skills - terms - titles)
    sizes = np.stack([np.full(rows, _HEAD), *counts], axis=1)
    part_of = np.repeat(np.tile(_PARTS, rows), sizes.ravel())
    indexes = []
    for part, count in enumerate(counts, start=1):
        here = np.flatnonzero(part_of == part)
        indexes.append(Inverted.by_row(columns[here], units[here], count))
    return Block(packed.ids, packed.posted, asks, asked, *indexes)


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
