"""Score one resume against many postings, and rank them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.searches import Weights
from services.matching.experience import (
    UNSAID_KIND,
    experience_line,
    kind_nearness,
    nearness,
    of_kind,
    relevant_years,
    title_nearness,
    trade_nearness,
    with_nearness,
    years_met,
)
from services.matching.formula import in_steps, in_tenths, keyword_score, with_preferred
from services.matching.matrix import Block, PostingMatrix
from services.matching.preference import preference_of
from services.matching.vectors import ResumeVector

Whole = TypeVar("Whole", np.int16, np.int64)


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores by posting, in the matrix's order.

    ``tenths`` are tenths of a point, 0 to 1,000; the sub-scores are ten-thousandths, 0 to 10,000.
    ``preferred`` are the tenths of a point that verdicts add or take.
    """

    ids: NDArray[np.int64]
    posted: NDArray[np.int64]
    tenths: NDArray[np.int16]
    skills: NDArray[np.int16]
    experience: NDArray[np.int16]
    keywords: NDArray[np.int16]
    preferred: NDArray[np.int16]

    @classmethod
    def joined(cls, parts: Sequence["Scores"]) -> "Scores":
        """Return the parts' scores one after the other."""
        return cls(
            ids=_column(np.int64, [part.ids for part in parts]),
            posted=_column(np.int64, [part.posted for part in parts]),
            tenths=_column(np.int16, [part.tenths for part in parts]),
            skills=_column(np.int16, [part.skills for part in parts]),
            experience=_column(np.int16, [part.experience for part in parts]),
            keywords=_column(np.int16, [part.keywords for part in parts]),
            preferred=_column(np.int16, [part.preferred for part in parts]),
        )

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> "Scores":
        """Return the scores of those postings for which ``kept`` is true, or which stand at these places."""
        return Scores(
            ids=self.ids[kept],
            posted=self.posted[kept],
            tenths=self.tenths[kept],
            skills=self.skills[kept],
            experience=self.experience[kept],
            keywords=self.keywords[kept],
            preferred=self.preferred[kept],
        )

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def points(self) -> NDArray[np.float64]:
        """Scores from 0 to 100 with one decimal, as shown."""
        return self.tenths / 10


def score_postings(resume: ResumeVector, matrix: PostingMatrix, weights: Weights) -> Scores:
    """Score the resume against every posting of the matrix: a few sparse products, no loop over postings.

    Meaning is left out, and the other weights scaled to fill its place: see :func:`with_meaning`.
    """
    return Scores.joined([score_block(resume, block, weights) for block in matrix.blocks])


def with_meaning(scores: Scores, steps: Sequence[int] | NDArray[np.int16], weights: Weights) -> Scores:
    """Return the scores with likeness in meaning counted, given in ten-thousandths for each of them."""
    parts = (scores.skills, scores.experience, scores.keywords, np.array(steps, np.int16))
    tenths = in_tenths([part.astype(np.float64) for part in parts], weights.shares)
    whole = with_preferred(tenths, scores.preferred.astype(np.float64))
    return replace(scores, tenths=whole.astype(np.int16))


def rank(scores: Scores, limit: int | None = None) -> NDArray[np.int64]:
    """Return the places of the best postings, best first: by shown score, then newest, then smallest id."""
    places = np.arange(len(scores)) if limit is None else _at_least_as_good(scores.tenths, limit)
    keys = (scores.ids[places], -scores.posted[places], -scores.tenths[places])
    best: NDArray[np.int64] = places[np.lexsort(keys)][:limit]
    return best


def score_block(resume: ResumeVector, block: Block, weights: Weights) -> Scores:
    """Score the resume against one block, as :func:`score_postings` does all."""
    slope, base = block.skill_lines
    skills = in_steps(slope * block.skills.products(resume.credit_vector) + base)
    keywords = in_steps(keyword_score(block.terms.products(resume.term_vector).astype(np.float64)))
    experience = in_steps(_experience(resume, block))
    tenths = in_tenths((skills, experience, keywords), weights.plain.shares)
    preferred = np.zeros(len(block))
    if resume.leanings:
        preferred = preference_of(block, resume.leanings)
        tenths = with_preferred(tenths, preferred)
    short = (part.astype(np.int16) for part in (tenths, skills, experience, keywords, preferred))
    return Scores(block.ids, block.posted, *short)


def _experience(resume: ResumeVector, block: Block) -> NDArray[np.float64]:
    lines = np.array([experience_line(resume.level, asked) for asked in block.asked])
    asked, slope, base = (column[block.asks] for column in lines.T)
    counted = relevant_years(resume.years, block.titles.products(resume.held_vector).astype(np.float64))
    met = slope * years_met(np.where(block.titled, counted, resume.years), asked) + base
    near = _nearness(resume, block)
    scores: NDArray[np.float64] = np.where(np.isnan(near), met, with_nearness(met, near))
    return scores


def _nearness(resume: ResumeVector, block: Block) -> NDArray[np.float64]:
    """Return how near each posting's line of work is, its kind in it; NaN where nothing can be compared."""
    products = block.titles.products(resume.kind_vector).astype(np.float64)
    kind = np.where(block.kinded, kind_nearness(products), UNSAID_KIND)
    return of_kind(_line_of_work(resume, block), kind)


def _line_of_work(resume: ResumeVector, block: Block) -> NDArray[np.float64]:
    title = title_nearness(block.titles.products(resume.title_vector).astype(np.float64))
    if not resume.trades:
        return np.where(block.titled, title, np.nan)
    trade = trade_nearness(block.trades.products(resume.trade_vector).astype(np.float64))
    alone = np.where(block.traded, trade, np.nan)
    both: NDArray[np.float64] = np.where(block.traded, nearness(title, trade), title)
    return np.where(block.titled, both, alone)


def _at_least_as_good(tenths: NDArray[np.int16], limit: int) -> NDArray[np.int64]:
    """Return all places whose score is among the ``limit`` best ones, ties at the edge included.

    Scores take 1,001 values, so that counting them finds the edge without sorting.
    """
    from_top = np.cumsum(np.bincount(tenths, minlength=1001)[::-1])
    edge = 1000 - int(np.searchsorted(from_top, limit))
    return np.flatnonzero(tenths >= edge)


def _column(kind: type[Whole], parts: list[NDArray[Whole]]) -> NDArray[Whole]:
    return np.concatenate([np.empty(0, kind), *parts])
