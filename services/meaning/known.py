"""Tell likeness from what is stored alone, without reading a text."""

from collections.abc import Callable, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.posting import Posting
from models.resume import Resume
from services.matching.meaning import Likeness, PositionMeanings, likeness
from services.meaning.stored import digest_of, load_meanings
from services.meaning.texts import position_texts, posting_text
from services.ports import SentenceModel, SentenceModelAbsent
from services.resumes.store import parsed_resume


def model_name(sentences: Callable[[], SentenceModel]) -> str | None:
    """Return the name of the sentence model, None where its packages are not installed."""
    try:
        return sentences().name
    except SentenceModelAbsent:
        return None


def stored_likenesses(
    session: Session, model: str | None, resume: Resume, keys: Iterable[int]
) -> dict[int, Likeness]:
    """Return by row key how alike postings and resume are, of those whose present text ``model`` has read.

    Empty where the resume's present positions were not read, and without a model.
    """
    if model is None:
        return {}
    held, positions = load_meanings(session, resume.id, keys), position_texts(parsed_resume(resume))
    own = held.resume
    if own is None or own.digest != digest_of(model, [position.text for position in positions]):
        return {}
    compared = PositionMeanings.of((position.name for position in positions), own.units)
    texts = _texts(session, held.postings)
    return {
        key: likeness(compared, read.units)
        for key, read in held.postings.items()
        if read.digest == digest_of(model, [texts[key]])
    }


def _texts(session: Session, keys: Iterable[int]) -> dict[int, str]:
    written = select(Posting.id, Posting.title, Posting.description_text).where(Posting.id.in_(list(keys)))
    return {key: posting_text(title, text) for key, title, text in session.execute(written)}
