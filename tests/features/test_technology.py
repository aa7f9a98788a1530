"""Technology is told from other skills, and lists vouch for names that no taxonomy has."""

from datetime import date

import pytest

from domain.resumes import ParsedResume
from services.features.taxonomy import load_taxonomy
from services.features.technology import MIXED, PRODUCTS, technologies
from services.features.tools import load_feature_tools
from services.resumes import sniff
from services.resumes.understand import understand

CV = """Jane Doe
Systems Engineer

SKILLS
Languages: Java, C, Go, T-SQL, Frobnik
Tools: JUnit, Maven, Tomcat 7, HP Quality Center (2 years)
Soft skills: Team player, Communication, Time Management

EXPERIENCE
Engineer, Acme Ltd, Jan 2012 - Mar 2016
- Led a team of five and managed data pipelines in Java.
Environment: Java 8, Spring MVC, Hibernate, Gizmo
"""


@pytest.fixture(scope="module")
def named() -> set[str]:
    tools = load_feature_tools()
    parsed = understand(CV.encode(), sniff.TEXT, today=date(2026, 11, 23), tools=tools)
    return {span.of(parsed.text) for span in technologies(parsed, tools.taxonomy)}


def test_languages_and_products_are_technology(named: set[str]) -> None:
    assert {"Java", "C", "Go", "T-SQL", "JUnit", "Maven", "Tomcat 7", "HP Quality Center", "Java 8"} <= named


def test_unknown_names_count_beside_known_products(named: set[str]) -> None:
    assert {"Frobnik", "Gizmo"} <= named


def test_activities_and_soft_skills_are_none(named: set[str]) -> None:
    assert not {"Communication", "Time Management", "Team player", "data pipelines"} & named


def test_a_resume_without_skills_names_none() -> None:
    assert technologies(ParsedResume("Jane Doe"), load_taxonomy()) == []


def test_the_groups_of_technology_are_groups_of_the_table() -> None:
    """A list whose heading is renamed would else fall out of technology without a word."""
    assert set(load_taxonomy().groups) >= PRODUCTS | MIXED
