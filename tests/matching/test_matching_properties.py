"""The invariants of a match (API, Matches), held for whatever resumes and postings hypothesis thinks of."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Importance
from domain.resumes import Basics, Location
from domain.searches import Weighing, Weights
from services.matching.explanation import explain, score_of
from services.matching.match import match_postings
from services.matching.vectors import PostingForMatching, resume_vector
from tests.matching import matching_cases as cases
from tests.matching.matching_cases import TOOLS, examples, promised


def scores(resume, postings, weights):
    """Return everything shown about each posting, by id."""
    return {match.posting_id: match for match in match_postings(resume, postings, Weighing(weights), TOOLS)}


def score(resume, features, weights):
    """Return the shown score of a single posting."""
    return match_postings(resume, [PostingForMatching(1, None, features)], Weighing(weights), TOOLS)[0].score


@promised
@given(cases.resumes, cases.features, cases.weights)
def test_scores_and_sub_scores_stay_in_their_bounds(resume, features, weights):
    """A score is 0 to 100 and each sub-score 0 to 1, whatever is asked."""
    match = match_postings(resume, [PostingForMatching(1, None, features)], Weighing(weights), TOOLS)[0]
    parts = (match.breakdown.skills, match.breakdown.experience, match.breakdown.keywords)
    assert 0 <= match.score <= 100
    assert all(0 <= part.score <= 1 for part in parts)
    assert all(0 <= part.points <= 100 for part in parts)


@promised
@given(cases.resumes, cases.posting_lists(most=4), cases.weights)
def test_points_sum_exactly_to_the_score_and_follow_from_the_numbers_shown(resume, postings, weights):
    """The three points add up to the score, and each is weight x sub-score within the last decimal."""
    for match in match_postings(resume, postings, Weighing(weights), TOOLS):
        shown = match.breakdown
        parts = (shown.skills, shown.experience, shown.keywords)
        assert sum(round(10 * part.points) for part in parts) == round(10 * match.score)
        assert score_of(shown) == match.score
        for part in parts:
            assert part.points == pytest.approx(100 * part.weight * part.score, abs=0.1)
        exact = sum(100 * part.weight * part.score for part in parts)
        assert match.score == pytest.approx(exact, abs=0.05 + 1e-6)


@examples
@given(cases.resumes, cases.posting_lists(), cases.weights)
def test_a_posting_scores_the_same_alone_and_among_others(resume, postings, weights):
    """Batch and single scores are the same number, not nearly the same."""
    together = scores(resume, postings, weights)
    alone = {posting.id: scores(resume, [posting], weights)[posting.id] for posting in postings}
    assert together == alone


@promised
@given(cases.resumes, cases.posting_lists(most=4), cases.weights, st.randoms(use_true_random=False))
def test_the_order_of_anything_changes_no_score(resume, postings, weights, random):
    """Postings, their keywords and the resume's features may come in any order."""
    shuffled = random.sample(postings, len(postings))
    backwards = replace(resume, skills=resume.skills[::-1])
    before = match_postings(resume, postings, Weighing(weights), TOOLS)
    after = match_postings(backwards, shuffled, Weighing(weights), TOOLS)
    assert [(match.posting_id, match.score) for match in before] == [
        (match.posting_id, match.score) for match in after
    ]


@promised
@given(cases.resumes, cases.features, cases.weights, cases.skill_ids)
def test_more_skills_never_lower_a_score(resume, features, weights, more):
    """Skills added to a resume leave a score as it is or raise it."""
    known = {skill.id for skill in resume.skills}
    richer = replace(resume, skills=resume.skills + tuple(cases.owned(s) for s in more if s not in known))
    assert score(richer, features, weights) >= score(resume, features, weights)


@promised
@given(cases.resumes, cases.features, cases.weights, cases.years)
def test_more_years_never_lower_a_score(resume, features, weights, more):
    """Years added leave a score as it is or raise it, beyond an upper limit too."""
    years = resume.experience.total_years + more
    longer = replace(resume, experience=replace(resume.experience, total_years=years))
    assert score(longer, features, weights) >= score(resume, features, weights)


