"""Resumes as people type them, in 304 forms by ten hands, are read to a floor."""

from datetime import date
from pathlib import Path

import pytest

from benchmarks.parse import measure
from services.resumes.sniff import TEXT
from services.resumes.understand import parse

TYPED = Path(__file__).parents[1] / "corpus" / "typed"
RANKED = Path(__file__).parents[2] / "data" / "ranking"
DEVELOPMENT = {
    "name": 0.97,
    "email": 1.0,
    "phone": 0.92,
    "positions": 0.79,
    "companies": 0.82,
    "institutions": 0.74,
    "start_months": 0.94,
    "end_months": 0.93,
}
TEST = {
    "name": 0.96,
    "email": 1.0,
    "phone": 0.96,
    "positions": 0.84,
    "companies": 0.82,
    "institutions": 0.73,
    "start_months": 0.92,
    "end_months": 0.92,
}
FURTHER = {
    "name": 0.84,
    "email": 1.0,
    "phone": 0.96,
    "positions": 0.77,
    "companies": 0.76,
    "institutions": 0.62,
    "start_months": 0.87,
    "end_months": 0.88,
}
SECOND = {
    "name": 0.96,
    "email": 1.0,
    "phone": 0.98,
    "positions": 0.76,
    "companies": 0.7,
    "institutions": 0.73,
    "start_months": 0.84,
    "end_months": 0.83,
}
THIRD = {
    "name": 0.86,
    "email": 1.0,
    "phone": 0.96,
    "positions": 0.73,
    "companies": 0.61,
    "institutions": 0.64,
    "start_months": 0.86,
    "end_months": 0.86,
}
PARTS = {"development": DEVELOPMENT, "further": FURTHER, "test": TEST, "second": SECOND, "third": THIRD}


@pytest.mark.quality
@pytest.mark.parametrize(("part", "floors"), PARTS.items())
def test_typed_resumes_are_read_to_a_floor(part: str, floors: dict[str, float]) -> None:
    """Errors on the first two parts guided the reader; those on the other three were never looked at."""
    fields = measure(TYPED / part, date(2026, 11, 29), hostile=False)["groups"][part]["fields"]
    assert {name: fields[name]["f1"] for name, floor in floors.items() if fields[name]["f1"] < floor} == {}


FORMS = {
    "forms_resumes": {"positions": 0.86, "companies": 0.79, "start_months": 0.94, "end_months": 0.94},
    "forms_test_resumes": {"positions": 0.76, "companies": 0.63, "start_months": 0.88, "end_months": 0.89},
}


@pytest.mark.quality
def test_resumes_in_eight_forms_are_read_to_a_floor() -> None:
    """Federal forms, Europass, profiles, columns, careers told in prose: by ten hands, the test's by two."""
    groups = measure(RANKED, date(2026, 11, 30), hostile=False)["groups"]
    assert {
        (part, name): groups[part]["fields"][name]["f1"]
        for part, floors in FORMS.items()
        for name, floor in floors.items()
        if groups[part]["fields"][name]["f1"] < floor
    } == {}


@pytest.mark.quality
def test_every_span_of_a_typed_resume_lies_in_its_text() -> None:
    """Entries made of sentences and forms point at the words that they were read from."""
    for path in sorted(TYPED.rglob("*.txt")):
        parsed = parse(path.read_bytes(), TEXT, today=date(2026, 11, 29))
        spans = [part.span for part in (*parsed.work, *parsed.education, *parsed.sections) if part.span]
        assert all(0 <= span.start <= span.end <= len(parsed.text) for span in spans), path.name
