"""Tell likeness from what is stored alone, without reading a text."""

from collections.abc import Callable, Mapping

from domain.resumes import ParsedResume
from services.matching.meaning import Likeness, PositionMeanings, likeness
from services.meaning.stored import Meanings, digest_of
from services.meaning.texts import position_texts
from services.ports import SentenceModel, SentenceModelAbsent


def model_name(sentences: Callable[[], SentenceModel]) -> str | None:
    """Return the name of the sentence model, None where its packages are not installed."""
    try:
        return sentences().name
    except SentenceModelAbsent:
        return None


def known_likenesses(
    model: str, held: Meanings, resume: ParsedResume, texts: Mapping[int, str]
) -> dict[int, Likeness]:
    """Return by row key how alike those postings are to the resume whose present text was read by ``model``.

    Empty where the resume's present positions were not.
    """
    positions = position_texts(resume)
    own = held.resume
    if own is None or own.digest != digest_of(model, [position.text for position in positions]):
        return {}
    rows = own.units.reshape(len(positions), -1)
    compared = PositionMeanings(tuple(position.name for position in positions), rows)
    return {
        key: likeness(compared, read.units)
        for key, read in held.postings.items()
        if read.digest == digest_of(model, [texts[key]])
    }
