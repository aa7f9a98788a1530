"""Likeness in meaning is a fourth sub-score where it has weight, and nothing at all where it has none."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.records import from_record, to_record
from domain.searches import Weighing, Weights
from services.matching.explanation import score_of
from services.matching.match import match_postings
from services.matching.meaning import ALIKE, STRANGE, Likeness, PositionMeanings, in_units, likeness
from tests.matching import matching_cases as cases
from tests.matching.matching_cases import TOOLS, examples

likenesses = st.builds(Likeness, st.integers(0, 10_000), st.floats(-1, 1), st.none() | st.text(max_size=5))
compared = st.tuples(cases.posting_lists(most=4), st.lists(likenesses, min_size=4, max_size=4)).map(
    lambda drawn: [replace(one, meaning=meaning) for one, meaning in zip(*drawn, strict=False)]
)
four = st.builds(Weights.normalised, cases.share, cases.share, cases.share, st.floats(0.01, 1))


def matches(resume, postings, weights):
    """Return the matches by id."""
    return {one.posting_id: one for one in match_postings(resume, postings, Weighing(weights), TOOLS)}


@examples
@given(cases.resumes, compared, cases.weights)
def test_without_weight_meaning_changes_no_bit(resume, postings, weights):
    """Scores, order, explanations and what is stored of them are as if nothing had been compared."""
    without = [replace(one, meaning=None) for one in postings]
    ranked = match_postings(resume, postings, Weighing(weights), TOOLS)
    assert ranked == match_postings(resume, without, Weighing(weights), TOOLS)
    assert all("semantic" not in to_record(one.breakdown) for one in ranked)
    assert "semantic" not in to_record(weights)


@examples
@given(cases.resumes, compared, four)
def test_points_of_four_parts_sum_exactly_to_the_score(resume, postings, weights):
    """Each is weight x sub-score within the last decimal, alone and among others alike."""
    together = matches(resume, postings, weights)
    for posting in postings:
        match = together[posting.id]
        assert matches(resume, [posting], weights)[posting.id] == match
        shown = match.breakdown
        parts = (shown.skills, shown.experience, shown.keywords, shown.semantic)
        assert 0 <= match.score <= 100
        assert score_of(shown) == match.score
        assert shown.semantic.score == posting.meaning.steps / 10_000
        for part in parts:
            assert part.points == pytest.approx(100 * part.weight * part.score, abs=0.1)
        assert match.score == pytest.approx(100 * sum(part.weight * part.score for part in parts), abs=0.0501)


@examples
@given(cases.resumes, compared, four, cases.skill_ids, cases.years)
def test_more_skills_and_years_never_lower_a_score_with_meaning(resume, postings, weights, more, years):
    """What is compared are positions: neither changes it."""
    richer = cases.gained(resume, more, years)
    before, after = matches(resume, postings, weights), matches(richer, postings, weights)
    assert all(after[key].score >= match.score for key, match in before.items())


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=2, max_size=5))
def test_a_further_position_never_lowers_likeness(rows):
    """The nearest position counts, and is named."""
    vectors = np.array(rows, np.float32) + np.float32(0.01)
    units = in_units(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    names = tuple(map(str, range(len(units) - 1)))
    posting, positions = units[0], units[1:]
    fewer = likeness(PositionMeanings(names[:-1], positions[:-1]), posting)
    more = likeness(PositionMeanings(names, positions), posting)
    assert more.steps >= fewer.steps
    assert more.position in names


def test_the_scale_is_that_of_texts_of_unlike_and_of_one_trade():
    """A cosine at the lower end counts as nothing, at the upper as all, between them in proportion."""
    posting = in_units(np.array([1, 0], np.float32))
    for cosine, steps in (
        (STRANGE, 0),
        (ALIKE, 10_000),
        ((STRANGE + ALIKE) / 2, 5_000),
        (-1, 0),
        (1, 10_000),
    ):
        rows = in_units(np.array([[cosine, np.sqrt(1 - cosine**2)]], np.float32))
        assert likeness(PositionMeanings(("x",), rows), posting).steps == pytest.approx(steps, abs=3)


def test_a_resume_without_positions_is_like_nothing():
    """The sub-score is 0 and says that there was nothing to compare."""
    empty = PositionMeanings((), np.empty((0, 2), np.int16))
    assert likeness(empty, in_units(np.array([1, 0], np.float32))) == Likeness(0, None, None)


def test_weights_with_and_without_meaning_are_read_back():
    """Stored weights of before meaning existed are those without."""
    for weights in (Weights(), Weights.normalised(1, 1, 1, 1)):
        assert from_record(to_record(weights), Weights) == weights
    assert Weights.normalised(0, 0, 0, 1).plain == Weights()
