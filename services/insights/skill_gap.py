"""Find the skills worth learning: which would lift how many postings past a score, by scoring them again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from domain.resumes import ParsedResume
from domain.searches import Weights
from domain.skills import Skill
from services.features.taxonomy import Taxonomy
from services.insights.imagine import HELD, Change, imagine
from services.insights.tools import InsightTools
from services.matching.columns import columns
from services.matching.scoring import Scores, with_meaning
from services.matching.vectors import resume_vector
from services.shortlist.stored import StoredPostings

MOST_TRIED = 60
"""How many skills are tried, those that most postings name first: 60 × 100,000 scores take about a second."""


LEFT_OUT = "meaning is left out: none of the stored postings has been compared by it yet"


@dataclass(frozen=True)
class GapQuestion:
    """Whose gap, towards which score (0 to 100), and how many answers at most.

    ``alike``, where meaning has weight: the semantic sub-scores that are known, in ten-thousandths by row
    key; others count 0, and where none is known meaning is left out.
    """

    resume: ParsedResume
    weights: Weights
    score: float
    most: int = 10
    alike: Mapping[int, int] | None = None


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
    """How many of the postings reach the score today, and what would lift more of them.

    ``compared`` is how many have their likeness in meaning in it, None where that has no weight.
    """

    postings: int
    reached: int
    score: float
    gaps: tuple[Gap, ...]
    compared: int | None = None

    @property
    def note(self) -> str | None:
        """Return what to know of the scores."""
        if self.compared is None:
            return None
        return HELD if self.compared else LEFT_OUT


def find_gaps(question: GapQuestion, stored: StoredPostings, tools: InsightTools) -> SkillGap:
    """Return the skills that would help, the one that lifts most postings past the score first.

    Each candidate is added to the resume and every posting is scored again; nothing is guessed from counts.
    """
    now = _points(question, stored, tools)
    own = {skill.id for skill in question.resume.skills}
    tried = [(skill, count) for skill, count in named_skills(stored, tools.taxonomy) if skill.id not in own]
    gaps = [
        _gap(question, now, _with(question, skill, stored, tools), (skill, count)) for skill, count in tried
    ]
    useful = [gap for gap in gaps if gap.mean_gain > 0]
    useful.sort(key=lambda gap: (-gap.lifted, -gap.mean_gain * gap.postings, gap.skill.name))
    reached = int(np.sum(now >= question.score))
    compared = None if question.alike is None else len(question.alike)
    return SkillGap(len(now), reached, question.score, tuple(useful[: question.most]), compared)


def named_skills(stored: StoredPostings, taxonomy: Taxonomy) -> Sequence[tuple[Skill, int]]:
    """Return the skills that most postings name, with the number of postings, the commonest first."""
    counts: Counter[int] = Counter()
    first = 0
    for block in stored.matrix.blocks:
        alive = stored.alive[first : first + len(block)]
        first += len(block)
        entries = block.skills.entries()
        names, found = np.unique(entries.columns[alive[entries.rows]], return_counts=True)
        counts.update(dict(zip(names.tolist(), found.tolist(), strict=True)))
    rows = dict(zip(columns(taxonomy.ids).tolist(), range(len(taxonomy.ids)), strict=True))
    known = [(taxonomy.at(rows[column]), count) for column, count in counts.items() if column in rows]
    known.sort(key=lambda pair: (-pair[1], pair[0].id))
    return known[:MOST_TRIED]


def _with(
    question: GapQuestion, skill: Skill, stored: StoredPostings, tools: InsightTools
) -> NDArray[np.float64]:
    return _points(replace(question, resume=imagine(question.resume, Change((skill,)))), stored, tools)


def _points(question: GapQuestion, stored: StoredPostings, tools: InsightTools) -> NDArray[np.float64]:
    vector = resume_vector(question.resume, tools.matching)
    scores = stored.scores(vector, question.weights)
    if question.alike:
        scores = with_meaning(scores, _steps(scores, question.alike), question.weights)
    return scores.points


def _steps(scores: Scores, alike: Mapping[int, int]) -> NDArray[np.int16]:
    steps = np.zeros(len(scores), np.int16)
    places = np.flatnonzero(np.isin(scores.ids, list(alike)))
    steps[places] = [alike[key] for key in scores.ids[places].tolist()]
    return steps


def _gap(
    question: GapQuestion, now: NDArray[np.float64], then: NDArray[np.float64], named: tuple[Skill, int]
) -> Gap:
    gained = then - now
    changed = gained > 0
    lifted = int(np.sum((now < question.score) & (then >= question.score)))
    return Gap(*named, lifted, round(float(gained[changed].mean()), 1) if changed.any() else 0.0)
