"""Say why a match does not score higher: what would raise it, and by how much."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.matches import ScoreBreakdown
from domain.skills import Skill
from services.insights.imagine import Change, Pairing, breakdown_of, compare
from services.matching.explanation import score_of
from services.matching.tools import MatchTools

MOST_TRIED = 12
"""How many of a posting's unmet skills are tried, those that weigh most first."""


@dataclass(frozen=True)
class Improvement:
    """One thing that would raise a score by ``points``; ``years`` are additional ones."""

    kind: str
    points: float
    skill: Skill | None = None
    years: float | None = None


@dataclass(frozen=True)
class Advice:
    """The score as it is scored today, and what would raise it, the strongest first."""

    score: float
    improvements: tuple[Improvement, ...]


def why_not_higher(pairing: Pairing, tools: MatchTools, *, most: int = 5) -> Advice:
    """Return up to ``most`` improvements, each found by scoring again; they need not add up.

    Two skills may earn credit for the same third one, so that both together may give less than their sum.
    """
    now = breakdown_of(pairing, tools)
    found = [
        improvement for change in _changes(now) if (improvement := _tried(pairing, change, tools)).points > 0
    ]
    found.sort(key=lambda one: (-one.points, one.skill.name if one.skill else ""))
    return Advice(score_of(now), tuple(found[:most]))


def _changes(breakdown: ScoreBreakdown) -> Iterator[Change]:
    unmet = (*breakdown.skills.missing, *breakdown.skills.related)
    for skill in unmet[:MOST_TRIED]:
        yield Change(skills=(Skill(skill.id, skill.name),))
    asked = breakdown.experience.required_min_years
    lacking = (asked or 0.0) - breakdown.experience.resume_years
    if lacking > 0:
        yield Change(years=round(lacking + 0.05, 1))


def _tried(pairing: Pairing, change: Change, tools: MatchTools) -> Improvement:
    result = compare(pairing, change, tools)
    points = round(result.after - result.before, 1)
    if change.skills:
        return Improvement("skill", points, skill=change.skills[0])
    return Improvement("years", points, years=change.years)
