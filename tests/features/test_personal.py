"""Who a person is never enters skills or keywords, even where a name or a street is a skill's word."""

import pytest

from domain.resumes import Basics, ParsedResume
from services.features.personal import without_person
from services.features.resumes import add_features
from services.features.tools import FeatureTools, load_feature_tools
from tests.resumes.drawing import TODAY, read_as_resume

WORK = (
    "Experience\nData Engineer\nAcme Ltd\nJan 2019 - Dec 2020\n- Built streams in Kafka and SQL\n"
    "Skills\nKafka, SQL, Docker\n"
)
PEOPLE = {
    "Ruby Sharp": "ruby.sharp@example.org | +1 415 555 0132 | github.com/rubysharp",
    "Julia Java": "Java Street 5, 1010 Vienna\njulia@python.example.org",
    "Scala Go": "12 Oracle Road, Boston, MA 02110 • linkedin.com/in/scala-swift",
    "Perl Haskell": "Address: Lisp Gardens 3\nNationality: Swift\nFather's name: Cobol Rust",
    "Karl Kubernetes": "Terraform Straße 12, 80331 München\nDate of birth: 3 May 1990 in Tableau",
}
PERSONAL = {
    "ruby",
    "sharp",
    "julia",
    "java",
    "scala",
    "swift",
    "oracle",
    "perl",
    "haskell",
    "lisp",
    "cobol",
} | {
    "rust",
    "kubernetes",
    "terraform",
    "tableau",
    "python",
    "vienna",
    "boston",
    "nationality",
    "address",
    "karl",
}


@pytest.fixture(scope="module")
def tools() -> FeatureTools:
    return load_feature_tools()


def resume(name: str) -> ParsedResume:
    return read_as_resume(f"{name}\n{PEOPLE[name]}\n{WORK}")


@pytest.mark.parametrize("name", PEOPLE)
def test_no_skill_and_no_keyword_comes_from_who_the_person_is(name: str, tools: FeatureTools) -> None:
    parsed = add_features(resume(name), tools, today=TODAY)
    assert parsed.basics.name == name
    assert {skill.name for skill in parsed.skills} == {"Apache Kafka", "SQL", "Docker"}
    words = {word.lower() for keyword in parsed.keywords for word in keyword.term.split()}
    assert words & PERSONAL == set()
    assert "streams" in words


def test_every_span_still_points_into_the_text(tools: FeatureTools) -> None:
    parsed = add_features(resume("Ruby Sharp"), tools, today=TODAY)
    assert len(without_person(parsed)) == len(parsed.text)
    mentions = [mention for skill in parsed.skills for mention in skill.mentions]
    assert all(mention.span.of(parsed.text) == mention.text for mention in mentions)


def test_the_work_is_left_as_it_is(tools: FeatureTools) -> None:
    text = f"Ruby Sharp\nruby@example.org\n{WORK.replace('Kafka and SQL', 'Ruby on 12 Java servers')}"
    parsed = add_features(read_as_resume(text), tools, today=TODAY)
    assert {"Ruby", "Java"} <= {skill.name for skill in parsed.skills}


def test_the_level_follows_titles_and_months(tools: FeatureTools) -> None:
    senior = WORK.replace("Data Engineer", "Head of Data")
    assert add_features(read_as_resume(f"Ann Lee\n{senior}"), tools, today=TODAY).experience.level == 5
    assert add_features(read_as_resume(f"Ann Lee\n{WORK}"), tools, today=TODAY).experience.level == 3


@pytest.mark.parametrize(
    "cited",
    ["Cook, M. A.", "Cook MA", "M. A. Cook", "Dr. Cook", "Cook and Reyes", "Cook et al.", "Cook Mary Ann"],
)
def test_a_person_s_name_in_publications_is_left_out(cited: str) -> None:
    text = f"Mary Ann Cook\n\nPublications\n{cited} (2019). Residual nitrogen in soils."
    blotted = without_person(ParsedResume(text, basics=Basics(name="Mary Ann Cook")))
    assert "Cook" not in blotted
    assert "Residual nitrogen" in blotted


@pytest.mark.parametrize("kept", ["Mary Cook, CPA", "Cook, Marriott Hotels", "Cook C++", "Cooking"])
def test_what_only_looks_like_initials_stays(kept: str) -> None:
    """Letters after a name are certificates, and a trade called like its owner stays a trade."""
    text = f"Mary Cook\n\nWork\n{kept}"
    blotted = without_person(ParsedResume(text, basics=Basics(name="Mary Cook")))
    assert kept.removeprefix("Mary Cook") in blotted
