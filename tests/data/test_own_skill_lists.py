"""The lists of skills that this project writes: one skill a line, no phrase twice, nothing too common."""

from collections import Counter
from pathlib import Path

import pytest
from wordfreq import zipf_frequency

from data.build.taxonomy_own import OwnSkill, read_lines, read_list, read_own_skills
from services.features.plain_text import fold_phrase
from services.features.taxonomy import load_taxonomy

TAXONOMY = Path(__file__).resolve().parents[2] / "data" / "taxonomy"
FOLDER = TAXONOMY / "own_skills"
LISTS = sorted(FOLDER.glob("*.txt"))
FIELDS = [path for path in LISTS if path.stem != "basics"]
TOO_COMMON = 3.6
"""Zipf frequency from which a lone word of a list names a skill too seldom (wordfreq, general English)."""


def _forms(skill: OwnSkill) -> set[str]:
    return {fold_phrase(form) for form in (skill.name, *skill.synonyms)}


def test_a_phrase_is_listed_once() -> None:
    """A name may stand in a second list, whose synonyms are added to the first one's."""
    phrases = Counter(fold_phrase(form) for skill in read_own_skills(FOLDER) for form in skill.synonyms)
    assert [phrase for phrase, count in phrases.items() if count > 1] == []


def test_a_name_is_listed_once_beside_the_basics() -> None:
    names = Counter(fold_phrase(skill.name) for path in FIELDS for skill in read_list(path))
    assert [name for name, count in names.items() if count > 1] == []


def test_every_listed_name_is_known_to_the_tables() -> None:
    taxonomy, general = load_taxonomy(), read_lines(TAXONOMY / "too_general.txt")
    listed = [skill.name for skill in read_own_skills(FOLDER) if fold_phrase(skill.name) not in general]
    assert [name for name in listed if taxonomy.find(name) is None] == []


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: path.stem)
def test_the_lists_of_a_field_have_no_common_words(path: Path) -> None:
    lone = {fold_phrase(form) for skill in read_list(path) for form in skill.synonyms if form.isalpha()}
    assert {form for form in lone if zipf_frequency(form, "en") >= TOO_COMMON} == set()


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_has_groups_and_short_phrases(path: Path) -> None:
    skills = read_list(path)
    assert len(skills) >= 200
    assert all(skill.group for skill in skills)
    assert max(len(form.split()) for skill in skills for form in _forms(skill)) <= 7
