"""What a person prefers comes on top of a score: exactly, within bounds, whatever the resume gains."""

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ranking_sets import read_resume
from domain.codes import Ranker
from domain.matches import Leaning
from domain.preferences import Preferences
from domain.searches import Weighing, Weights
from domain.skills import Keyword
from domain.trades import TradeVector
from services.learning.judged import JudgedResume
from services.learning.preferences import MOST_LEANINGS, Judgement, learn_preferences
from services.learning.versions import preferences_by_resume
from services.matching.alike import ALIKE, likeness_of
from services.matching.evidence import trade_key
from services.matching.explanation import score_of
from services.matching.learned import Judged
from services.matching.loading import load_match_tools
from services.matching.match import match_postings
from services.matching.meaning import Likeness
from services.matching.vectors import PostingForMatching, resume_vector
from tests.matching import matching_cases as cases
from tests.matching.matching_cases import SKILLS, TOOLS, examples, posting_of, resume_of

HANDS = Path(__file__).parents[2] / "data" / "ranking"
LEARNED = Weighing(Weights(), Ranker.LEARNED, "own.1.2")
MEANING = Weighing(Weights.normalised(0.4, 0.3, 0.1, 0.2), Ranker.LEARNED, "own.3.2")


def matched(resume, postings, preferences, weighing=LEARNED):
    """Return the matches by posting."""
    found = match_postings(resume, postings, weighing, TOOLS, preferences=preferences)
    return {match.posting_id: match for match in found}


@examples
@given(cases.resumes, cases.posting_lists(), cases.preferences, st.sampled_from([LEARNED, MEANING]))
def test_points_sum_exactly_to_the_score_with_preferences(resume, postings, preferences, weighing):
    """The scores come from a sparse product over all postings, the parts from each one's own words."""
    alike = [replace(one, meaning=Likeness(one.id % 10_000)) for one in postings]
    plain = matched(resume, alike, None, weighing)
    for key, match in matched(resume, alike, preferences, weighing).items():
        shown = match.breakdown
        assert score_of(shown) == match.score
        assert 0 <= match.score <= 100
        assert -30 <= shown.preference.points <= 30
        assert (shown.skills, shown.experience, shown.keywords) == (
            plain[key].breakdown.skills,
            plain[key].breakdown.experience,
            plain[key].breakdown.keywords,
        )
        assert all(one.points > 0 for one in shown.preference.liked)
        assert all(one.points < 0 for one in shown.preference.disliked)
        assert plain[key].breakdown.preference is None


@examples
@given(cases.resumes, cases.posting_lists(), cases.preferences, st.randoms(use_true_random=False))
def test_a_preference_is_the_same_alone_and_among_others(resume, postings, preferences, shuffle):
    """Neither the other postings nor their order change it."""
    together = matched(resume, shuffle.sample(postings, len(postings)), preferences)
    for posting in postings:
        assert matched(resume, [posting], preferences)[posting.id] == together[posting.id]


@examples
@given(cases.resumes, cases.features, cases.preferences, cases.skill_ids, cases.years)
def test_more_skills_and_years_never_lower_a_preferred_score(resume, features, preferences, more, years):
    """Only the posting is read for a preference."""
    offer = [PostingForMatching(1, None, features)]
    richer = cases.gained(resume, more, years)
    before, after = (matched(one, offer, preferences)[1] for one in (resume, richer))
    assert after.score >= before.score
    assert after.breakdown.preference.liked == before.breakdown.preference.liked


@examples
@given(cases.resumes, cases.posting_lists())
def test_no_preferences_change_no_score(resume, postings):
    """One who leans to nothing scores as one who was never asked."""
    for key, match in matched(resume, postings, Preferences()).items():
        assert match.score == matched(resume, postings, None)[key].score
        assert match.breakdown.preference.points == 0


def words(*terms):
    """Return keywords of a posting, all of one weight."""
    return tuple(Keyword(term, 1, 0.5) for term in terms)


def judged(count):
    """Return judgements of one who likes what is remote and dislikes what needs a clearance."""
    liked = [
        Judgement(n, posting_of(n, (), words("remote", f"x{n}")).features, 0.5, True) for n in range(count)
    ]
    disliked = [
        Judgement(count + n, posting_of(n, (), words("clearance", f"y{n}")).features, 0.5, False)
        for n in range(count)
    ]
    return [*liked, *disliked]


def test_verdicts_teach_what_was_liked_and_what_was_not():
    """The words that part the two are named first; a new posting with them moves up, or down."""
    preferences = learn_preferences(judged(8), TOOLS.rarity)
    assert (preferences.liked[0], preferences.disliked[0]) == ("remote", "clearance")
    offers = [
        posting_of(1, (), words("remote", "new")),
        posting_of(2, (), words("clearance", "new")),
        posting_of(3, (), words("new")),
    ]
    shown = {key: one.breakdown.preference for key, one in matched(resume_of(), offers, preferences).items()}
    assert shown[2].points <= 0 == shown[3].points < shown[1].points
    assert [one.name for one in shown[1].liked] == ["remote"]
    assert shown[3].liked == shown[3].disliked == ()


