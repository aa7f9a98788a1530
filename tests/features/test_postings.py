"""One posting, read whole."""

from dataclasses import replace

import pytest

from domain.codes import Importance, JobType
from domain.postings import JobPosting, PostingFeatures
from domain.records import from_record, to_record
from services.features.postings import posting_features
from services.features.tools import FeatureTools, load_feature_tools

TEXT = """We are a small team.

Requirements
  * At least 3 years of experience with PostgreSQL
  * Working knowledge of Docker and Linux
  * No Kotlin required

Nice to have
  * Kubernetes

Salary: €50,000 to €60,000 a year
"""
POSTING = JobPosting(
    source="test",
    external_id="1",
    title="Senior Python Developer",
    job_type=JobType.FULL_TIME,
    description_text=TEXT,
    stated_skills=("Terraform", "a skill nobody has ever named", "PostgreSQL"),
)


@pytest.fixture(scope="module")
def tools() -> FeatureTools:
    return load_feature_tools()


def importance_by_name(features: PostingFeatures) -> dict[str, Importance]:
    return {skill.name.lower(): skill.importance for skill in features.skills}


def test_skills_carry_the_importance_of_the_place_they_stand_in(tools: FeatureTools) -> None:
    found = importance_by_name(posting_features(POSTING, tools))
    assert found["postgresql"] is Importance.REQUIRED
    assert found["docker"] is Importance.REQUIRED
    assert found["kubernetes"] is Importance.PREFERRED


def test_a_skill_of_the_title_is_required_and_has_no_mention_in_the_text(tools: FeatureTools) -> None:
    python = next(
        one for one in posting_features(POSTING, tools).skills if one.name.lower().startswith("python")
    )
    assert python.importance is Importance.REQUIRED
    assert python.mentions == ()


def test_a_skill_that_is_not_needed_is_left_out(tools: FeatureTools) -> None:
    assert "kotlin" not in importance_by_name(posting_features(POSTING, tools))


def test_a_skill_that_only_the_source_lists_is_mentioned(tools: FeatureTools) -> None:
    found = {one.name.lower(): one for one in posting_features(POSTING, tools).skills}
    assert found["terraform"].importance is Importance.MENTIONED
    assert found["terraform"].mentions == ()
    assert found["postgresql"].importance is Importance.REQUIRED


def test_every_span_points_at_its_words(tools: FeatureTools) -> None:
    features = posting_features(POSTING, tools)
    mentions = [mention for skill in features.skills for mention in skill.mentions]
    assert mentions
    assert all(mention.span.of(TEXT) == mention.text for mention in mentions)
    assert all(flag.span.of(TEXT) == flag.text for flag in features.tone.flags)
    assert features.requirements.years_span is not None
    assert features.requirements.years_span.of(TEXT) == "At least 3 years"


def test_the_same_posting_reads_the_same_and_survives_storage(tools: FeatureTools) -> None:
    features = posting_features(POSTING, tools)
    assert features == posting_features(replace(POSTING), tools)
    assert from_record(to_record(features), PostingFeatures) == features
    assert tools.version in features.version


def test_an_empty_posting_has_no_features(tools: FeatureTools) -> None:
    features = posting_features(JobPosting(source="test", external_id="2", title=""), tools)
    assert (features.skills, features.keywords, features.tone.flags) == ((), (), ())
    assert features.requirements.min_years is None


def test_a_title_written_apart_lifts_the_words_of_its_text(tools: FeatureTools) -> None:
    """It is read as one word for the title's sake; the text writes it apart too, and is about it."""
    text = "You give health care at home, keep records and drive to people in the county."

    def weight(title: str) -> float:
        read = posting_features(replace(POSTING, title=title, description_text=text), tools)
        return next(one.weight for one in read.keywords if one.term.lower() == "health care")

    assert weight("Health Care Aide") > 1.5 * weight("Aide")
