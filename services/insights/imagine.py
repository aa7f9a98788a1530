"""Score a resume as it might be: with skills or years that it does not have yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.matches import ScoreBreakdown
from domain.preferences import Preferences
from domain.resumes import ParsedResume
from domain.searches import Weights
from domain.skills import ResumeSkill, Skill
from services.matching.explanation import explain, score_of
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, resume_vector

HELD = "likeness in meaning stays as it is: added skills and years change nothing that a model reads"
"""What is said of a score that has meaning in it and is imagined otherwise."""


@dataclass(frozen=True)
class Change:
    """What a resume is imagined to gain."""

    skills: tuple[Skill, ...] = ()
    years: float = 0.0


@dataclass(frozen=True)
class Pairing:
    """One resume, one posting, how the match is weighed, and what the resume's owner prefers."""

    resume: ParsedResume
    posting: PostingForMatching
    weights: Weights
    preferences: Preferences | None = None


@dataclass(frozen=True)
class Comparison:
    """A score as it is and as it would be, both from the formula that ranks."""

    before: float
    after: float
    breakdown: ScoreBreakdown


def compare(pairing: Pairing, change: Change, tools: MatchTools) -> Comparison:
    """Return the score before and after ``change``, and the explanation of the latter."""
    after = breakdown_of(replace(pairing, resume=imagine(pairing.resume, change)), tools)
    return Comparison(score_of(breakdown_of(pairing, tools)), score_of(after), after)


def breakdown_of(pairing: Pairing, tools: MatchTools) -> ScoreBreakdown:
    """Score and explain one pair."""
    vector = resume_vector(pairing.resume, tools, pairing.preferences)
    return explain(vector, pairing.posting, pairing.weights, tools.rarity)


def imagine(resume: ParsedResume, change: Change) -> ParsedResume:
    """Return ``resume`` with the skills and years added; a skill it has already changes nothing."""
    known = {skill.id for skill in resume.skills}
    experience = replace(
        resume.experience,
        total_years=resume.experience.total_years + change.years,
        total_months=resume.experience.total_months + round(12 * change.years),
    )
    gained = [ResumeSkill(skill.id, skill.name, skill.group) for skill in _distinct(change.skills)]
    return replace(
        resume,
        skills=(*resume.skills, *(skill for skill in gained if skill.id not in known)),
        experience=experience,
    )


def _distinct(skills: Sequence[Skill]) -> list[Skill]:
    return list({skill.id: skill for skill in skills}.values())
