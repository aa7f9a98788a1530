"""Read one resume's experience for one posting, with the very arithmetic that scores blocks."""

from typing import NamedTuple

from domain.postings import PostingFeatures
from services.matching.evidence import WeighedTerm
from services.matching.experience import (
    experience_line,
    read_asked,
    relevant_years,
    title_nearness,
    with_title,
    years_met,
)
from services.matching.positions import NOTHING, weigh_title
from services.matching.vectors import ResumeVector


class ExperienceReading(NamedTuple):
    """The sub-score in [0, 1] before rounding, and what it comes from; None where a posting has no title."""

    score: float
    nearness: float | None = None
    position: str | None = None
    years: float | None = None


def read_experience(resume: ResumeVector, features: PostingFeatures) -> ExperienceReading:
    """Return how the resume's experience meets a posting."""
    asked, slope, base = experience_line(resume.level, read_asked(features.requirements))
    title = weigh_title(features.title)
    if not title:
        return ExperienceReading(slope * years_met(resume.years, asked) + base)
    held = {key: resume.titles.get(key, NOTHING) for key in title}
    near = title_nearness(float(sum(word.units * held[key].units for key, word in title.items())))
    counted = relevant_years(
        resume.years, float(sum(word.units * held[key].years for key, word in title.items()))
    )
    return ExperienceReading(
        score=float(with_title(slope * years_met(counted, asked) + base, near)),
        nearness=round(float(near), 4),
        position=_nearest(resume, title),
        years=round(float(counted), 1),
    )


def _nearest(resume: ResumeVector, title: dict[str, WeighedTerm]) -> str | None:
    """Return the position that meets most of the title, the first of equals; None if none meets any of it."""
    met: dict[str, int] = {}
    for key, word in title.items():
        held = resume.titles.get(key, NOTHING)
        if held.position is not None:
            met[held.position] = met.get(held.position, 0) + word.units * held.units
    return max(sorted(met), key=met.__getitem__, default=None)
