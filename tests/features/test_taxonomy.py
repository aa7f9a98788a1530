"""The taxonomy: one identity for every spelling, relations that earn partial credit, quick to load."""

import pytest

from services.features.relations import TaxonomyRelations
from services.features.taxonomy import Taxonomy, load_taxonomy


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("k8s", "Kubernetes"),
        ("golang", "Go"),
        ("js", "JavaScript"),
        ("Postgres", "PostgreSQL"),
        ("reactjs", "React"),
        ("react native", "React Native"),
        ("ms excel", "Microsoft Excel"),
        ("amazon web services", "AWS"),
        ("ML", "Machine learning"),
        ("accounts payable", "Accounts payable"),
        ("forklift", "Forklift operation"),
        ("iv therapy", "IV therapy"),
        ("lesson plans", "Lesson planning"),
        ("mig welding", "MIG welding"),
    ],
)
def test_spellings_share_a_name(taxonomy: Taxonomy, phrase: str, name: str) -> None:
    skill = taxonomy.find(phrase)
    assert skill is not None
    assert skill.name == name


def test_ids_are_escos_where_esco_has_the_concept_and_ours_elsewhere(taxonomy: Taxonomy) -> None:
    python, react = taxonomy.find("Python"), taxonomy.find("React")
    assert python is not None
    assert react is not None
    assert python.id == "esco:ccd0a1d9-afda-43d9-b901-96344886e14d"
    assert react.id == "rf:react"


def test_ids_are_unique_and_every_form_has_a_skill(taxonomy: Taxonomy) -> None:
    assert len(set(taxonomy.ids)) == len(taxonomy.ids)
    assert set(taxonomy.forms.rows.tolist()) <= set(range(len(taxonomy.ids)))
    assert len(set(taxonomy.forms.texts)) == len(taxonomy.forms.texts)


def test_a_skill_is_found_by_its_id(taxonomy: Taxonomy) -> None:
    assert taxonomy.get("rf:react") == taxonomy.find("react")
    assert taxonomy.get("rf:no-such-skill") is None
    assert taxonomy.find("no such skill") is None


def test_who_writes_django_knows_some_python_and_less_the_other_way_round(taxonomy: Taxonomy) -> None:
    relations = TaxonomyRelations(taxonomy)
    django, python = taxonomy.find("Django"), taxonomy.find("Python")
    assert django is not None
    assert python is not None
    assert relations.credit([django.id])[python.id] == (0.5, django.id)
    assert relations.credit([python.id])[django.id] == (0.25, python.id)


def test_related_credit_is_at_most_half_and_never_falls_with_more_skills(taxonomy: Taxonomy) -> None:
    relations = TaxonomyRelations(taxonomy)
    few = relations.credit(taxonomy.ids[:50])
    many = relations.credit(taxonomy.ids[:300])
    assert few
    assert all(0 < credit <= 0.5 for credit, _ in many.values())
    assert all(many[skill_id][0] >= credit for skill_id, (credit, _) in few.items())


def test_every_row_of_the_tables_names_its_source(taxonomy: Taxonomy) -> None:
    assert taxonomy.forms.sources.min() >= 0
    assert taxonomy.version


@pytest.mark.parametrize(
    "words", ["health insurance", "professional development", "data sets", "and procedures"]
)
def test_words_of_every_advertisement_are_no_skills(words: str) -> None:
    assert load_taxonomy().find(words) is None