def test_the_same_verdicts_in_any_order_teach_the_same():
    """Rows come from a database in whatever order."""
    judgements = judged(12)
    shuffled = random.Random(1).sample(judgements, len(judgements))
    assert learn_preferences(judgements, TOOLS.rarity) == learn_preferences(shuffled, TOOLS.rarity)


def test_what_the_score_tells_already_is_not_learnt_again():
    """Where liked postings score high and others low as it is, leanings stay nearer to nothing."""
    told = [one._replace(score=0.9 if one.liked else 0.1) for one in judged(10)]
    untold = learn_preferences(judged(10), TOOLS.rarity)
    assert 0 < learn_preferences(told, TOOLS.rarity).terms["remote"] < untold.terms["remote"] / 2


def test_more_verdicts_make_firmer_leanings_of_at_most_so_many_words():
    """Ten say less than forty; the weakest words are left out."""
    few, many = (learn_preferences(judged(count), TOOLS.rarity) for count in (5, 300))
    assert 0 < few.terms["remote"] < many.terms["remote"]
    assert sum(map(len, many.parts)) == MOST_LEANINGS


def test_trades_are_named_together():
    """What a text reads like has many names that tell people little, and one effect."""
    preferences = Preferences(trades={trade_key(1): 900, trade_key(2): 300})
    features = replace(posting_of(1, SKILLS).features, trades=TradeVector((1, 2, 3), (0.5, 0.5, 0.5)))
    match = matched(resume_of(SKILLS), [PostingForMatching(1, None, features)], preferences)[1]
    part = match.breakdown.preference
    assert ([one.name for one in part.liked], part.disliked) == (["line of work"], ())
    assert part.liked[0].points == pytest.approx(part.points, abs=0.1)
    assert replace(part, liked=(*part.liked, Leaning("remote", 0.2))).reasons == ["remote", "line of work"]


def test_a_sentence_says_what_was_liked_or_disliked_before():
    """Less than a point is not worth saying."""
    preferences = Preferences(terms={"remote": 900, "clearance": -1200, "new": 20, "team": 82})
    offers = [
        posting_of(1, SKILLS, words("remote")),
        posting_of(2, SKILLS, words("clearance")),
        posting_of(3, SKILLS, words("new")),
        posting_of(4, SKILLS, words("team")),
    ]
    said = {key: one.summary for key, one in matched(resume_of(SKILLS), offers, preferences).items()}
    assert said[1].endswith("; 11 points for what you liked before (remote).")
    assert said[2].endswith("; 14.6 points less for what you disliked before (clearance).")
    assert "before" not in said[3]
    assert said[4].endswith("; 1 point for what you liked before (team).")


def told(key, liked, *terms):
    """Return a resume of these words whose owner liked, or disliked, two postings."""
    postings = {10 * key + n: posting_of(10 * key + n, (), words("x", f"z{n}")).features for n in range(2)}
    rows = {number: Judged(str(key), 0.5, 0.5, 0.5, float(liked)) for number in postings}
    return JudgedResume(key, resume_vector(resume_of(keywords=words(*terms)), TOOLS), postings, rows)


def test_versions_of_a_resume_learn_together_and_other_peoples_do_not():
    """One version has the likes, another the dislikes: for both there is something to learn, not for a third."""
    own = [f"skill{n}" for n in range(20)]
    judged = (
        told(1, True, *own),
        told(2, False, *own[1:], "added"),
        told(3, True, *own[:5], *(f"other{n}" for n in range(15))),
    )
    learnt = preferences_by_resume(judged, Weights(), TOOLS.rarity)
    assert learnt.keys() == {1, 2}
    assert learnt[1] is learnt[2]


@pytest.mark.slow
def test_versions_of_a_resume_are_alike_and_other_peoples_are_not():
    """A tenth of the lines taken out leaves the same person; a colleague of the same trade is another."""
    lines = (HANDS / "hands_resumes.jsonl").read_text("utf-8").splitlines()
    texts = {line["id"]: line["text"] for line in map(json.loads, lines[:60])}
    tools = load_match_tools()

    def read(text):
        return resume_vector(read_resume(text.encode(), "cv.txt", date(2026, 11, 30)), tools)

    for trade in ("nurse", "accountant", "it_specialist"):
        mine, colleague = (texts[f"{trade}.{hand}"] for hand in "ab")
        shorter = "\n".join(line for n, line in enumerate(mine.splitlines()) if n % 10 != 5)
        assert likeness_of(read(mine), read(mine)) == pytest.approx(1, abs=1e-3)
        assert likeness_of(read(mine), read(shorter)) >= ALIKE > likeness_of(read(mine), read(colleague))
