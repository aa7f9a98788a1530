"""The tagger names skills, in their canonical spelling, where a text really means them."""

import pytest

from domain.resumes import Section
from domain.skills import Skill
from domain.spans import Span
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(load_taxonomy())


def names(tagger: Tagger, text: str) -> list[str]:
    return [mention.skill.name for mention in tagger.tag(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Languages: C++, C#, Go, R, F#", ["C++", "C#", "Go", "R", "F#"]),
        ("Built services in Node.js and .NET", ["Node.js", ".NET"]),
        ("React Native apps", ["React Native"]),
        ("Ported react natives to the web", []),
        ("k8s, Postgres, golang", ["Kubernetes", "PostgreSQL", "Go"]),
        ("CI/CD with Jenkins", ["CI/CD", "Jenkins"]),
        ("Java, JavaScript", ["Java", "JavaScript"]),
        ("R&D budget", []),
        ("see github.com/jane/java or jane@python.org", []),
        ("machine\n  learning", []),
        ("Jenkins, Docker, AWS.Hands on with ASP.Net", ["Jenkins", "Docker", "AWS", "ASP.NET"]),
        ("com.acme.java.util", []),
        (
            "We have moved the whole of it to a model of machine\nlearning that runs daily",
            ["Machine learning"],
        ),
    ],
)
def test_a_text_names_these_skills(tagger: Tagger, text: str, expected: list[str]) -> None:
    assert names(tagger, text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "We go the extra mile for our customers.",
        "The next step is a phone interview.",
        "You react calmly when things break.",
        "A swift answer is what we express our thanks with.",
        "You will excel in a fast environment.",
        "This may spark joy.",
    ],
)
def test_words_of_prose_are_no_skills(tagger: Tagger, sentence: str) -> None:
    software = {"Go", "Next.js", "React", "Swift", "Express.js", "Microsoft Excel", "Apache Spark"}
    assert not software & set(names(tagger, sentence))


def test_spans_point_into_the_original_text(tagger: Tagger) -> None:
    """Even after letters whose lower case is longer, and runs of blanks."""
    text = "İİİ  İstanbul,   Python   and\u00a0\u00a0PostgreSQL"
    mentions = tagger.tag(text)
    assert [text[slice(*mention.span)] for mention in mentions] == ["Python", "PostgreSQL"]


def test_a_mention_knows_its_section(tagger: Tagger) -> None:
    text = "Skills\nPython"
    section = Section("skills", "Skills", Span(0, len(text)))
    assert [mention.section for mention in tagger.tag(text, [section])][-1:] == ["skills"]


def test_a_user_may_add_words(tagger: Tagger) -> None:
    own = Skill("rf:own-frobnication", "Frobnication")
    grown = tagger.with_extra([("Frobnicating", own), ("frob", own)])
    assert names(grown, "Ten years of frobnicating and frob") == ["Frobnication", "Frobnication"]
    assert "Frobnication" not in names(tagger, "Ten years of frobnicating")


def test_a_users_meaning_of_a_known_word_wins(tagger: Tagger) -> None:
    own = Skill("rf:own-kafka", "Kafka reading club")
    grown = tagger.with_extra([("kafka", own)]).with_extra([("proust", own)])
    assert names(grown, "Kafka and Proust, then Redis") == [own.name, own.name, "Redis"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qualifications are set by the Office of Personnel Management.", []),
        ("Personnel management and scheduling", ["People management", "Scheduling"]),
        ("Master of Science in Civil Engineering", ["Civil engineering"]),
        ("Must hold the code of ethics of the firm", []),
        ("Bachelor of Science, data science", ["Data science"]),
        ("Process improvement in food service", ["Process improvement", "Food service"]),
    ],
)
def test_words_inside_a_longer_name_are_no_skills(tagger: Tagger, text: str, expected: list[str]) -> None:
    assert names(tagger, text) == expected


def test_a_users_own_words_count_inside_a_longer_name(tagger: Tagger) -> None:
    mine = tagger.with_extra([("public health service", Skill("own:1", "USPHS"))])
    assert names(mine, "Public Health Service Policy") == ["USPHS"]
    assert names(tagger, "Public Health Service Policy") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Skills: Excel, Word, Teams, Outlook", True),
        ("Partner with product and communication teams to drive outcomes", False),
    ],
)
def test_a_word_that_names_a_product_has_its_capital(tagger: Tagger, text: str, expected: bool) -> None:
    assert ("Microsoft Teams" in names(tagger, text)) is expected
