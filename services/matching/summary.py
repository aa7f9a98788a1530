"""Say in one plain sentence why a posting scores as it does."""

from collections.abc import Iterable
from dataclasses import replace

from domain.codes import Importance
from domain.matches import (
    ExperienceScore,
    PreferenceScore,
    RequirementCheck,
    ScoreBreakdown,
    SkillCredit,
    SkillsScore,
)

NAMED = 3
"""Most skills a sentence names before it counts the rest."""

NAMED_LEANINGS = 2
"""Likes or dislikes that a sentence names."""

WORTH_SAYING = 1.0
"""Points of a preference below which a sentence leaves it out."""

FEW_SKILLS = 3
"""Below this many named skills the sentence warns that there is little to go by."""


def summarise(breakdown: ScoreBreakdown, requirements: Iterable[RequirementCheck] = ()) -> str:
    """Return one sentence on skills, years and what else is asked, and on what verdicts on others tell.

    For example "Covers 8 of 10 required skills (missing Kafka and Terraform); 7.4 years where 5 are asked;
    asks for German (C1), which your resume does not show; 4.2 points for what you liked before (Django)."
    """
    told = [
        _skills(breakdown.skills),
        _years(breakdown.experience),
        _unmet(requirements),
        _preference(breakdown.preference),
    ]
    return f"{'; '.join(filter(None, told))}."


def _skills(part: SkillsScore) -> str:
    required = _required(part)
    kind, shown = ("required", required) if _asked(required) else ("named", part)
    asked, matched = _asked(shown), len(shown.matched)
    if asked == 0:
        return "Names no skills to compare"
    text = f"{_covers(matched, asked, kind)}{_asides(shown)}"
    return f"{text}, with little else to go by" if _asked(part) < FEW_SKILLS else text


def _required(part: SkillsScore) -> SkillsScore:
    return replace(
        part,
        matched=tuple(filter(_is_required, part.matched)),
        related=tuple(filter(_is_required, part.related)),
        missing=tuple(filter(_is_required, part.missing)),
    )


def _is_required(skill: SkillCredit) -> bool:
    return skill.importance is Importance.REQUIRED


def _asked(part: SkillsScore) -> int:
    return len(part.matched) + len(part.related) + len(part.missing)


def _covers(matched: int, asked: int, kind: str) -> str:
    if asked == 1:
        return f"Covers the one {kind} skill" if matched else f"Does not cover the one {kind} skill"
    if matched == asked:
        return f"Covers both {kind} skills" if asked == 2 else f"Covers all {asked} {kind} skills"
    return f"Covers {matched or 'none'} of {asked} {kind} skills"


def _asides(part: SkillsScore) -> str:
    asides = []
    if part.related:
        asides.append(f"close to {_listed(skill.name for skill in part.related)}")
    if part.missing:
        asides.append(f"missing {_listed(skill.name for skill in part.missing)}")
    return f" ({'; '.join(asides)})" if asides else ""


def _listed(names: Iterable[str]) -> str:
    items = list(names)
    if len(items) > NAMED:
        items = [*items[: NAMED - 1], f"{len(items) - NAMED + 1} more"]
    return " and ".join(filter(None, [", ".join(items[:-1]), items[-1]]))


def _years(part: ExperienceScore) -> str:
    own = f"{_number(part.resume_years)} {'year' if part.resume_years == 1 else 'years'}"
    least, most = part.required_min_years, part.required_max_years
    if least is None and most is None:
        return f"{own}, no number of years asked{_level(part.level_distance)}"
    return f"{own} where {_range(least, most)}{_level(part.level_distance)}"


def _unmet(requirements: Iterable[RequirementCheck]) -> str:
    """Say what is demanded and not shown."""
    unmet = [one for one in requirements if one.met is False]
    return f"asks for {_listed(map(_demand, unmet))}, which your resume does not show" if unmet else ""


def _demand(one: RequirementCheck) -> str:
    if one.kind == "clearance":
        return one.name if "clearance" in one.name.casefold() else f"{one.name} clearance"
    article = "an" if one.name[0] in "aeiou" else "a"
    return (
        f"{article} {one.name}" if one.kind == "education" and one.name != "vocational training" else one.name
    )


def _preference(part: PreferenceScore | None) -> str:
    if part is None or abs(part.points) < WORTH_SAYING:
        return ""
    what = "for what you liked" if part.points > 0 else "less for what you disliked"
    points, named = _number(abs(part.points)), _listed(part.reasons[:NAMED_LEANINGS])
    return f"{points} {'point' if points == '1' else 'points'} {what} before ({named})"


def _range(least: float | None, most: float | None) -> str:
    if most is None or most == least:
        return f"{_number(least or 0)} {'is' if least == 1 else 'are'} asked"
    if not least:
        return f"up to {_number(most)} {'is' if most == 1 else 'are'} asked"
    return f"{_number(least)} to {_number(most)} are asked"


def _level(distance: int | None) -> str:
    if not distance:
        return ""
    steps = "a level" if abs(distance) == 1 else f"{abs(distance)} levels"
    return f", {steps} {'below' if distance > 0 else 'above'} yours"


def _number(years: float) -> str:
    return f"{years:.1f}".removesuffix(".0")
