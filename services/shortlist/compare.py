"""Compare the best stored postings with a resume by meaning; what is read for it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.searches import Weighing
from models.posting import Posting
from models.resume import Resume
from services.matching.meaning import Likeness, steps_of
from services.matching.scoring import Scores, rank, with_meaning
from services.meaning.compare import Comparer
from services.meaning.stored import load_meanings, store_meanings
from services.meaning.texts import posting_text
from services.ports import SentenceModel
from services.resumes.store import parsed_resume

FEWEST_COMPARED = 50
"""Postings that are compared though fewer are wanted, so that meaning can lift some among the best."""


@dataclass(frozen=True, eq=False)
class Shortlist:
    """Scores of the postings that may be shown, and by row key the likeness of those compared."""

    scores: Scores
    likenesses: Mapping[int, Likeness] = field(default_factory=dict)
    compared: int | None = None


@dataclass(frozen=True)
class Comparing:
    """Who reads, how meaning is weighed, and how many postings are wanted."""

    model: SentenceModel
    weighing: Weighing
    most: int


def compare_best(session: Session, resume: Resume, scores: Scores, how: Comparing) -> Shortlist:
    """Return the best postings by the other sub-scores, scored with their likeness to the resume.

    A text read for the first time takes a tenth of a second; its vector is stored.
    """
    best = scores.only(rank(scores, max(how.most, FEWEST_COMPARED)))
    rows = posting_rows(session, best.ids.tolist())
    comparer = Comparer(how.model, load_meanings(session, resume.id, rows), parsed_resume(resume))
    likenesses = {
        key: comparer.likeness(key, posting_text(row.title, row.description_text))
        for key, row in rows.items()
    }
    store_meanings(session, resume.account_id, resume.id, comparer.made)
    steps = [steps_of(likenesses.get(key)) for key in best.ids.tolist()]
    return Shortlist(with_meaning(best, steps, how.weighing.weights), likenesses, len(likenesses))


def posting_rows(session: Session, keys: Sequence[int]) -> dict[int, Posting]:
    """Return postings by row key, without those deleted a moment ago."""
    found = select(Posting).where(Posting.id.in_(keys)).options(defer(Posting.raw))
    return {row.id: row for row in session.scalars(found)}
