"""Likeness in meaning of every pair of a ranking set, as the product compares, by the sentence model."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from adapters.sentence_model import MiniLm
from benchmarks.ranking_sets import RankingSet
from domain.resumes import ParsedResume
from services.matching.meaning import PositionMeanings, Units, in_units, likeness
from services.meaning.texts import position_texts, posting_text


def likenesses(ranking: RankingSet) -> NDArray[np.int16]:
    """Return the semantic sub-score in ten-thousandths, a row per resume and a column per posting.

    A text takes 84 ms of the processor, each by itself as the product reads it.
    """
    texts = [posting_text(job.title, job.description_text) for job in ranking.jobs.values()]
    postings = [_read(text) for text in texts]
    positions = [_positions(resume) for resume in ranking.resumes.values()]
    return np.array([[likeness(held, one).steps for one in postings] for held in positions], np.int16)


def _positions(resume: ParsedResume) -> PositionMeanings:
    told = position_texts(resume)
    rows = [_read(position.text) for position in told]
    units = np.concatenate([np.empty(0, np.int16), *rows])
    return PositionMeanings.of((position.name for position in told), units)


@cache
def _read(text: str) -> Units:
    return in_units(_model().encode([text])[0])


@cache
def _model() -> MiniLm:
    return MiniLm()
