"""Learn what a person likes in postings from verdicts on them: regularised logistic regression.

Content-based recommending (Pazzani and Billsus 2007) on top of the score: what the score tells already need
not be learnt. On 641 postings that one job seeker judged, the area under the ROC curve rose from .781 without
verdicts to .819 with 20 of them and .860 with 80 (docs/decisions/0016).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from domain.postings import PostingFeatures
from domain.preferences import LINE_OF_WORK, Preferences
from services.matching.evidence import weigh_skills, weigh_terms
from services.matching.formula import LOG_ODDS
from services.matching.preference import LEANING_UNIT, Parts, parts_of, strongest
from services.matching.rarity import RarityStatistics

RIDGE = 1.0
"""Strength of the prior that nothing is liked or disliked; .3 to 3 were tried (decision 0016)."""

MOST_LEANINGS = 400
"""Leanings kept, those furthest from nothing: scoring reads as many columns, and people some of them."""

MOST_ODDS = 4
"""Log odds of one leaning at most: products of whole units stay below 2**31."""

PARTS = 4
"""Skills, keywords, titles, trades."""

MOST_NAMED = 12
"""Leanings of either kind that are called by name."""

_Key = tuple[int, str]
"""Which part, and the key in it."""


class Judgement(NamedTuple):
    """A posting, its score in [0, 1] without preferences, and whether it was liked."""

    posting_id: int
    features: PostingFeatures
    score: float
    liked: bool


class _Terms(NamedTuple):
    """Postings by what they name: rows of parts of length one each."""

    keys: Sequence[_Key]
    names: Mapping[_Key, str]
    values: csr_array


def learn_preferences(judgements: Sequence[Judgement], rarity: RarityStatistics) -> Preferences:
    """Return the leanings that best tell liked postings from disliked ones where their scores do not.

    The same judgements in any order teach the same, to the last unit.
    """
    ordered = sorted(judgements, key=lambda one: (one.posting_id, one.score, one.liked))
    terms = _terms([_parts(one.features, rarity) for one in ordered])
    told = LOG_ODDS * np.array([one.score for one in ordered])
    odds = _fitted(terms.values, told - told.mean(), np.array([one.liked for one in ordered]))
    units = np.rint(np.clip(odds, -MOST_ODDS, MOST_ODDS) * LEANING_UNIT).astype(np.int64)
    return _preferences(terms, units)


def _parts(features: PostingFeatures, rarity: RarityStatistics) -> Parts:
    skills, terms = weigh_skills(features.skills, rarity), weigh_terms(features.keywords, rarity.damping)
    return parts_of(features, skills, terms)


def _terms(postings: Sequence[Parts]) -> _Terms:
    places: dict[_Key, int] = {}
    names: dict[_Key, str] = {}
    rows, columns, values = list[int](), list[int](), list[float]()
    for row, parts in enumerate(postings):
        for part, words in enumerate(parts):
            length = max(1.0, sum(word.units**2 for word in words.values()) ** 0.5)
            for key, word in words.items():
                rows.append(row)
                columns.append(places.setdefault((part, key), len(places)))
                values.append(word.units / length)
                names.setdefault((part, key), word.term)
    shape = len(postings), len(places)
    return _Terms(list(places), names, csr_array((values, (rows, columns)), shape=shape))


def _fitted(terms: csr_array, told: NDArray[np.float64], liked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the log odds of every term; the last parameter of the fit, how easily one likes, is not one."""
    signs = np.where(liked, 1.0, -1.0)

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds, ease = parameters[:-1], parameters[-1]
        margins = signs * (terms @ odds + ease + told)
        slopes = -signs / (1 + np.exp(np.minimum(margins, 500.0)))
        whole = np.logaddexp(0, -margins).sum() + RIDGE / 2 * (odds @ odds)
        return float(whole), np.append(terms.T @ slopes + RIDGE * odds, slopes.sum())

    found: NDArray[np.float64] = minimize(loss, np.zeros(terms.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return found[:-1]


def _preferences(terms: _Terms, units: NDArray[np.int64]) -> Preferences:
    by_strength = sorted(range(len(units)), key=lambda place: (-abs(int(units[place])), terms.keys[place]))
    kept = [(terms.keys[place], int(units[place])) for place in by_strength[:MOST_LEANINGS] if units[place]]
    parts = [dict[str, int]() for _ in range(PARTS)]
    named, spelled = defaultdict[str, float](float), dict[str, str]()
    for (part, key), leaning in sorted(kept):
        parts[part][key] = leaning
        name = terms.names[part, key]
        if name != LINE_OF_WORK:
            named[spelled.setdefault(name.casefold(), name)] += leaning
    liked, disliked = strongest(named)
    best, worst = (tuple(one.name for one in some[:MOST_NAMED]) for some in (liked, disliked))
    skills, words, titles, trades = parts
    return Preferences(skills, words, titles, trades, best, worst)
