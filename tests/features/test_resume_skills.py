"""A resume's skills carry the years of the positions that mention them."""

from datetime import date

import pytest

from domain.resumes import ParsedResume, Section, WorkEntry
from domain.skills import ResumeSkill
from domain.spans import Span
from services.features.resumes import resume_skills
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy

TODAY = date(2026, 11, 22)

TEXT = """Data Engineer, Acme
Kafka and Python
Analyst, Beta
Python and SQL
Skills
Kubernetes"""


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_taxonomy())


def read(tagger: Tagger, *work: WorkEntry) -> dict[str, ResumeSkill]:
    skills = Section("skills", "Skills", Span(TEXT.index("Skills"), len(TEXT)))
    parsed = ParsedResume(TEXT, work=work, sections=(skills,))
    found = resume_skills(parsed, tagger.tag(TEXT, parsed.sections), today=TODAY)
    return {skill.name: skill for skill in found}


def entry(start: str, end: str | None, first: str, last: str) -> WorkEntry:
    span = Span(TEXT.index(first), TEXT.index(last) + len(last))
    return WorkEntry("x", "y", start_date=start, end_date=end, current=end is None, span=span)


def test_years_are_those_of_the_positions_that_mention_the_skill(tagger: Tagger) -> None:
    engineer = entry("2019-01", "2020-12", "Data Engineer", "Kafka and Python")
    analyst = entry("2016-01", "2016-06", "Analyst", "Python and SQL")
    skills = read(tagger, engineer, analyst)
    assert skills["Apache Kafka"].years == 2.0
    assert skills["Python"].years == 2.5
    assert skills["SQL"].last_used == "2016-06"
    assert skills["Kubernetes"].years is None


def test_two_positions_at_once_count_once(tagger: Tagger) -> None:
    engineer = entry("2019-01", "2020-12", "Data Engineer", "Kafka and Python")
    analyst = entry("2020-01", "2020-12", "Analyst", "Python and SQL")
    assert read(tagger, engineer, analyst)["Python"].years == 2.0


def test_a_current_position_runs_until_today(tagger: Tagger) -> None:
    engineer = entry("2025-12", None, "Data Engineer", "Kafka and Python")
    skill = read(tagger, engineer)["Apache Kafka"]
    assert (skill.years, skill.last_used) == (1.0, "2026-11")


def test_a_skill_keeps_its_mentions_with_their_section(tagger: Tagger) -> None:
    mention = read(tagger)["Kubernetes"].mentions[0]
    assert (mention.text, mention.section, mention.span.of(TEXT)) == ("Kubernetes", "skills", "Kubernetes")
