"""Corrections by the user hold, and keep holding after a better reading of the same file."""

from typing import Any

import pytest

from domain.problems import Invalid
from domain.resumes import ParsedResume
from services.resumes.corrections import apply_corrections
from tests.resumes.drawing import TODAY, read_as_resume

TEXT = (
    "Jane Example\njane@example.org\nExperience\nEngineer, Acme Ltd\nJan 2024 – Present\n- Built\n"
    "Analyst, Beta AG\nMar 2019 – Dec 2020\n- Counted\nEducation\nBSc Physics, TU Wien\n2010 – 2014\n"
)


@pytest.fixture(scope="module")
def parsed() -> ParsedResume:
    return read_as_resume(TEXT)


def test_a_field_of_the_person_is_replaced(parsed: ParsedResume) -> None:
    corrected = apply_corrections(
        parsed, {"basics.name": "Janet Example", "basics": {"location": {"countryCode": "AT"}}}
    )
    assert (corrected.basics.name, corrected.basics.location.country_code) == ("Janet Example", "AT")
    assert corrected.text == parsed.text


@pytest.mark.parametrize("choice", ["2019-03", "Beta AG", "analyst", "1"])
def test_an_entry_is_chosen_by_what_it_says(parsed: ParsedResume, choice: str) -> None:
    corrected = apply_corrections(parsed, {f"work[{choice}].position": "Senior Analyst"})
    assert [entry.position for entry in corrected.work] == ["Engineer", "Senior Analyst"]


def test_months_follow_corrected_dates(parsed: ParsedResume) -> None:
    corrected = apply_corrections(parsed, {"work[Beta AG].startDate": "2019-01"}, today=TODAY)
    assert corrected.work[1].months == 24
    assert corrected.experience.total_months == parsed.experience.total_months + 2


def test_what_an_open_end_meant_is_remembered(parsed: ParsedResume) -> None:
    corrected = apply_corrections(parsed, {"work[Beta AG]": None})
    assert corrected.experience.total_months == parsed.work[0].months == 35


def test_an_entry_can_be_added(parsed: ParsedResume) -> None:
    added = {"position": "Tutor", "name": "Club", "start_date": "2016-01", "end_date": "2016-06"}
    corrected = apply_corrections(parsed, {"work[+]": added}, today=TODAY)
    assert (corrected.work[2].company, corrected.work[2].months) == ("Club", 6)


def test_a_choice_that_is_gone_after_re_reading_becomes_a_warning(parsed: ParsedResume) -> None:
    corrected = apply_corrections(parsed, {"work[Gamma Inc].position": "Chief"})
    assert corrected.work == parsed.work
    assert [warning.code for warning in corrected.warnings][-1] == "correction_not_applied"


@pytest.mark.parametrize(
    "corrections",
    [
        {"basics.shoe_size": "43"},
        {"score": 100},
        {"work[0].salary": "1"},
        {"skills[0].name": "Go"},
        {"work[0].start_date": "March"},
        {"basics.name": 7},
        {"work[+]": "Tutor"},
    ],
)
def test_what_no_resume_has_is_refused(parsed: ParsedResume, corrections: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        apply_corrections(parsed, corrections)
