"""Tell the sentiment of a posting's sentences: a detail to look at, never a part of a number.

VADER (Hutto and Gilbert, ICWSM 2014), made for short English texts. Of whole postings it says above 0.9 for
95 %, so that only sentences are rated, and :mod:`services.features.tone` balances named signals instead.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from domain.postings import SentenceSentiment
from domain.spans import Span
from services.features.sentences import sentence_ends

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

NEUTRAL_BELOW = 0.05
"""VADER's authors call a compound score between -0.05 and 0.05 neutral."""

LONGEST_SENTENCE = 600
"""Characters; more is a list without marks, and VADER takes quadratic time for its words."""

_LANGUAGE = "en"


def rate_sentences(text: str, language: str | None) -> tuple[SentenceSentiment, ...]:
    """Return the sentences of an English text that are not neutral, in order; none of another language.

    ``language`` is an ISO 639-1 code, None where unknown. Sentiment is VADER's compound score in [-1, 1].
    """
    if language != _LANGUAGE:
        return ()
    analyse = _analyser().polarity_scores
    rated = ((span, analyse(span.of(text))["compound"]) for span in _sentences(text))
    return tuple(
        SentenceSentiment(span.of(text), span, score) for span, score in rated if abs(score) >= NEUTRAL_BELOW
    )


def _sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of every line without the blanks around them."""
    lines = [place + 1 for place, letter in enumerate(text) if letter == "\n"]
    for start, stop in pairwise(sorted({0, *lines, *sentence_ends(text), len(text)})):
        piece = text[start:stop]
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if 0 < last - first <= LONGEST_SENTENCE:
            yield Span(first, last)


@cache
def _analyser() -> "SentimentIntensityAnalyzer":
    """Read VADER's word list on first use: 7,500 words, 20 ms."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
