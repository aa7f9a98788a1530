"""The skill gap says what scoring again says."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from adapters.demo import DemoSource, load_records
from benchmarks.fairness import resumes
from domain.searches import Weights
from services.features.postings import posting_features
from services.features.tools import load_feature_tools
from services.insights.imagine import HELD, Change, Pairing, compare
from services.insights.skill_gap import LEFT_OUT, GapQuestion, find_gaps, named_skills
from services.insights.tools import load_insight_tools
from services.matching.matrix import PostingMatrix
from services.matching.meaning import Likeness
from services.matching.vectors import PostingForMatching, posting_vector
from services.resumes.understand import understand
from services.shortlist.stored import StoredPostings

TARGET = 30.0


@pytest.fixture(scope="module")
def offers() -> list[PostingForMatching]:
    """Read forty demo postings."""
    tools, source = load_feature_tools(), DemoSource()
    records = load_records()[::10]
    return [
        PostingForMatching(key, None, posting_features(source.fetch(record.id), tools))
        for key, record in enumerate(records)
    ]


@pytest.fixture(scope="module")
def question() -> GapQuestion:
    """Ask for somebody in information technology."""
    person = next(one for one in resumes() if one.id == "resumes.it_specialist")
    read = understand(person.text.encode(), "text/plain", today=date(2026, 1, 1), tools=load_feature_tools())
    return GapQuestion(read, Weights(), TARGET, most=100)


@pytest.fixture(scope="module")
def stored(offers: list[PostingForMatching]) -> StoredPostings:
    """Put the postings side by side, and a forty-first that is closed."""
    rarity = load_insight_tools().matching.rarity
    closed = replace(offers[0], id=len(offers))
    matrix = PostingMatrix().append([posting_vector(offer, rarity) for offer in [*offers, closed]])
    return StoredPostings(rarity.version, matrix, np.arange(len(offers) + 1) < len(offers))


def test_every_gap_is_what_scoring_one_by_one_finds(
    question: GapQuestion, offers: list[PostingForMatching], stored: StoredPostings
) -> None:
    """Lifted postings and mean gain of the first gaps equal those of single comparisons."""
    tools = load_insight_tools()
    found = find_gaps(question, stored, tools)
    assert found.postings == len(offers)
    assert found.gaps
    for gap in found.gaps[:5]:
        pairs = [
            compare(
                Pairing(question.resume, offer, question.weights),
                Change((gap.skill,)),
                tools.matching,
            )
            for offer in offers
        ]
        gains = [pair.after - pair.before for pair in pairs if pair.after > pair.before]
        assert gap.lifted == sum(pair.before < TARGET <= pair.after for pair in pairs)
        assert gap.mean_gain == pytest.approx(sum(gains) / len(gains), abs=0.051)


def test_gaps_with_meaning_are_what_scoring_one_by_one_finds(
    question: GapQuestion, offers: list[PostingForMatching], stored: StoredPostings
) -> None:
    """Likeness is held: a third of the postings have some, the others none, before and after alike."""
    weights = Weights.normalised(0.4, 0.2, 0.2, 0.2)
    alike = {offer.id: 250 * offer.id for offer in offers if offer.id % 3 == 0}
    tools = load_insight_tools()
    found = find_gaps(replace(question, weights=weights, alike=alike), stored, tools)
    assert (found.compared, found.note) == (len(alike), HELD)
    compared = [replace(one, meaning=Likeness(alike.get(one.id, 0))) for one in offers]
    for gap in found.gaps[:3]:
        change = Change((gap.skill,))
        pairs = [compare(Pairing(question.resume, one, weights), change, tools.matching) for one in compared]
        assert found.reached == sum(pair.before >= TARGET for pair in pairs)
        assert gap.lifted == sum(pair.before < TARGET <= pair.after for pair in pairs)


def test_where_nothing_was_compared_meaning_is_left_out_and_said_to_be(
    question: GapQuestion, stored: StoredPostings
) -> None:
    """The other weights then fill its place, as before anything is compared."""
    asked = replace(question, weights=Weights.normalised(0.4, 0.2, 0.2, 0.2), alike={})
    found = find_gaps(asked, stored, load_insight_tools())
    plain = replace(question, weights=Weights.normalised(0.4, 0.2, 0.2))
    without = find_gaps(plain, stored, load_insight_tools())
    assert (found.gaps, found.reached) == (without.gaps, without.reached)
    assert (found.compared, found.note) == (0, LEFT_OUT)
    assert (without.compared, without.note) == (None, None)


def test_the_strongest_gap_comes_first_and_own_skills_are_none(
    question: GapQuestion, stored: StoredPostings
) -> None:
    """Sorted by postings lifted; what the resume has is not recommended."""
    gaps = find_gaps(question, stored, load_insight_tools()).gaps
    assert [gap.lifted for gap in gaps] == sorted((gap.lifted for gap in gaps), reverse=True)
    assert not {gap.skill.id for gap in gaps} & {skill.id for skill in question.resume.skills}


def test_skills_are_counted_by_posting(offers: list[PostingForMatching], stored: StoredPostings) -> None:
    """A skill's number is that of the postings that name it."""
    skill, count = named_skills(stored, load_insight_tools().taxonomy)[0]
    assert count == sum(skill.id in {one.id for one in offer.features.skills} for offer in offers)
