"""Explain one score from the very numbers it is made of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from domain.matches import (
    ExperienceScore,
    KeywordsScore,
    PreferenceScore,
    ScoreBreakdown,
    SemanticScore,
    SkillCredit,
    SkillsScore,
    TermContribution,
)
from domain.postings import Requirements
from domain.searches import Weights
from services.matching.evidence import (
    CREDIT_UNIT,
    Credit,
    WeighedSkill,
    WeighedTerm,
    weigh_skills,
    weigh_terms,
)
from services.matching.formula import (
    STEPS,
    in_steps,
    in_tenths,
    keyword_score,
    preferred_tenths,
    skill_line,
    split_points,
    with_preferred,
)
from services.matching.meaning import Likeness, steps_of
from services.matching.nearness import ExperienceReading, read_experience
from services.matching.preference import PreferenceReading, parts_of, read_preference
from services.matching.rarity import RarityStatistics
from services.matching.vectors import PostingForMatching, ResumeVector

TOP_TERMS = 8

NOTHING = Credit(0)

_Shown = tuple[float, float, float]
"""Score, weight and points of a part."""


class _SharedTerm(NamedTuple):
    product: int
    term: str


def explain(
    resume: ResumeVector, posting: PostingForMatching, weights: Weights, rarity: RarityStatistics
) -> ScoreBreakdown:
    """Return what the score of one posting is made of; its points sum exactly to :func:`score_of` it."""
    features = posting.features
    weighed, terms = weigh_skills(features.skills, rarity), weigh_terms(features.keywords, rarity.damping)
    skills = _strongest_first(weighed.values())
    shared = _shared_terms(resume, terms)
    reading = read_experience(resume, features)
    steps = [
        _skill_steps(resume, skills),
        int(in_steps(reading.score)),
        int(in_steps(keyword_score(float(sum(term.product for term in shared))))),
    ]
    if weights.semantic:
        steps.append(steps_of(posting.meaning))
    tenths = int(in_tenths([float(one) for one in steps], weights.shares))
    shown = _shown_parts(steps, weights.shares, tenths)
    prefers = resume.preferences
    likes = read_preference(prefers, parts_of(features, weighed, terms)) if prefers else None
    return ScoreBreakdown(
        skills=_skills_part(resume, skills, shown[0]),
        experience=_experience_part(resume, features.requirements, reading, shown[1]),
        keywords=_keywords_part(shared, shown[2]),
        semantic=_semantic_part(posting.meaning, shown[3]) if weights.semantic else None,
        preference=_preference_part(likes, tenths) if likes else None,
    )


def score_of(breakdown: ScoreBreakdown) -> float:
    """Return the score, 0 to 100 with one decimal, that a breakdown's points sum to."""
    shares = (breakdown.skills, breakdown.experience, breakdown.keywords, breakdown.semantic)
    parts = (*shares, breakdown.preference)
    return sum(round(10 * part.points) for part in parts if part) / 10


def _shown_parts(steps: Sequence[int], shares: Sequence[float], tenths: int) -> list[_Shown]:
    """Return score, weight and points of every part; the points sum to ``tenths``."""
    points = split_points(steps, shares, tenths)
    return [(one / STEPS, share, tenth / 10) for one, share, tenth in zip(steps, shares, points, strict=True)]


def _semantic_part(meaning: Likeness | None, shown: _Shown) -> SemanticScore:
    one = meaning or Likeness(0)
    return SemanticScore(*shown, cosine=one.cosine, nearest_position=one.position)


def _preference_part(reading: PreferenceReading, tenths: int) -> PreferenceScore:
    """Return the part on top of the others' ``tenths``, as much of it as fits between 0 and 100 points."""
    whole = int(with_preferred(float(tenths), float(preferred_tenths(reading.odds))))
    return PreferenceScore((whole - tenths) / 10, reading.liked, reading.disliked)


def _strongest_first(skills: Iterable[WeighedSkill]) -> list[WeighedSkill]:
    return sorted(skills, key=lambda weighed: (-weighed.units, weighed.skill.name, weighed.skill.id))


def _skill_steps(resume: ResumeVector, skills: list[WeighedSkill]) -> int:
    met = sum(weighed.units * resume.credits.get(weighed.skill.id, NOTHING).units for weighed in skills)
    slope, base = skill_line(float(sum(weighed.units for weighed in skills)))
    return int(in_steps(slope * met + base))


def _skills_part(resume: ResumeVector, skills: list[WeighedSkill], shown: _Shown) -> SkillsScore:
    parts = [_skill_credit(resume, weighed) for weighed in skills]
    return SkillsScore(
        *shown,
        matched=tuple(credit for credit in parts if credit.credit == 1),
        related=tuple(credit for credit in parts if 0 < credit.credit < 1),
        missing=tuple(credit for credit in parts if credit.credit == 0),
    )


def _skill_credit(resume: ResumeVector, weighed: WeighedSkill) -> SkillCredit:
    skill = weighed.skill
    credit = resume.credits.get(skill.id, NOTHING)
    own = resume.skills.get(credit.via or skill.id)
    return SkillCredit(
        id=skill.id,
        name=skill.name,
        importance=skill.importance,
        credit=credit.units / CREDIT_UNIT,
        via=credit.via,
        resume_mentions=own.mentions if own else (),
        job_mentions=skill.mentions,
    )


def _experience_part(
    resume: ResumeVector,
    requirements: Requirements,
    reading: ExperienceReading,
    shown: _Shown,
) -> ExperienceScore:
    both = resume.level is not None and requirements.level is not None
    title, trade = reading.title, reading.trade
    return ExperienceScore(
        *shown,
        resume_years=resume.years,
        required_min_years=requirements.min_years,
        required_max_years=requirements.max_years,
        level_distance=(resume.level or 0) - (requirements.level or 0) if both else None,
        provenance=requirements.provenance,
        nearness=_shown(reading.nearness),
        nearest_position=title.position if title else None,
        relevant_years=round(title.years, 1) if title else None,
        title_nearness=_shown(title.nearness) if title else None,
        trade_nearness=_shown(trade.nearness) if trade else None,
        shared_trades=trade.shared if trade else (),
        kind_nearness=_shown(reading.kind.nearness) if reading.kind else None,
        kinds=reading.kind.named if reading.kind else (),
        reads_like=title.reads_like if title else None,
    )


def _shown(near: float | None) -> float | None:
    return None if near is None else round(near, 4)


def _shared_terms(resume: ResumeVector, asked: Mapping[str, WeighedTerm]) -> list[_SharedTerm]:
    shared = [
        _SharedTerm(asked[key].units * own.units, asked[key].term)
        for key, own in resume.terms.items()
        if key in asked
    ]
    return sorted(shared, key=lambda term: (-term.product, term.term))


def _keywords_part(shared: list[_SharedTerm], shown: _Shown) -> KeywordsScore:
    whole = max(1, sum(term.product for term in shared))
    top = [TermContribution(one.term, round(shown[0] * one.product / whole, 4)) for one in shared[:TOP_TERMS]]
    return KeywordsScore(*shown, top_terms=tuple(top))
