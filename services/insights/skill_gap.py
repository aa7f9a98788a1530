"""Find the skills worth learning: which would lift how many postings past a score, by scoring them again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.resumes import ParsedResume
from domain.searches import Weights
from domain.skills import Skill
from services.insights.imagine import Change, imagine
from services.matching.matrix import PostingMatrix
from services.matching.scoring import score_postings
from services.matching.tools import MatchTools
from services.matching.vectors import resume_vector


@dataclass(frozen=True)
class Gap:
    """A skill the resume lacks: how many postings name it and how many it would lift past the score.

    ``mean_gain`` is the mean number of points over the postings whose score it changes.
    """

    skill: Skill
    postings: int
    lifted: int
    mean_gain: float


@dataclass(frozen=True)
class SkillGap:
    """How many postings reach the score today, of how many, and what would lift more of them."""

    postings: int
    reached: int
    gaps: tuple[Gap, ...]


def skill_gap(
    question: "GapQuestion", matrix: PostingMatrix, named: Iterable[tuple[Skill, int]], tools: MatchTools
) -> SkillGap:
    """Return the gaps, the skill that lifts most postings first.

    ``named`` are the skills that the postings name, each with the number of postings, the commonest first.
    Every candidate is added to the resume and all postings are scored again: about 10 ms for 100,000.
    """
    now = _points(question.resume, question, matrix, tools)
    own = {skill.id for skill in question.resume.skills}
    gaps = [
        _gap(
            skill,
            count,
            now,
            _points(imagine(question.resume, Change((skill,))), question, matrix, tools),
            question,
        )
        for skill, count in named
        if skill.id not in own
    ]
    useful = [gap for gap in gaps if gap.mean_gain > 0]
    useful.sort(key=lambda gap: (-gap.lifted, -gap.mean_gain * gap.postings, gap.skill.name))
    return SkillGap(len(now), int(np.sum(now >= question.score)), tuple(useful[: question.most]))


@dataclass(frozen=True)
class GapQuestion:
    """Whose gap, towards which score (0 to 100), and how many answers at most."""

    resume: ParsedResume
    weights: Weights
    score: float
    most: int = 10


def _points(
    resume: ParsedResume, question: GapQuestion, matrix: PostingMatrix, tools: MatchTools
) -> NDArray[np.float64]:
    scores = score_postings(resume_vector(resume, tools.relations), matrix, question.weights)
    points: NDArray[np.float64] = scores.points
    return points


def _gap(
    skill: Skill, count: int, now: NDArray[np.float64], then: NDArray[np.float64], question: GapQuestion
) -> Gap:
    gained = then - now
    changed = gained > 0
    lifted = int(np.sum((now < question.score) & (then >= question.score)))
    return Gap(skill, count, lifted, round(float(gained[changed].mean()), 1) if changed.any() else 0.0)


def distinct_skills(features: Iterable[Sequence[tuple[str, str]]]) -> list[tuple[Skill, int]]:
    """Count in how many postings each ``(id, name)`` occurs, the commonest first."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for skills in features:
        for skill_id, name in dict(skills).items():
            counts[skill_id] = counts.get(skill_id, 0) + 1
            names.setdefault(skill_id, name)
    ordered = sorted(counts, key=lambda skill_id: (-counts[skill_id], skill_id))
    return [(Skill(skill_id, names[skill_id]), counts[skill_id]) for skill_id in ordered]
