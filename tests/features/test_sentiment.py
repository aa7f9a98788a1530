"""Sentences' sentiment: shown where it lies, in English, and never quadratic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.features.sentiment import LONGEST_SENTENCE, rate_sentences

AD = """Bakery assistant.
We are a friendly team and love what we do! The shift starts at four.
 • You will be blamed for terrible mistakes; awful customers are a constant problem
Oven, scales, till."""


def test_only_sentences_with_a_sentiment_are_shown_where_they_stand() -> None:
    kind, harsh, awful = rate_sentences(AD, "en")
    assert kind.text == "We are a friendly team and love what we do!"
    assert kind.sentiment > 0.5
    assert harsh.text == "You will be blamed for terrible mistakes;"
    assert awful.text == "awful customers are a constant problem"
    assert max(harsh.sentiment, awful.sentiment) < -0.5
    assert all(AD[rated.span.start : rated.span.end] == rated.text for rated in (kind, harsh, awful))


@pytest.mark.parametrize("language", ["de", None])
def test_a_text_in_another_language_is_not_rated(language: str | None) -> None:
    """VADER knows English words: "die" of a German text would be a death."""
    assert rate_sentences("Die Kunden sind toll. We love it.", language) == ()


@given(st.text(st.sampled_from("good bad but. \n;!?•é😀"), max_size=300))
def test_any_text_is_rated_in_order_and_within_bounds(text: str) -> None:
    rated = rate_sentences(text, "en")
    assert all(-1 <= sentence.sentiment <= 1 for sentence in rated)
    assert all(text[sentence.span.start : sentence.span.end] == sentence.text for sentence in rated)
    assert [sentence.span for sentence in rated] == sorted({sentence.span for sentence in rated})


def test_a_list_without_marks_is_left_out_rather_than_waited_for() -> None:
    endless = "great but awful " * 12_000
    assert rate_sentences(endless, "en") == ()
    assert len(endless) > LONGEST_SENTENCE
