"""A sentence that implies a skill is linked to ESCO's name for it."""

import pytest

from services.features.linking import EscoLinker, load_linker


@pytest.fixture(scope="module")
def linker() -> EscoLinker:
    return load_linker()


def test_a_sentence_that_holds_a_concepts_words_has_it_among_the_first_five(linker: EscoLinker) -> None:
    found = linker.link(["You negotiate the employment agreements of new staff."])[0]
    assert len(found) == 5
    assert "negotiate employment agreements" in [link.label for link in found]


def test_links_carry_escos_ids_best_first(linker: EscoLinker) -> None:
    links = linker.link(["manage musical staff"])[0]
    assert links[0].label == "manage musical staff"
    assert links[0].id.startswith("esco:")
    assert [link.score for link in links] == sorted((link.score for link in links), reverse=True)


def test_without_learnt_sentences_names_still_link(linker: EscoLinker) -> None:
    assert linker.names_only().link(["forensic pathology"])[0][0].label == "forensic pathology"
