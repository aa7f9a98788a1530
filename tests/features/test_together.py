"""Postings are read some at a time: none may read otherwise for the others beside it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.postings import JobPosting
from services.features.page import lay_out
from services.features.postings import batched, features_of, posting_features
from services.features.tagger import Tagger
from services.features.tools import FeatureTools, load_feature_tools

PIECES = (
    "React",
    " native",
    "\n",
    "Requirements:",
    " go ",
    "Go, Rust",
    "machine",
    " learning",
    ".NET",
    "C++",
    "www.python.org/",
    "Spring 2024",
    "R&D",
    "|",
    "İ",
    "•",
    " 3 years of Java experience",
    "a line that is long enough to have been wrapped by its writer, machine",
)
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def tools() -> FeatureTools:
    return load_feature_tools()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_texts_are_tagged_together_as_each_alone(texts: Sequence[str]) -> None:
    tagger: Tagger = load_feature_tools().tagger
    assert tagger.tag_each(lay_out(texts)) == [tagger.tag(text) for text in texts]


def test_features_do_not_depend_on_the_postings_beside(tools: FeatureTools) -> None:
    texts = ["Python and Go\nYou know React", "native apps in Swift", "", "learning to code; machine"]
    postings = [JobPosting("t", str(n), "Engineer", description_text=text) for n, text in enumerate(texts)]
    assert list(features_of(postings, tools)) == [posting_features(one, tools) for one in postings]


def test_groups_keep_every_posting_in_order_and_stay_small() -> None:
    postings = [JobPosting("t", str(n), "", description_text="x" * n) for n in range(50)]
    groups = list(batched(postings, letters=100))
    assert [one for group in groups for one in group] == postings
    assert all(sum(len(one.description_text) for one in group[:-1]) < 100 for group in groups)
