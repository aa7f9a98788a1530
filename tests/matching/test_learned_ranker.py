"""The learned ranker explains exactly and stays monotone, whatever it has learnt."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Ranker
from domain.searches import Weighing, Weights
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
    assert match.algorithm == "learned@8+test"


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


def test_a_few_verdicts_hardly_move_the_default_weights_and_many_do():
    """Three as strong as can be move no weight by a tenth; five hundred make experience the heaviest by far."""
    start = Weights()
    few, many = adapt(loves_experience(3), start), adapt(loves_experience(500), start)
    assert abs(few.experience - start.experience) < 0.1
    assert many.experience > few.experience + 0.15
    assert many.experience > max(many.skills, many.keywords)
    assert min(many.skills, many.experience, many.keywords) >= 0


@pytest.mark.parametrize(
    "rows", [[], loves_experience(1), [Judged("a", 1, 0, 0, 1), Judged("b", 0, 1, 1, 0)]]
)
def test_what_nobody_compared_teaches_nothing(rows):
    """Without two unlike verdicts for one resume the weights stay."""
    assert adapt(rows, Weights()) == Weights()


def loves_meaning(verdicts, told=True):
    """Return verdicts of one who likes what is alike in meaning, and nothing else."""
    return [
        Judged("resume", 0.3, 0.3, 0.3, grade=float(liked), semantic=float(liked) if told else None)
        for liked in (number % 2 for number in range(verdicts))
    ]


def test_meaning_is_learnt_where_it_is_asked_for_and_told():
    """Its weight starts at nothing and grows with the verdicts; without any told it stays there."""
    start = Weights()
    few, many = (adapt(loves_meaning(number), start, meaning=True).semantic for number in (10, 500))
    assert 0 < few < 0.15 < many
    assert adapt(loves_meaning(500, told=False), start, meaning=True) == start


def test_without_meaning_nothing_told_of_it_changes_a_bit():
    """The three weights are those of verdicts that say nothing of meaning."""
    start, rows = Weights(), loves_experience(60)
    told = [replace(row, semantic=place % 7 / 7) for place, row in enumerate(rows)]
    assert adapt(told, start) == adapt(rows, start)
    assert adapt(told, start).semantic == 0


def test_one_who_likes_the_opposite_of_every_part_keeps_the_weights():
    """No weight is below zero, and weights of nothing rank nothing."""
    contrary = [Judged("a", *(3 * [1.0 - liked]), float(liked)) for liked in (0, 1) * 400]
    assert adapt(contrary, Weights()) == Weights()
