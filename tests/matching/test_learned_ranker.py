"""The learned ranker explains exactly and stays monotone, whatever it has learnt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Ranker
from domain.searches import Weighing
from services.matching.explanation import score_of
from services.matching.learned import Judged, adapt
from services.matching.match import match_postings
from services.matching.shipped import load_learned
from services.matching.vectors import PostingForMatching
from tests.matching import matching_cases as cases
from tests.matching.matching_cases import TOOLS, examples

learnt = cases.weights.map(lambda weights: Weighing(weights, Ranker.LEARNED, "test"))
postings = cases.features.map(lambda features: [PostingForMatching(1, None, features)])


@examples
@given(learnt, cases.resumes, postings)
def test_contributions_sum_exactly_to_the_score(weighing, resume, offers):
    """Each feature's points are its weight times its value within the last decimal, and sum to the score."""
    (match,) = match_postings(resume, offers, weighing, TOOLS)
    shown = match.breakdown
    assert score_of(shown) == match.score
    for name in ("skills", "experience", "keywords"):
        part = getattr(shown, name)
        assert part.weight == getattr(weighing.weights, name) >= 0
        assert part.points == pytest.approx(100 * part.weight * part.score, abs=0.1)
    assert match.algorithm == "learned@3+test"


@examples
@given(learnt, cases.resumes, postings, st.lists(st.sampled_from(cases.SKILLS), unique=True), cases.years)
def test_more_skills_and_years_never_lower_a_learned_score(weighing, resume, offers, more, years):
    """Weights below zero could: none is ever learnt."""
    richer = cases.gained(resume, more, years)
    before, after = (match_postings(one, offers, weighing, TOOLS)[0].score for one in (resume, richer))
    assert after >= before


def test_the_shipped_ranker_names_what_it_has_learnt():
    """Its version is a digest of its weights, which are no negative numbers."""
    shipped = load_learned()
    assert shipped.ranker is Ranker.LEARNED
    assert shipped.version.startswith("shipped.")
    assert min(shipped.weights.skills, shipped.weights.experience, shipped.weights.keywords) >= 0


def loves_experience(verdicts):
    """Return verdicts, half of either kind, of one who likes nothing but experience: as strong as can be."""
    return [
        Judged("resume", skills=1.0 - liked, experience=float(liked), keywords=0.5, grade=float(liked))
        for liked in (number % 2 for number in range(verdicts))
    ]


def test_a_few_verdicts_hardly_move_the_shipped_weights_and_many_do():
    """Three move no weight by a twentieth; five hundred make experience the heaviest by far."""
    start = load_learned().weights
    few, many = adapt(loves_experience(3), start), adapt(loves_experience(500), start)
    assert abs(few.experience - start.experience) < 0.05
    assert many.experience > few.experience + 0.2
    assert min(many.skills, many.experience, many.keywords) >= 0


@pytest.mark.parametrize(
    "rows", [[], loves_experience(1), [Judged("a", 1, 0, 0, 1), Judged("b", 0, 1, 1, 0)]]
)
def test_what_nobody_compared_teaches_nothing(rows):
    """Without two unlike verdicts for one resume the shipped weights stay."""
    assert adapt(rows, load_learned().weights) == load_learned().weights
