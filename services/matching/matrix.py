"""Many postings ready to be scored. New ones form a small block; blocks merge as they fill."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.problems import DomainError
from services.matching.damping import Damping
from services.matching.experience import Asked
from services.matching.formula import skill_line
from services.matching.inverted import Entries, Inverted
from services.matching.vectors import PostingVector, kinds_vector

BLOCK_ROWS = 65_536
"""Most postings in a block: its running sums fit a core's cache (measured: 16 k to 128 k are alike)."""


class StatisticsMismatch(DomainError):
    """Vectors weighed with different rarity statistics cannot be ranked together."""

    code, title = "statistics_mismatch", "These vectors were weighed with other statistics"


@dataclass(frozen=True, eq=False)
class Block:
    """Up to :data:`BLOCK_ROWS` postings; ``asks`` points into ``asked``, the distinct requirements."""

    ids: NDArray[np.int64]
    posted: NDArray[np.int64]
    asks: NDArray[np.int32]
    asked: tuple[Asked, ...]
    skills: Inverted
    terms: Inverted
    titles: Inverted
    trades: Inverted
    _damped: dict[str, "Block"] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, vectors: Sequence[PostingVector]) -> "Block":
        """Build a block from vectors."""
        kinds: dict[Asked, int] = {}
        asks = [kinds.setdefault(vector.asked, len(kinds)) for vector in vectors]
        return cls(
            ids=np.array([vector.id for vector in vectors], dtype=np.int64),
            posted=np.array([vector.posted for vector in vectors], dtype=np.int64),
            asks=np.array(asks, dtype=np.int32),
            asked=tuple(kinds),
            skills=Inverted.of(Entries.of([vector.skills for vector in vectors]), len(vectors)),
            terms=Inverted.of(Entries.of([vector.terms for vector in vectors]), len(vectors)),
            titles=Inverted.of(Entries.of([vector.title for vector in vectors]), len(vectors)),
            trades=Inverted.of(Entries.of([vector.trades for vector in vectors]), len(vectors)),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def skill_lines(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Slope and base of the skills score, per posting."""
        entries = self.skills.entries()
        evidence = np.bincount(entries.rows, weights=entries.units, minlength=len(self))
        return skill_line(evidence.astype(np.float64))

    @cached_property
    def titled(self) -> NDArray[np.bool_]:
        """Whether each posting's title names anything."""
        return self._has(self.titles)

    @cached_property
    def kinded(self) -> NDArray[np.bool_]:
        """Whether each posting's title names a kind of work."""
        named: NDArray[np.bool_] = self.titles.products(kinds_vector()) > 0
        return named

    @cached_property
    def traded(self) -> NDArray[np.bool_]:
        """Whether each posting's text reads like any trade."""
        return self._has(self.trades)

    def _has(self, index: Inverted) -> NDArray[np.bool_]:
        return np.bincount(index.entries().rows, minlength=len(self)) > 0

    def damped(self, damping: Damping) -> "Block":
        """Return the block with words and skills damped that the account's postings share, and keep it."""
        if not damping.version:
            return self
        if damping.version not in self._damped:
            self._damped.clear()
            self._damped[damping.version] = self._damp(damping)
        return self._damped[damping.version]

    def _damp(self, damping: Damping) -> "Block":
        terms, skills = self.terms.entries(), self.skills.entries()
        units = damping.damp(terms.units, _factors(damping, self.terms), terms.rows, len(self))
        lighter = damping.lighten(skills.units, _factors(damping, self.skills))
        return replace(self, terms=self.terms.weighed(units), skills=self.skills.weighed(lighter))

    def merged(self, other: "Block") -> "Block":
        """Return one block with these postings and the other's, in this order."""
        kinds = {asked: place for place, asked in enumerate(self.asked)}
        places = [kinds.setdefault(asked, len(kinds)) for asked in other.asked]
        return Block(
            ids=np.concatenate([self.ids, other.ids]),
            posted=np.concatenate([self.posted, other.posted]),
            asks=np.concatenate([self.asks, np.array(places, dtype=np.int32)[other.asks]]),
            asked=tuple(kinds),
            skills=self._merged_index(self.skills, other.skills, len(self) + len(other)),
            terms=self._merged_index(self.terms, other.terms, len(self) + len(other)),
            titles=self._merged_index(self.titles, other.titles, len(self) + len(other)),
            trades=self._merged_index(self.trades, other.trades, len(self) + len(other)),
        )

    def _merged_index(self, mine: Inverted, other: Inverted, rows: int) -> Inverted:
        return Inverted.of(mine.entries().followed_by(other.entries(), len(self)), rows)


def _factors(damping: Damping, index: Inverted) -> NDArray[np.int64]:
    """Return the factor of every entry of an index."""
    return np.repeat(damping.of(index.columns), np.diff(index.matrix.indptr))


@dataclass(frozen=True, eq=False)
class PostingMatrix:
    """Postings in blocks, immutable: appending returns a new matrix that shares the old blocks."""

    blocks: tuple[Block, ...] = ()
    rarity: str | None = None

    def __len__(self) -> int:
        return sum(len(block) for block in self.blocks)

    def append(self, vectors: Sequence[PostingVector]) -> "PostingMatrix":
        """Return the matrix with these postings added; StatisticsMismatch if weighed with other statistics.

        Trailing blocks no more than twice as large as the new one merge with it, so that n postings appended
        one by one cost O(n log n) and leave O(log n) blocks besides the full ones.
        """
        versions = {vector.rarity for vector in vectors} | ({self.rarity} - {None})
        if len(versions) > 1:
            raise StatisticsMismatch(f"versions {sorted(filter(None, versions))}")
        blocks = list(self.blocks)
        for start in range(0, len(vectors), BLOCK_ROWS):
            _push(blocks, Block.of(vectors[start : start + BLOCK_ROWS]))
        return PostingMatrix(tuple(blocks), next(iter(versions), None))

    def append_block(self, block: Block) -> "PostingMatrix":
        """Return the matrix with a block added whose vectors were weighed with this matrix's statistics."""
        blocks = list(self.blocks)
        if len(block):
            _push(blocks, block)
        return PostingMatrix(tuple(blocks), self.rarity)

    def damped(self, damping: Damping) -> "PostingMatrix":
        """Return the matrix to score with for an account; this one stays as it is stored."""
        return PostingMatrix(tuple(block.damped(damping) for block in self.blocks), self.rarity)


def _push(blocks: list[Block], block: Block) -> None:
    while blocks and len(blocks[-1]) <= 2 * len(block) and len(blocks[-1]) + len(block) <= BLOCK_ROWS:
        block = blocks.pop().merged(block)
    blocks.append(block)
