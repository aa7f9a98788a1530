"""Spans beyond the dictionary: exact places, sensible labels, nothing lost on odd input."""

import numpy as np
import pytest

from services.features.spans import (
    FIRST,
    FURTHER,
    OUTSIDE,
    SpanReader,
    best_path,
    load_span_model,
    spans_of,
)
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    return SpanReader(Tagger(load_taxonomy()), load_span_model("knowledge"))


def test_skills_are_read_with_their_exact_places(reader: SpanReader) -> None:
    text = "İ Solid experience with   Python and Kubernetes is required."
    assert [span.of(text) for span in reader.read(text)] == ["Python", "Kubernetes"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "a" * 5000, "\ud800 Python"])
def test_odd_texts_are_read_without_complaint(reader: SpanReader, text: str) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in reader.read(text))


def test_spans_begin_at_first_words_and_run_over_further_ones() -> None:
    labels = np.array([OUTSIDE, FIRST, FURTHER, FIRST, OUTSIDE, FIRST])
    firsts, stops = spans_of(labels)
    assert list(zip(firsts.tolist(), stops.tolist(), strict=True)) == [(1, 3), (3, 4), (5, 6)]


def test_the_best_path_is_the_best_of_all_paths() -> None:
    """Against brute force, over sentences of different lengths."""
    random = np.random.Generator(np.random.PCG64(3))
    scores, steps = random.normal(size=(7, 3)), random.normal(size=(3, 3))
    steps[OUTSIDE, FURTHER] = -1e4
    sentences = np.array([0, 0, 0, 0, 1, 1, 2])
    found = best_path(scores, steps, sentences)
    for number in range(3):
        words = np.flatnonzero(sentences == number)
        paths = np.indices((3,) * len(words)).reshape(len(words), -1).T
        paths = paths[paths[:, 0] != FURTHER]
        best = max(paths, key=lambda path: _worth(scores[words], steps, path))
        assert found[words].tolist() == best.tolist()


def _worth(scores: np.ndarray, steps: np.ndarray, path: np.ndarray) -> float:
    return scores[np.arange(len(path)), path].sum() + steps[path[:-1], path[1:]].sum()
