"""Find what was learnt of the preferences of resumes' owners."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session

from domain.codes import Ranker
from domain.preferences import Preferences
from domain.records import from_record
from domain.searches import Weighing
from models.learned_ranker import LearnedPreferences, LearnedRanker
from models.resume import Resume
from services.matching.version import FORMULA
from services.resumes.store import parsed_resume

if TYPE_CHECKING:
    from services.matching.tools import MatchTools


class Named(NamedTuple):
    """What is liked and disliked most for one resume, by name."""

    resume_id: int
    liked: Sequence[str]
    disliked: Sequence[str]


def preferences_of(
    session: Session, weighing: Weighing, resume: Resume, tools: "MatchTools"
) -> Preferences | None:
    """Return the preferences that a ranker has learnt for a resume, None where it has learnt none."""
    return preferences_of_all(session, weighing, [resume], tools).get(resume.id)


def preferences_of_all(
    session: Session, weighing: Weighing, resumes: Sequence[Resume], tools: "MatchTools"
) -> Mapping[int, Preferences]:
    """Return the preferences that a ranker has learnt, by row key of the resumes that it has any for.

    For a resume that nothing was said for, those of the version of it most alike count, if there is one.
    """
    told = told_resumes(session, weighing)
    if not told:
        return {}
    sources = {one.id: one.id for one in resumes if one.id in told}
    sources |= _alike(session, told, [one for one in resumes if one.id not in told], tools)
    chosen = select(LearnedPreferences.resume_id, LearnedPreferences.profile).where(
        LearnedPreferences.version == _version(weighing.version),
        LearnedPreferences.resume_id.in_(set(sources.values())),
    )
    profiles = {key: from_record(profile, Preferences) for key, profile in session.execute(chosen)}
    return {key: profiles[source] for key, source in sources.items() if source in profiles}


def told_resumes(session: Session, weighing: Weighing) -> Sequence[int]:
    """Return the row keys of the resumes that a ranker has learnt preferences for, in order.

    Only under the formula in use: another may count trades by other numbers.
    """
    if weighing.ranker is not Ranker.LEARNED:
        return ()
    chosen = select(LearnedPreferences.resume_id).where(
        LearnedPreferences.version == _version(weighing.version)
    )
    return session.scalars(chosen.order_by(LearnedPreferences.resume_id)).all()


def named_preferences(session: Session, version: str) -> list[Named]:
    """Return what is liked and disliked most, for one resume after another, as a ranker has learnt it."""
    profile = LearnedPreferences.profile
    chosen = select(LearnedPreferences.resume_id, profile["liked"], profile["disliked"])
    learnt = chosen.where(LearnedPreferences.version == _version(version))
    return [Named(*row) for row in session.execute(learnt.order_by(LearnedPreferences.resume_id))]


def _version(ranker_version: str) -> ScalarSelect[str]:
    named = select(LearnedRanker.preferences).where(
        LearnedRanker.version == ranker_version, LearnedRanker.formula == FORMULA
    )
    return named.limit(1).scalar_subquery()


def _alike(
    session: Session, told: Sequence[int], resumes: Iterable[Resume], tools: "MatchTools"
) -> dict[int, int]:
    """Return for each of the resumes the one most alike, where it is near enough to be a version of it."""
    asked = [one for one in resumes if one.status == "ready"]
    if not asked:
        return {}
    from services.matching.alike import ALIKE, likeness_of
    from services.matching.vectors import resume_vector

    read = select(Resume).where(Resume.id.in_(told), Resume.status == "ready").order_by(Resume.id)
    judged = {one.id: resume_vector(parsed_resume(one), tools) for one in session.scalars(read)}
    found = {}
    for one in asked:
        vector = resume_vector(parsed_resume(one), tools)
        near = {key: likeness_of(vector, other) for key, other in judged.items()}
        best = max(near, key=lambda key: (near[key], key), default=None)
        if best is not None and near[best] >= ALIKE:
            found[one.id] = best
    return found
