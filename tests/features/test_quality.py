"""Floors of quality on sentences written by this project (public test sets: `rolefit bench skills`)."""

import re
from itertools import chain
from pathlib import Path

import pytest

from benchmarks.marked_texts import score_spans
from benchmarks.prose_traps import (
    FRESH_TRAPS,
    GAP,
    RESEMBLING,
    SHIPPED_TRAPS,
    TEST_TRAPS,
    THIRD_TRAPS,
    precision_at_recall,
    read_traps,
    resemblance,
    score_traps,
)
from data.build.context_sentences import ADS, EXAMPLES, HANDS, MIXED, PAIRS, TERSE, read_templates
from domain.spans import Span
from services.features.spans import SpanReader, load_span_model
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy

pytestmark = pytest.mark.quality

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_taxonomy())


@pytest.fixture(scope="module")
def ads() -> list[tuple[str, list[Span]]]:
    return [_marked(line) for line in (HERE / "marked_ads.txt").read_text("utf-8").splitlines()]


def test_ambiguous_words_are_read_as_what_they_are(tagger: Tagger) -> None:
    """On 60 sentences whose failures guided the training templates: a guard, not an estimate."""
    figures = score_traps(tagger, read_traps(HERE / "prose_traps.jsonl"))
    assert figures["precision"] >= 0.96, figures["wrong"]
    assert figures["recall"] >= 0.95, figures["wrong"]


def test_ambiguous_words_in_two_hundred_sentences(tagger: Tagger) -> None:
    """The aim is 0.97 at 0.95; measured were 0.99 at 0.98, with what is asked chosen by cross-validation."""
    traps = read_traps(SHIPPED_TRAPS)
    assert precision_at_recall(traps, 0.95) >= 0.97
    figures = score_traps(tagger, traps)
    assert figures["traps"] == 200
    assert figures["precision"] >= 0.97
    assert figures["recall"] >= 0.95


def test_what_every_demo_posting_ends_with_names_no_skill(tagger: Tagger) -> None:
    """A fit that served all test sentences as well had unlearnt this, in 62 of the postings that users see first."""
    closing = "Apply with a resume. No cover letter needed. Next, you will hear from us within a week."
    assert tagger.tag(closing) == []


@pytest.mark.parametrize(
    ("path", "precision", "recall"), [(FRESH_TRAPS, 0.91, 0.81), (THIRD_TRAPS, 0.92, 0.85)]
)
def test_ambiguous_words_in_sentences_of_hands_that_nothing_was_learnt_from(
    tagger: Tagger, path: Path, precision: float, recall: float
) -> None:
    """Far from the aim of 0.97 at 0.95: of 204 sentences one more or less is half a hundredth."""
    figures = score_traps(tagger, read_traps(path))
    assert figures["traps"] >= 200
    assert figures["precision"] >= precision
    assert figures["recall"] >= recall


def test_no_training_sentence_resembles_a_test_sentence() -> None:
    """Else the figures above would measure memory."""
    traps = [trap for path in TEST_TRAPS for trap in read_traps(path)]
    own = [
        re.sub(r"\[[^]]*\]|\{[^}]*\}", GAP, line)
        for line in chain.from_iterable(map(_lines, (EXAMPLES, ADS, TERSE, PAIRS, MIXED, HANDS)))
    ]
    taught = [*own, *(template.text for template in read_templates())]
    assert len(taught) > 1400
    alike = [line for line in taught if max(resemblance(line, trap) for trap in traps) >= RESEMBLING]
    assert alike == []


def test_ambiguous_words_of_an_earlier_check(tagger: Tagger) -> None:
    """Scored before the present model was learnt: a guard, no longer an estimate."""
    figures = score_traps(tagger, read_traps(HERE / "prose_traps_fresh.jsonl"))
    assert figures["precision"] >= 0.97, figures["wrong"]
    assert figures["recall"] >= 0.95, figures["wrong"]


def test_the_tagger_finds_what_advertisements_ask_for(
    tagger: Tagger, ads: list[tuple[str, list[Span]]]
) -> None:
    figures = score_spans(([m.span for m in tagger.tag(text)], marks) for text, marks in ads)
    assert figures["overlap_recall"] >= 0.95
    assert figures["overlap_precision"] >= 0.8


def test_the_span_reader_finds_it_with_its_limits(tagger: Tagger, ads: list[tuple[str, list[Span]]]) -> None:
    reader = SpanReader(tagger, load_span_model("knowledge"))
    figures = score_spans((reader.read(text), marks) for text, marks in ads)
    assert figures["overlap_f1"] >= 0.85
    assert figures["f1"] >= 0.7


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def _marked(line: str) -> tuple[str, list[Span]]:
    text, marks = "", []
    for piece in re.split(r"(\[[^]]*\])", line):
        word = piece.strip("[]") if piece.startswith("[") else piece
        if word != piece:
            marks.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, marks
