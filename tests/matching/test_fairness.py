"""Who somebody is changes no score."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fairness import CHANGES, TODAY, measure, other_name, resumes
from domain.resumes import Basics, Location
from services.features.gendered import neutral
from services.features.tools import load_feature_tools
from services.matching.tools import MatchTools
from services.matching.vectors import resume_vector
from services.resumes.understand import understand

RESUMES = list(resumes())


@pytest.mark.quality
def test_other_people_with_the_same_resume_score_the_same() -> None:
    """Names, gendered words, contact data and years of study are changed; not one score differs."""
    changes = measure(RESUMES[::15], postings=30)["changes"]
    assert changes.keys() == CHANGES.keys()
    assert all(row["rewritten"] >= 3 for row in changes.values())
    assert {name: row["different"] for name, row in changes.items()} == dict.fromkeys(CHANGES, 0)


FIRST = st.sampled_from(
    ["Aisha", "Björn", "Chen", "Dolores", "Emeka", "Priya", "Sean", "Yusuf", "Zoë", "Ruby"]
)
LAST = st.sampled_from(
    ["Abebe", "Brown", "Çelik", "Driver", "García", "Sharp", "Smith", "O'Neill", "Zhang", "Cook"]
)


@settings(max_examples=60, deadline=None)
@given(FIRST, LAST, st.sampled_from(RESUMES[::7]))
def test_no_name_enters_matching(first: str, last: str, resume: object) -> None:
    """Whatever name stands on a resume, what is matched is the same."""
    tools = load_feature_tools()
    one, other = (
        understand(text.encode(), "text/plain", today=TODAY, tools=tools)
        for text in (resume.text, other_name(resume, f"{first} {last}"))  # type: ignore[attr-defined, arg-type]
    )
    assert [skill.id for skill in one.skills] == [skill.id for skill in other.skills]
    assert {term.key: term.weight for term in one.keywords} == {
        term.key: term.weight for term in other.keywords
    }
    assert one.experience == other.experience


def test_nothing_of_the_basics_is_in_the_vector() -> None:
    """A resume's numbers are the same with any name, address, e-mail, phone and picture."""
    resume = understand(RESUMES[0].text.encode(), "text/plain", today=TODAY, tools=load_feature_tools())
    person = Basics(name="Ruby Sharp", email="java@example.org", phone="1", location=Location(city="Python"))
    mine, yours = (
        resume_vector(version, MatchTools()) for version in (resume, replace(resume, basics=person))
    )
    assert (mine.skills, mine.credits, mine.terms, mine.years) == (
        yours.skills,
        yours.credits,
        yours.terms,
        yours.years,
    )


@pytest.mark.parametrize(
    ("word", "form"), [("she", ""), ("chairwoman", "chairperson"), ("waitress", "waiter"), ("nurse", "nurse")]
)
def test_gendered_words_are_read_alike(word: str, form: str) -> None:
    """A pronoun says nothing, a pair of forms is one word, everything else stays."""
    assert neutral(word) == form
