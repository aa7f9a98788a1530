"""Postings with the structure of real ones, from the bundled demo postings, by a fixed seed.

Each keeps a random part of one demo posting, and takes the rest from another of its profession and a little
from any.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.ranking_methods import counted_tools, read_postings
from benchmarks.ranking_sets import BUNDLED, bundled_set
from domain.postings import PostingFeatures
from services.matching.columns import column
from services.matching.inverted import Entries, Inverted
from services.matching.matrix import BLOCK_ROWS, Block, PostingMatrix
from services.matching.vectors import (
    PostingVector,
    ResumeVector,
    SparseVector,
    posting_vector,
    resume_vector,
)

TODAY = date(2026, 11, 23)
KEPT = (0.4, 0.9)
"""Least and largest part kept of the first posting; of the second comes what is left of one."""

NOISE = 0.05
"""Part taken of a third posting of any profession."""


class Advert(NamedTuple):
    """What a mixed posting would read: the words its columns stand for, in no order."""

    title: str
    skills: list[str]
    text: str


@dataclass(frozen=True, eq=False)
class Mixed:
    """Demo postings by row, the places of each one's peers, the sample resumes, and what columns mean."""

    block: Block
    peers: tuple[NDArray[np.int64], ...]
    resumes: tuple[ResumeVector, ...]
    words: Mapping[int, str]

    def matrix(self, postings: int, seed: int = 7) -> PostingMatrix:
        """Return so many postings, in full blocks."""
        random = np.random.default_rng(seed)
        starts = range(0, postings, BLOCK_ROWS)
        blocks = [self._block(start, min(BLOCK_ROWS, postings - start), random) for start in starts]
        return PostingMatrix(tuple(blocks), "mixed")

    def vectors(self, block: Block) -> Iterator[PostingVector]:
        """Yield the postings of a block as they would be stored."""
        parts = [list(_rows(one)) for one in (block.skills, block.terms, block.titles, block.trades)]
        for row, (skills, terms, title, trades) in enumerate(zip(*parts, strict=True)):
            asked = block.asked[block.asks[row]]
            posted = int(block.posted[row])
            yield PostingVector(int(block.ids[row]), posted, skills, terms, asked, "mixed", title, trades)

    def advert(self, vector: PostingVector) -> Advert:
        """Return a posting in words, those that name several columns once."""
        title, skills, terms = (self._named(part) for part in (vector.title, vector.skills, vector.terms))
        return Advert(" ".join(title) or "Job", skills, " ".join(terms))

    def _named(self, vector: SparseVector) -> list[str]:
        return list(dict.fromkeys(self.words[one] for one in vector.columns.tolist()))

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
    features = [posting.features for posting in postings]
    lines = (BUNDLED / "demo" / "postings.jsonl").read_text("utf-8").splitlines()
    professions = np.array([json.loads(line)["profession"] for line in lines])
    return Mixed(
        Block.of([posting_vector(posting, tools.rarity) for posting in postings]),
        tuple(np.flatnonzero(professions == one) for one in professions),
        tuple(resume_vector(resume, tools) for resume in ranking.resumes.values()),
        dict(pair for one in features for pair in _words(one)),
    )


def _words(features: PostingFeatures) -> Iterator[tuple[int, str]]:
    yield from ((column(skill.id), skill.name) for skill in features.skills)
    yield from ((column(word.key), word.term) for word in (*features.title, *features.keywords))


def _rows(index: Inverted) -> Iterator[SparseVector]:
    """Yield what each posting has of an index, as it is stored."""
    by_row = index.matrix.T.tocsr()
    for start, end in zip(by_row.indptr[:-1], by_row.indptr[1:], strict=True):
        yield SparseVector(index.columns[by_row.indices[start:end]], by_row.data[start:end])


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
