"""Titles lead to occupations, however they are graded and spelled."""

import pytest

from services.features.occupations import load_occupations, plain_title


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Registered Nurse (ICU)", "registered nurse"),
        ("Sr. Software Engineer II", "software engineer"),
        ("Forklift Driver - Night Shift", "forklift operator"),
        ("Payroll Administrator (m/f/d)", "payroll clerk"),
        ("Primary School Teacher", "elementary school teacher"),
        ("Head Chef", "executive chef"),
        ("Platform Engineer", "DevOps engineer"),
        ("Full-Stack Developer", "full-stack developer"),
        ("HGV Driver Class 1", "heavy truck driver"),
    ],
)
def test_a_title_names_its_occupation(title: str, name: str) -> None:
    assert load_occupations().match(title)[0].occupation.name == name


def test_a_title_like_nothing_known_has_no_occupation() -> None:
    assert load_occupations().match("Xyzzy Qwfp") == []


def test_every_occupation_is_offered_once_best_first() -> None:
    found = load_occupations().match("network engineer", limit=5)
    assert len({match.occupation.id for match in found}) == len(found)
    assert [m.similarity for m in found] == sorted((m.similarity for m in found), reverse=True)


def test_grades_and_gender_marks_are_no_part_of_a_title() -> None:
    assert plain_title("Senior Cook (m/w/d)") == "cook"
    assert plain_title("Sr. Back-End Engineer") == "backend engineer"
    assert plain_title("Full-Time Keeper") == "keeper"
    assert plain_title("M&E Learning Officer") == "m&e learning officer"
    assert plain_title("Intern") == "intern"
    assert plain_title("Program Analyst (Recent Graduate)") == "program analyst"
    assert plain_title("Student Trainee (Engineer)") == "(engineer)"
    assert plain_title("Supervisory Hydrologist") == "hydrologist"


@pytest.mark.parametrize(
    ("title", "occupation"),
    [
        ("Front End Engineer", "frontend developer"),
        ("Back-End Developer", "backend developer"),
        ("Book Keeper (part-time)", "bookkeeper"),
        ("House Keepers", "hotel room attendant"),
        ("Pre School Teacher", "preschool teacher"),
        ("Fire Fighter / Paramedic", "firefighter"),
        ("Health Care Assistant", "nursing assistant"),
        ("Dev Ops Engineer", "DevOps engineer"),
    ],
)
def test_a_compound_written_apart_is_the_same_word(title, occupation):
    """They were a cashier, a zookeeper and a personal care aide before."""
    assert load_occupations().match(title)[0].occupation.name == occupation
