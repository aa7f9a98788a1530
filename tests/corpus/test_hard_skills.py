"""The hard cases of skills and requirements, numbered like those of reading: each once fooled a tagger."""

from typing import NamedTuple

import pytest

from domain.codes import Importance
from domain.postings import JobPosting, PostingFeatures
from services.features.postings import posting_features
from services.features.tools import FeatureTools, load_feature_tools


class Row(NamedTuple):
    """A text, skills it names, and skills it does not."""

    text: str
    named: frozenset[str] | set[str] = frozenset()
    not_named: frozenset[str] | set[str] = frozenset()


SKILLS = {
    "13 one-letter languages in a list": Row("Skills: C, R, Go, SQL", {"C", "R", "Go", "SQL"}),
    "13 languages with signs": Row("We write C++, C# and F# on .NET", {"C++", "C#", "F#", ".NET"}, {"C"}),
    "13 R&D is no R": Row("Joined the R&D department of a pump maker", set(), {"R", "D"}),
    "13 vitamin C is no C": Row("Counselled patients on vitamin C and D", set(), {"C", "D"}),
    "13 to go is no Go": Row("Always ready to go the extra mile", set(), {"Go"}),
    "13 Go for services": Row("Wrote the billing services in Go and gRPC", {"Go"}),
    "13 to excel is no Excel": Row("People who excel in busy kitchens", set(), {"Microsoft Excel"}),
    "13 Excel for budgets": Row("Kept budgets in Excel and PowerPoint", {"Microsoft Excel"}),
    "13 a spark is no Spark": Row("Your ideas spark joy in our customers", set(), {"Apache Spark"}),
    "13 Spark on a cluster": Row("Moved nightly jobs to Spark and Airflow", {"Apache Spark"}),
    "13 spring is no Spring": Row("Dean's list, Spring 2014", set(), {"Spring", "Spring Boot"}),
    "13 a season in brackets": Row("Tutor for Java (Spring 2014)", {"Java"}, {"Spring"}),
    "13 seasons of a course": Row("Fall 2013 - Spring of 2014, dean's list in spring '14", set(), {"Spring"}),
    "13 spring cleaning": Row("Organised the spring cleaning of 40 rooms", set(), {"Spring"}),
    "13 Spring beside Hibernate": Row("Java services with Spring and Hibernate", {"Spring"}),
    "13 express yourself": Row("You can express yourself clearly", set(), {"Express.js"}),
    "13 swift answers": Row("Guests get a swift answer at our desk", set(), {"Swift"}),
    "14 React Native is not React": Row("Two apps in React Native", {"React Native"}, {"React"}),
    "14 React is not React Native": Row("Pages in React and Redux", {"React"}, {"React Native"}),
    "14 both": Row("Skills: React, React Native", {"React", "React Native"}),
    "14 JavaScript is not Java": Row("Front ends in JavaScript and CSS", {"JavaScript"}, {"Java"}),
    "14 Java is not JavaScript": Row("Back ends in Java and Kotlin", {"Java"}, {"JavaScript"}),
    "14 K8s is Kubernetes": Row("Ran 40 services on K8s with Helm", {"Kubernetes"}),
    "14 golang is Go": Row("Four years of golang and Postgres", {"Go", "PostgreSQL"}),
}

REQUIREMENTS = (
    "We build tools for warehouses.\n\nRequirements\n- Java and PostgreSQL\n- No Python required\n"
    "- You do not need Scala\n\nNice to have\n- Kafka\n\nOur shop runs on Shopify.\n"
)

YEARS = {
    "20 an age is no experience": ("Applicants must be at least 18 years of age.", None),
    "20 or older": ("You are 21 years old or older and hold a licence.", None),
    "20 a firm's age": ("We are a family firm, 25 years old and growing.", None),
    "20 a firm's years of experience": ("We are a carrier with over 30 years of experience.", None),
    "20 beside a real demand": ("18 years of age. At least 3 years of experience as a driver.", 3.0),
}


@pytest.fixture(scope="module")
def tools() -> FeatureTools:
    return load_feature_tools()


def features(text: str, tools: FeatureTools) -> PostingFeatures:
    posting = JobPosting(source="test", external_id="1", title="Colleague", description_text=text)
    return posting_features(posting, tools)


@pytest.mark.parametrize("case", SKILLS)
def test_hard_skill(case: str, tools: FeatureTools) -> None:
    """Each row names what it names, and nothing of what only looks like it."""
    row = SKILLS[case]
    found = {mention.skill.name for mention in tools.tagger.tag(row.text)}
    missing, wrong = row.named - found, row.not_named & found
    assert (missing, wrong) == (set(), set()), found


def test_15_what_is_not_needed_is_left_out_and_what_is_nice_to_have_is_preferred(tools: FeatureTools) -> None:
    found = {skill.name: skill.importance for skill in features(REQUIREMENTS, tools).skills}
    asked = {name: found.get(name) for name in ("Java", "PostgreSQL", "Apache Kafka", "Python", "Scala")}
    assert asked == {
        "Java": Importance.REQUIRED,
        "PostgreSQL": Importance.REQUIRED,
        "Apache Kafka": Importance.PREFERRED,
        "Python": None,
        "Scala": None,
    }


@pytest.mark.parametrize("case", YEARS)
def test_hard_years(case: str, tools: FeatureTools) -> None:
    """Years of life are not years of experience."""
    text, expected = YEARS[case]
    assert features(text, tools).requirements.min_years == expected
