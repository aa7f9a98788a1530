"""Words of different meaning have different stems, and a word's forms still share one."""

import pytest

from services.features.stems import stem_table, stemmer
from services.features.wordlists import phrases


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("police", "policy"),
        ("international", "intern"),
        ("hospitality", "hospital"),
        ("officer", "office"),
        ("programmer", "program"),
        ("important", "import"),
        ("customs", "customer"),
    ],
)
def test_words_that_the_stemmer_joins_are_kept_apart(one: str, other: str) -> None:
    """A police officer is no policy office."""
    stems = stem_table("en")
    assert stems[one] != stems[other]


@pytest.mark.parametrize(
    ("one", "other"), [("policies", "policy"), ("Officers", "officer"), ("engineering", "engineers")]
)
def test_forms_of_a_word_share_its_stem(one: str, other: str) -> None:
    stems = stem_table("en")
    assert stems[one] == stems[other]


def test_every_exception_holds_in_the_shipped_table_and_without_it() -> None:
    """Whether a word was stemmed when the table was built or is met for the first time."""
    table, asked = stem_table("en"), stemmer("en")
    for _, family in phrases("stem_exceptions"):
        stem, _, words = family.partition(": ")
        assert {table[word] for word in words.split(", ")} <= {stem}, family
        assert {asked(word) for word in words.split(", ")} == {stem}, family
