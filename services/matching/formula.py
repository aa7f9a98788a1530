"""The formula of ``weighted@8``, written once for single numbers and for arrays.

Only IEEE additions, products and roundings are used (no logarithm, no exponential), so that one posting
and a block of a million give the same bits.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from services.matching.damping import TERM_UNIT
from services.matching.evidence import CREDIT_UNIT, SKILL_UNIT

FULL_EVIDENCE = 16 * SKILL_UNIT
"""Weight of skills from which coverage is believed as it is: sixteen required ones of ordinary rarity."""

PRIOR_COVERAGE = 0.1
"""What is assumed for the part of the evidence that a vague posting leaves out: what strangers share."""

CLOSE_WORDING = 0.3
"""Cosine that counts as full: even a resume and a posting of one trade rarely share more (decision 0007)."""

STEPS = 10_000
"""A sub-score has four decimals, in the answer and in the arithmetic."""

LOG_ODDS = 8.0
"""How sure a difference of a whole score makes that the better one is preferred, in log odds."""

MOST_PREFERRED = 300
"""Tenths of a point that verdicts on other postings add or take at most."""

_HALF_UP = 0.5 + 1e-9
"""Rounds x.5 up although binary fractions put some of them a hair below."""

Number = TypeVar("Number", float, NDArray[np.float64])


def skill_line(evidence: Number) -> tuple[Number, Number]:
    """Return (slope, base) so that ``slope * met + base`` is the skills score of a posting.

    ``evidence`` is Σ weight of the posting's skills and ``met`` is Σ weight × credit, both in units.
    With full evidence the score is met/evidence; with less, the missing part counts as the prior.
    """
    believed = np.minimum(evidence / FULL_EVIDENCE, 1.0)
    slope = 1 / (CREDIT_UNIT * np.maximum(evidence, float(FULL_EVIDENCE)))
    return slope, (1 - believed) * PRIOR_COVERAGE


def keyword_score(product: Number) -> Number:
    """Return the keywords score from the product of two vectors in units; above 1 it is cut by rounding.

    It is their cosine relative to :data:`CLOSE_WORDING`: linear, so that each term keeps its share.
    """
    return product / (CLOSE_WORDING * TERM_UNIT * TERM_UNIT)


def in_steps(score: Number) -> Number:
    """Round a sub-score to whole ten-thousandths, from 0 to 10,000."""
    steps: Number = np.minimum(np.maximum(np.floor(score * STEPS + _HALF_UP), 0.0), float(STEPS))
    return steps


def in_tenths(steps: Sequence[Number], shares: Sequence[float]) -> Number:
    """Return the score in whole tenths of a point, 0 to 1,000, from sub-scores in steps and their shares.

    It is computed from the rounded sub-scores: whoever adds up the numbers shown gets the score shown.
    """
    exact = _tenths(steps[0], shares[0])
    for part, share in zip(steps[1:], shares[1:], strict=True):
        exact = exact + _tenths(part, share)
    tenths: Number = np.floor(exact + _HALF_UP)
    return tenths


def preferred_tenths(odds: Number) -> Number:
    """Return what a preference in log odds is worth, in whole tenths of a point."""
    tenths: Number = np.floor(odds * (1000 / LOG_ODDS) + _HALF_UP)
    most = float(MOST_PREFERRED)
    limited: Number = np.minimum(np.maximum(tenths, -most), most)
    return limited


def with_preferred(tenths: Number, preferred: Number) -> Number:
    """Return a score in tenths of a point with a preference on top, from 0 to 1,000."""
    whole: Number = np.minimum(np.maximum(tenths + preferred, 0.0), 1000.0)
    return whole


def _tenths(steps: Number, weight: float) -> Number:
    return steps * (1000 * weight / STEPS)


def split_points(steps: Sequence[int], shares: Sequence[float], tenths: int) -> list[int]:
    """Divide the score's ``tenths`` among its parts by largest remainder: they sum to it exactly."""
    exact = [_tenths(float(step), share) for step, share in zip(steps, shares, strict=True)]
    points = [int(part + 1e-9) for part in exact]
    by_remainder = sorted(range(len(points)), key=lambda part: points[part] - exact[part])
    for part in by_remainder[: tenths - sum(points)]:
        points[part] += 1
    return points
