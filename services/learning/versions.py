"""Learn preferences for the resumes of an account, the versions of one together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from domain.preferences import Preferences
from domain.searches import Weights
from services.learning.judged import JudgedResume
from services.learning.preferences import Judgement, learn_preferences
from services.matching.alike import ALIKE, likeness_of
from services.matching.learned import Judged
from services.matching.rarity import RarityStatistics
from services.rankers.verdicts import FEWEST_OF_EACH

MOST_RESUMES = 50
"""The newest resumes with verdicts for which preferences are learnt."""

_Versions = tuple[int, ...]
"""Row keys of resumes that are versions of one."""


def preferences_by_resume(
    judged: Sequence[JudgedResume], weights: Weights, rarity: RarityStatistics
) -> dict[int, Preferences]:
    """Return what was told for each of the newest resumes and its versions, by row key.

    What a posting scores by ``weights`` need not be learnt. Those that are versions of each other share what
    is learnt once.
    """
    newest = judged[-MOST_RESUMES:]
    of_each = _versions(newest)
    learnt: dict[_Versions, Preferences] = {}
    for versions in set(of_each.values()):
        told = _judgements([one for one in newest if one.key in versions], weights)
        if _rarer(one.liked for one in told) >= FEWEST_OF_EACH:
            learnt[versions] = learn_preferences(told, rarity)
    return {key: learnt[versions] for key, versions in of_each.items() if versions in learnt}


def _versions(judged: Sequence[JudgedResume]) -> Mapping[int, _Versions]:
    """Return for each resume those that are versions of it, itself among them."""
    return {
        one.key: tuple(
            other.key for other in judged if other is one or likeness_of(one.vector, other.vector) >= ALIKE
        )
        for one in judged
    }


def _judgements(versions: Iterable[JudgedResume], weights: Weights) -> list[Judgement]:
    """Return what was said of each posting, for the newest version where there are several."""
    said = {
        key: Judgement(key, one.postings[key], _score(row, weights), row.grade > 0)
        for one in versions
        for key, row in one.rows.items()
    }
    return list(said.values())


def _rarer(liked: Iterable[bool]) -> int:
    """Return how many there are of the rarer kind."""
    counted = Counter(liked)
    return min(counted[True], counted[False])


def _score(row: Judged, weights: Weights) -> float:
    parts = (row.skills, row.experience, row.keywords)
    return sum(share * part for share, part in zip(weights.plain.shares, parts, strict=True))
