"""Find what was learnt of the preferences of a resume's owner."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
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


def preferences_of(
    session: Session, weighing: Weighing, resume: Resume, tools: "MatchTools"
) -> Preferences | None:
    """Return the preferences that a ranker has learnt for a resume, None where it has learnt none.

    For a resume that nothing was said for, those of the earlier version of it count, if there is one.
    """
    if weighing.ranker is not Ranker.LEARNED:
        return None
    learnt = learnt_preferences(session, weighing.version)
    own = next((one for one in learnt if one.resume_id == resume.id), None) or _alike(
        session, learnt, resume, tools
    )
    return from_record(own.profile, Preferences) if own else None


def learnt_preferences(session: Session, version: str) -> Sequence[LearnedPreferences]:
    """Return what a ranker of this version has learnt, for one resume after another.

    Only under the formula in use: another may count trades by other numbers.
    """
    named = (
        select(LearnedRanker.preferences)
        .where(LearnedRanker.version == version, LearnedRanker.formula == FORMULA)
        .limit(1)
    )
    chosen = select(LearnedPreferences).where(LearnedPreferences.version == named.scalar_subquery())
    return session.scalars(chosen.order_by(LearnedPreferences.resume_id)).all()


def _alike(
    session: Session, learnt: Sequence[LearnedPreferences], resume: Resume, tools: "MatchTools"
) -> LearnedPreferences | None:
    """Return what was learnt for the resume most alike, if it is near enough to be a version of this one."""
    if not learnt or resume.status != "ready":
        return None
    from services.matching.alike import ALIKE, likeness_of
    from services.matching.vectors import resume_vector

    vector = resume_vector(parsed_resume(resume), tools)
    judged = select(Resume).where(Resume.id.in_([one.resume_id for one in learnt]), Resume.status == "ready")
    near = {
        other.id: likeness_of(vector, resume_vector(parsed_resume(other), tools))
        for other in session.scalars(judged)
    }
    found = max(learnt, key=lambda one: (near.get(one.resume_id, 0.0), one.resume_id))
    return found if near.get(found.resume_id, 0.0) >= ALIKE else None
