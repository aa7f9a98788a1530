"""Compare a resume's positions with postings by what a sentence model makes of their texts."""

from collections.abc import Sequence

import numpy as np

from domain.resumes import ParsedResume
from services.matching.meaning import Likeness, PositionMeanings, Units, in_units, likeness
from services.meaning.stored import Meanings, Read, digest_of
from services.meaning.texts import position_texts
from services.ports import SentenceModel

MOST_COMPARED = 200
"""Postings of a search that are compared, the best by the other sub-scores: 0.1 s each the first time."""


class Comparer:
    """Hold one resume against postings; ``made`` is what had to be read for it and can be stored.

    Every text is read by itself: what a model with whole numbers makes of one depends on those beside it.
    """

    def __init__(self, model: SentenceModel, held: Meanings, resume: ParsedResume) -> None:
        self._model, self._held = model, held
        self._postings: dict[int, Read] = {}
        positions = position_texts(resume)
        read = self._read([position.text for position in positions], held.resume)
        self._resume = None if read is held.resume else read
        self._positions = PositionMeanings.of((position.name for position in positions), read.units)

    def likeness(self, key: int, text: str) -> Likeness:
        """Return how alike the posting with this row key and text is to the nearest position."""
        held = self._held.postings.get(key)
        read = self._read([text], held)
        if read is not held:
            self._postings[key] = read
        return likeness(self._positions, read.units)

    @property
    def made(self) -> Meanings:
        """Return what was read and is not stored yet."""
        return Meanings(dict(self._postings), self._resume)

    def _read(self, texts: Sequence[str], held: Read | None) -> Read:
        digest = digest_of(self._model.name, texts)
        if held is not None and held.digest == digest:
            return held
        return Read(digest, self._units(texts))

    def _units(self, texts: Sequence[str]) -> Units:
        rows = [in_units(self._model.encode([text])[0]) for text in texts]
        return np.concatenate([np.empty(0, np.int16), *rows])
