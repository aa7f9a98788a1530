"""Feature vectors as dense as real postings', drawn with a fixed seed: for speed, never for quality."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from domain.codes import Importance
from domain.postings import PostingFeatures, Requirements
from domain.skills import Keyword, Mention, PostingSkill, ResumeSkill
from domain.spans import Span
from domain.trades import TradeVector
from services.features.kinds import KIND
from services.matching.columns import columns
from services.matching.damping import TERM_UNIT
from services.matching.evidence import CREDIT_UNIT, SKILL_UNIT, Credit, WeighedTerm
from services.matching.experience import TYPICAL_YEARS, Asked
from services.matching.inverted import Entries, Inverted
from services.matching.matrix import BLOCK_ROWS, Block, PostingMatrix
from services.matching.positions import YEAR_UNIT, Held
from services.matching.vectors import ResumeVector

ASKED = (Asked(), *(Asked(float(y), level, 1.0) for y in range(16) for level in (None, *TYPICAL_YEARS)))


@dataclass(frozen=True)
class Vocabulary:
    """Names drawn by Zipf's law (Mandelbrot's form, offset 10), ``per_posting`` of them in each posting."""

    prefix: str
    size: int
    per_posting: int
    per_resume: int

    def draw(self, random: np.random.Generator, count: int) -> NDArray[np.int64]:
        """Return ``count`` places in the vocabulary."""
        return np.searchsorted(_cumulative(self.size), random.random(count))

    def names(self, random: np.random.Generator) -> list[str]:
        """Return the distinct names of one resume."""
        return [f"{self.prefix}{place}" for place in np.unique(self.draw(random, self.per_resume))]


SKILLS = Vocabulary("rf:skill-", 30_000, 14, 30)
TERMS = Vocabulary("term-", 60_000, 80, 200)
TITLES = Vocabulary("title-", 3_000, 5, 12)
TRADES = Vocabulary("trade:", 3_658, 24, 24)
KINDS = {"professional": 0.6, "managerial": 0.2, "technical": 0.1, "assistant": 0.04}
"""Share of postings whose title names each kind of work, as in the public sets; the rest name none."""


def make_matrix(postings: int, seed: int = 7) -> PostingMatrix:
    """Return a matrix of ``postings`` random postings in full blocks."""
    return PostingMatrix(tuple(_blocks(postings, np.random.default_rng(seed))), "synthetic")


def make_resume(seed: int = 11) -> ResumeVector:
    """Return a resume with 30 skills drawn, some 120 related ones and 200 terms."""
    random = np.random.default_rng(seed)
    skills = SKILLS.names(random)
    related = [f"rf:skill-{place}" for place in SKILLS.draw(random, 4 * len(skills))]
    close = {name: Credit(CREDIT_UNIT // 3, skills[0]) for name in related}
    terms = TERMS.names(random)
    return ResumeVector(
        skills={name: ResumeSkill(name, name, mentions=(_mention(name),)) for name in skills},
        credits=close | dict.fromkeys(skills, Credit(CREDIT_UNIT)),
        terms={name: WeighedTerm(name, int(TERM_UNIT / len(terms) ** 0.5)) for name in terms},
        years=6.5,
        level=4,
        trades=dict.fromkeys(TRADES.names(random), TERM_UNIT // 5),
        titles={name: Held(CREDIT_UNIT // 3, 3 * YEAR_UNIT, "title") for name in TITLES.names(random)},
        kinds={f"{KIND}professional": CREDIT_UNIT, f"{KIND}managerial": CREDIT_UNIT // 2},
    )


def make_features(count: int, seed: int = 13) -> list[PostingFeatures]:
    """Return whole features, with mentions, as the search task explains them."""
    random = np.random.default_rng(seed)
    return [_features(random) for _ in range(count)]


def _features(random: np.random.Generator) -> PostingFeatures:
    skills = {f"rf:skill-{place}" for place in SKILLS.draw(random, SKILLS.per_posting)}
    terms = {f"term-{place}" for place in TERMS.draw(random, TERMS.per_posting)}
    trades = np.unique(TRADES.draw(random, TRADES.per_posting)).tolist()
    title = {f"title-{place}" for place in TITLES.draw(random, TITLES.per_posting)}
    return PostingFeatures(
        tuple(PostingSkill(name, name, Importance.REQUIRED, (_mention(name),)) for name in sorted(skills)),
        Requirements(min_years=float(random.integers(0, 12))),
        tuple(Keyword(name, 1, float(random.random()), name) for name in sorted(terms)),
        title=(*(Keyword(name, 1, 0.4, name) for name in sorted(title)), *_kind(random)),
        trades=TradeVector(tuple(trades), (0.2,) * len(trades)),
    )


def _kind(random: np.random.Generator) -> tuple[Keyword, ...]:
    place = int(np.searchsorted(np.cumsum([*KINDS.values()]), random.random()))
    return tuple(Keyword(kind, 1, 1.0, KIND + kind) for kind in [*KINDS][place : place + 1])


def _mention(name: str) -> Mention:
    return Mention(name, Span(0, len(name)), "work")


def _blocks(postings: int, random: np.random.Generator) -> Iterator[Block]:
    for start in range(0, postings, BLOCK_ROWS):
        rows = min(BLOCK_ROWS, postings - start)
        yield Block(
            ids=np.arange(start, start + rows, dtype=np.int64),
            posted=random.integers(1_750_000_000, 1_760_000_000, rows),
            asks=random.integers(0, len(ASKED), rows).astype(np.int32),
            asked=ASKED,
            skills=_index(random, rows, SKILLS, (SKILL_UNIT // 4, SKILL_UNIT)),
            terms=_index(random, rows, TERMS, (1000, 8000)),
            titles=_with_kinds(random, rows, _index(random, rows, TITLES, (8000, 20_000))),
            trades=_index(random, rows, TRADES, (2000, 10_000)),
        )


def _index(
    random: np.random.Generator, rows: int, vocabulary: Vocabulary, units: tuple[int, int]
) -> Inverted:
    count = rows * vocabulary.per_posting
    places = vocabulary.draw(random, count)
    owners = np.repeat(np.arange(rows, dtype=np.int64), vocabulary.per_posting)
    drawn = np.sort(places * rows + owners)
    cells = drawn[np.diff(drawn, prepend=-1) > 0]
    values = random.integers(*units, len(cells)).astype(np.int32)
    names = _columns(vocabulary)
    return Inverted.of(Entries(names[cells // rows], (cells % rows).astype(np.int32), values), rows)


def _with_kinds(random: np.random.Generator, rows: int, titles: Inverted) -> Inverted:
    """Return the index of titles with a kind of work for most of the rows."""
    places = np.searchsorted(np.cumsum([*KINDS.values()]), random.random(rows))
    named = np.flatnonzero(places < len(KINDS))
    kinds = columns(f"{KIND}{kind}" for kind in KINDS)[places[named]]
    entries = titles.entries()
    return Inverted.of(
        Entries(
            np.concatenate([entries.columns, kinds]),
            np.concatenate([entries.rows, named.astype(np.int32)]),
            np.concatenate([entries.units, np.full(len(named), TERM_UNIT, np.int32)]),
        ),
        rows,
    )


@cache
def _columns(vocabulary: Vocabulary) -> NDArray[np.int64]:
    return columns(f"{vocabulary.prefix}{place}" for place in range(vocabulary.size))


@cache
def _cumulative(size: int) -> NDArray[np.float64]:
    weights = np.cumsum(1 / (np.arange(size) + 10))
    cumulative: NDArray[np.float64] = weights / weights[-1]
    return cumulative
