"""Levels 1 to 6 from what is stated, from titles in several languages, and from years."""

import pytest

from domain.codes import Level, Provenance
from domain.postings import JobPosting
from services.features.level import posting_level, resume_level, title_level, years_level

TITLES = [
    ("Software Engineering Intern", 1),
    ("Werkstudent (m/w/d) Marketing", 1),
    ("Praktikantin Vertrieb", 1),
    ("Stagiaire communication", 1),
    ("Senior Management Trainee", 1),
    ("Becario de finanzas", 1),
    ("Junior Accountant", 2),
    ("Jr. Developer", 2),
    ("Graduate UX Designer", 2),
    ("Entry-Level Analyst", 2),
    ("Kitchen Helper", 2),
    ("Associate Lawyer", 3),
    ("Senior Data Engineer", 4),
    ("Sr Data Engineer", 4),
    ("Lead Nurse", 4),
    ("Head Chef", 4),
    ("Principal Engineer", 4),
    ("Teamleiterin Logistik", 4),
    ("Encargado de almacén", 4),
    ("Warehouse Supervisor", 4),
    ("Design Director", 5),
    ("Head of Payroll", 5),
    ("Bereichsleiter Produktion", 5),
    ("Directrice marketing", 5),
    ("VP of Engineering", 6),
    ("Chief Financial Officer", 6),
    ("Managing Director", 6),
    ("Geschäftsführerin", 6),
    ("CTO", 6),
    ("Registered Nurse", None),
    ("Project Manager", None),
    ("Account Executive", None),
    ("Executive Assistant", None),
    ("HR Business Partner", None),
    ("Leadership Coach", None),
    ("Internal Auditor", None),
    ("Art Director", None),
    ("Elektriker", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "level"), TITLES, ids=[row[0] or "empty" for row in TITLES])
def test_a_title_tells_its_level_or_nothing(title: str, level: int | None) -> None:
    assert title_level(title) == level


@pytest.mark.parametrize(("years", "level"), [(0, 2), (0.9, 2), (1, 3), (2.9, 3), (3, 4), (30, 4)])
def test_years_alone_reach_mid_senior_at_most(years: float, level: int) -> None:
    assert years_level(years) == level


def posting(title: str, level: int | None = None, provenance: Provenance | None = None) -> JobPosting:
    return JobPosting(source="test", external_id="1", title=title, level=level, level_provenance=provenance)


def test_a_stated_level_wins_and_keeps_its_provenance() -> None:
    assert posting_level(posting("Senior Chef", 2), 9) == (2, Provenance.STATED)
    assert posting_level(posting("Senior Chef", 2, Provenance.FILTER), 9) == (2, Provenance.FILTER)


def test_a_title_wins_over_years_and_years_over_nothing() -> None:
    assert posting_level(posting("Junior Chef"), 5) == (Level.ENTRY, Provenance.INFERRED)
    assert posting_level(posting("Chef"), 5) == (Level.MID_SENIOR, Provenance.INFERRED)
    assert posting_level(posting("Chef"), None) == (None, None)


RESUMES = [
    (["Senior Developer", "Developer"], 60, 4),
    (["Developer", "Senior Developer"], 60, 4),
    (["Developer"], 6, 2),
    (["Developer"], 24, 3),
    (["Developer"], 90, 4),
    (["Marketing Intern"], 6, 1),
    (["Marketing Intern"], 40, 4),
    (["Junior Developer"], 12, 2),
    (["Junior Developer"], 30, 3),
    (["Head of Sales", "Sales Intern"], 20, 5),
    ([None, "CEO"], 100, 6),
    ([], 0, None),
    ([], 30, 3),
]


@pytest.mark.parametrize(("titles", "months", "level"), RESUMES)
def test_a_resume_is_placed_by_its_latest_titles_then_by_its_months(
    titles: list[str | None], months: int, level: int | None
) -> None:
    assert resume_level(titles, months) == level
