"""Postings with the structure of real ones, from the bundled demo postings, by a fixed seed.

Each keeps a random part of one demo posting, and takes the rest from another of its profession and a little
from any.
"""

import json
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from benchmarks.ranking_methods import counted_tools, read_postings
from benchmarks.ranking_sets import BUNDLED, bundled_set
from services.matching.inverted import Entries, Inverted
from services.matching.matrix import BLOCK_ROWS, Block, PostingMatrix
from services.matching.vectors import ResumeVector, posting_vector, resume_vector

TODAY = date(2026, 11, 23)
KEPT = (0.4, 0.9)
"""Least and largest part kept of the first posting; of the second comes what is left of one."""

NOISE = 0.05
"""Part taken of a third posting of any profession."""


@dataclass(frozen=True, eq=False)
class Mixed:
    """Demo postings by row, the places of those of each one's profession, and the sample resumes."""

    block: Block
    peers: tuple[NDArray[np.int64], ...]
    resumes: tuple[ResumeVector, ...]

    def matrix(self, postings: int, seed: int = 7) -> PostingMatrix:
        """Return so many postings, in full blocks."""
        random = np.random.default_rng(seed)
        starts = range(0, postings, BLOCK_ROWS)
        blocks = [self._block(start, min(BLOCK_ROWS, postings - start), random) for start in starts]
        return PostingMatrix(tuple(blocks), "mixed")

    def _block(self, start: int, rows: int, random: np.random.Generator) -> Block:
        first = random.integers(0, len(self.block), rows)
        second = np.array([random.choice(self.peers[place]) for place in first])
        third = random.integers(0, len(self.block), rows)
        kept = random.uniform(*KEPT, rows)
        sources = ((first, kept), (second, 1 - kept), (third, np.full(rows, NOISE)))
        return Block(
            ids=np.arange(start, start + rows, dtype=np.int64),
            posted=random.integers(1_750_000_000, 1_760_000_000, rows),
            asks=self.block.asks[first],
            asked=self.block.asked,
            skills=_mix(self.block.skills, sources, random),
            terms=_mix(self.block.terms, sources, random),
            titles=_mix(self.block.titles, sources, random),
            trades=_mix(self.block.trades, sources, random),
        )


def load_mixed() -> Mixed:
    """Read the demo postings and the sample resumes."""
    ranking = bundled_set(TODAY)
    postings = read_postings(ranking)
    tools = counted_tools(postings)
    lines = (BUNDLED / "demo" / "postings.jsonl").read_text("utf-8").splitlines()
    professions = np.array([json.loads(line)["profession"] for line in lines])
    return Mixed(
        Block.of([posting_vector(posting, tools.rarity) for posting in postings]),
        tuple(np.flatnonzero(professions == one) for one in professions),
        tuple(resume_vector(resume, tools) for resume in ranking.resumes.values()),
    )


def _mix(index: Inverted, sources: tuple, random: np.random.Generator) -> Inverted:
    by_row = index.matrix.T.tocsr()
    drawn = [_drawn(by_row, places, share, random) for places, share in sources]
    cells, units = (np.concatenate(parts) for parts in zip(*drawn, strict=True))
    rows = len(sources[0][0])
    cells, firsts = np.unique(cells, return_index=True)
    entries = Entries(index.columns[cells // rows], (cells % rows).astype(np.int32), units[firsts])
    return Inverted.of(entries, rows)


def _drawn(by_row: object, places: NDArray, share: NDArray, random: np.random.Generator) -> tuple:
    """Return cells (column × rows + row) and units, each entry with its row's probability."""
    chosen = by_row[places]
    owners = np.repeat(np.arange(len(places), dtype=np.int64), np.diff(chosen.indptr))
    kept = random.random(len(owners)) < share[owners]
    return chosen.indices[kept].astype(np.int64) * len(places) + owners[kept], chosen.data[kept]