@examples
@given(cases.resumes, cases.features, cases.weights, cases.positions)
def test_more_positions_never_lower_a_score(resume, features, weights, more):
    """A position gained, near or far, leaves a score as it is or raises it."""
    gained = replace(resume, work=resume.work + cases.resume_of(positions=more).work)
    assert score(gained, features, weights) >= score(resume, features, weights)


@examples
@given(cases.resumes, cases.features, cases.weights)
def test_a_higher_level_never_lowers_a_score(resume, features, weights):
    """A level grows with years, so that it may not undo what they earn."""
    before = resume.experience.level or 1
    higher = replace(resume, experience=replace(resume.experience, level=min(6, before + 1)))
    same = replace(resume, experience=replace(resume.experience, level=before))
    assert score(higher, features, weights) >= score(same, features, weights)


@examples
@given(cases.resumes, cases.features, st.floats(0, 49), st.floats(0, 0.01))
def test_experience_is_continuous_in_years(resume, features, years, little):
    """A few days more move the experience by at most as little, plus the last decimal."""
    weights = Weights.normalised(0, 1, 0)
    shorter = replace(resume, experience=replace(resume.experience, total_years=years))
    longer = replace(resume, experience=replace(resume.experience, total_years=years + little))
    assert score(longer, features, weights) - score(shorter, features, weights) <= 100 * little + 0.11


@promised
@given(cases.resumes, cases.posting_lists(most=4), cases.weights, st.text(), st.text())
def test_who_somebody_is_changes_nothing(resume, postings, weights, name, address):
    """Name, e-mail, phone, address, profiles and links never enter a score or an explanation."""
    basics = Basics(name, f"{name}@example.org", address, address, name, None, Location(address, name))
    assert scores(replace(resume, basics=basics), postings, weights) == scores(resume, postings, weights)


@examples
@given(cases.resumes, cases.posting_lists(), cases.weights, st.floats(0.001, 1000))
def test_only_the_proportions_of_weights_matter(resume, postings, weights, factor):
    """Weights of 5, 3 and 2 rank as 0.5, 0.3 and 0.2 do."""
    parts = (weights.skills, weights.experience, weights.keywords)
    scaled = Weights.normalised(*(factor * part for part in parts))
    before, after = scores(resume, postings, weights), scores(resume, postings, scaled)
    assert {key: match.score for key, match in before.items()} == {
        key: match.score for key, match in after.items()
    }


@promised
@given(st.integers(1, 40), st.floats(0, 20), st.sampled_from(Importance))
def test_vagueness_alone_does_not_win(met, years, importance):
    """A posting with one or two weak wishes does not beat one whose forty requirements are met."""
    skills = [f"rf:many-{number}" for number in range(40)]
    resume = cases.resume_of([*skills, "rf:vague-0", "rf:vague-1"], years)
    vague = cases.posting_of(1, [cases.asked(f"rf:vague-{n}", importance) for n in range(min(met, 2))])
    full = cases.posting_of(2, skills, min_years=years)
    ranked = match_postings(resume, [vague, full], Weighing(), TOOLS)
    assert ranked[0].posting_id == 2
    assert ranked[0].score > ranked[1].score


@examples
@given(cases.resumes, cases.features, cases.weights)
def test_every_skill_asked_is_matched_related_or_missing(resume, features, weights):
    """Each skill appears once: exact with full credit, related with at most half and a reason."""
    part = explain(
        resume_vector(resume, TOOLS), PostingForMatching(1, None, features), weights, TOOLS.rarity
    ).skills
    groups = (part.matched, part.related, part.missing)
    ids = sorted(credit.id for group in groups for credit in group)
    assert ids == sorted({skill.id for skill in features.skills})
    owned = {skill.id for skill in resume.skills}
    assert all(credit.credit == 1 and credit.id in owned and not credit.via for credit in part.matched)
    assert all(0 < credit.credit <= 0.5 and credit.via in owned for credit in part.related)
    assert all(credit.credit == 0 and credit.id not in owned for credit in part.missing)
