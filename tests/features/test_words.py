"""Words that can be keywords are cut alike wherever they stand, and marks keep them apart."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.features.page import lay_out
from services.features.words import Words

PIECES = ("Nurse", "node.js", "skills.Apply", "e.g.", "U.S.", " ", "\n", ", ", "-", "&", "C++", ".NET", "3d")
ODD = ("a@b.org", "www.a.com/x", "|", "İ", "don't", "don\u2019t", "…", "\u00a0")
TEXTS = st.lists(st.lists(st.sampled_from(PIECES + ODD), max_size=8).map("".join), min_size=1, max_size=5)


def spelled(words: Words) -> list[str]:
    """Return the words as written."""
    text, starts, ends = words.places
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def phrases(text: str) -> list[str]:
    """Return every two words that nothing keeps apart."""
    words = lay_out([text]).words
    beside = [one == other for one, other in pairwise(words.stretches.tolist())]
    return [" ".join(pair) for pair, near in zip(pairwise(spelled(words)), beside, strict=True) if near]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Node.js, ASP.NET and C++", ["Node.js", "ASP.NET", "and", "C++"]),
        ("your skills.Apply now", ["your", "skills", "Apply", "now"]),
        ("e.g. 24/7 in the U.S.", ["e", "g", "in", "the", "U", "S"]),
        ("mail ana@example.org or www.example.org/jobs today", ["mail", "or", "today"]),
        ("nurse\u2019s aide", ["nurse's", "aide"]),
    ],
)
def test_words_are_cut(text: str, words: Sequence[str]) -> None:
    assert spelled(lay_out([text]).words) == words


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("front-end work", ["front end", "end work"]),
        ("research & development", ["research development"]),
        ("wages, benefits\nhours", []),
        ("team 5 lead", []),
        ("skills.Apply", []),
    ],
)
def test_hyphens_join_and_marks_numbers_and_lines_part(text: str, joined: Sequence[str]) -> None:
    assert phrases(text) == joined


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_text_among_others_has_the_words_it_has_alone(texts: Sequence[str]) -> None:
    for text, words in zip(texts, lay_out(texts).words_each(), strict=True):
        alone = lay_out([text]).words
        assert words.places == alone.places
        assert words.hashes.tolist() == alone.hashes.tolist()
        assert [a == b for a, b in pairwise(words.stretches)] == [
            a == b for a, b in pairwise(alone.stretches)
        ]
