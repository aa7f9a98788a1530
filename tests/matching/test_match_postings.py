"""Matching a resume with a handful of postings, as a search does."""

from datetime import UTC, datetime

import pytest

from domain.codes import Importance, Provenance
from domain.searches import Weighing, Weights
from domain.skills import Keyword
from services.matching.match import match_postings
from services.matching.rarity import RarityStatistics, count_skills
from services.matching.tools import MatchTools
from tests.matching.matching_cases import TOOLS, asked, mention, posting_of, resume_of

SIXTEEN = [f"rf:one-of-{number}" for number in range(16)]
PLAIN = MatchTools()


def only(resume, posting, tools=PLAIN, weights=None):
    """Match with a single posting."""
    return match_postings(resume, [posting], Weighing(weights or Weights()), tools)[0]


def test_no_postings_give_no_matches():
    """An empty search is an empty list."""
    assert match_postings(resume_of(SIXTEEN), [], Weighing(), PLAIN) == []


def test_a_posting_fully_met_scores_a_hundred():
    """Every skill, the years and the same wording: nothing is missing, so nothing is lost."""
    pipelines = [Keyword("pipelines", 3, 1.0, "pipelin")]
    match = only(resume_of(SIXTEEN, 6, keywords=pipelines), posting_of(7, SIXTEEN, pipelines, min_years=5))
    assert (match.posting_id, match.score, match.algorithm) == (7, 100.0, "weighted@8")
    assert match.breakdown.skills.points == 50
    assert match.breakdown.experience.points == 30
    assert match.breakdown.keywords.points == 20


def test_the_skills_score_is_the_weighed_share_of_what_is_asked():
    """Required weighs 1, preferred 0.6, mentioned 0.35: here 16 of 16.95 are covered."""
    wishes = [
        *map(asked, SIXTEEN),
        asked("rf:nice", Importance.PREFERRED),
        asked("rf:said", Importance.MENTIONED),
    ]
    match = only(resume_of(SIXTEEN), posting_of(1, wishes))
    assert match.breakdown.skills.score == pytest.approx(16 / 16.95, abs=2e-3)


def test_a_posting_without_any_wish_is_scored_by_the_prior_and_says_so():
    """Nothing asked is neutral: coverage 0.1, experience 0.5, and a sentence that admits it."""
    match = only(resume_of(SIXTEEN, 3), posting_of(1))
    assert match.breakdown.skills.score == 0.1
    assert match.breakdown.experience.score == 0.5
    assert match.summary == "Names no skills to compare; 3 years, no number of years asked."


def test_evidence_shows_the_words_on_both_sides():
    """A matched skill carries its mentions in the resume and in the posting."""
    credit = only(resume_of(SIXTEEN), posting_of(1, SIXTEEN)).breakdown.skills.matched[0]
    assert credit.resume_mentions == mention("in the resume")
    assert credit.job_mentions == mention("in the ad")


def test_a_related_skill_earns_part_and_names_its_reason():
    """Knowing skill-0 earns 0.4 for its neighbour skill-1, with the resume's own words."""
    part = only(resume_of(["rf:skill-0"]), posting_of(1, ["rf:skill-1"]), TOOLS).breakdown.skills
    (credit,) = part.related
    assert credit.via == "rf:skill-0"
    assert credit.credit == pytest.approx(0.4, abs=1e-3)
    assert credit.resume_mentions == mention("in the resume")


def test_no_relation_earns_more_than_half():
    """Whatever a table of relations claims, related is not the same."""

    class Generous:
        def credit(self, resume_skill_ids, /):
            return {"rf:other": (0.9, "rf:own")}

    part = only(resume_of(["rf:own"]), posting_of(1, ["rf:other"]), MatchTools(Generous())).breakdown.skills
    assert part.related[0].credit == 0.5


@pytest.mark.parametrize(
    ("years", "level", "asks", "score"),
    [
        (5, None, {"min_years": 5}, 1.0),
        (9, None, {"min_years": 5}, 1.0),
        (2, None, {"min_years": 5}, 0.5),
        (0, None, {"min_years": 5}, 0.1667),
        (12, None, {"max_years": 3}, 1.0),
        (12, None, {"min_years": 1, "max_years": 3}, 1.0),
        (5, 4, {"min_years": 5, "level": 5}, 0.9375),
        (5, 4, {"min_years": 5, "level": 2}, 1.0),
        (4, 4, {"level": 4}, 1.0 * 0.5 + 0.25),
        (0, 2, {"level": 6}, 0.25 + 0.5 * (0.75 / 13)),
        (3, 3, {}, 0.5),
        (3, None, {"level": 9}, 0.5),
    ],
)
def test_experience(years, level, asks, score):
    """Missing years and a level below cost, more of both does not; silence is neutral."""
    part = only(resume_of(years=years, level=level), posting_of(1, **asks)).breakdown.experience
    assert part.score == pytest.approx(score, abs=1e-4)


def test_experience_repeats_what_it_was_computed_from():
    """It carries both sides' years, the level's distance and where the demand was read."""
    asks = {"min_years": 5.0, "max_years": 8.0, "level": 5, "provenance": Provenance.STATED}
    part = only(resume_of(years=7.4, level=4), posting_of(1, **asks)).breakdown.experience
    assert (part.resume_years, part.required_min_years, part.required_max_years) == (7.4, 5.0, 8.0)
    assert (part.level_distance, part.provenance) == (-1, Provenance.STATED)


def words(*keys, weight=1.0):
    """Return keywords of equal weight."""
    return [Keyword(key.title(), 1, weight, key) for key in keys]


def test_keywords_are_a_cosine_relative_to_close_wording():
    """Of ten equal terms one is shared: cosine 0.1, a third of what close wording has."""
    mine, theirs = words("ship", *"abcdefghi"), words("ship", *"mnopqrstu")
    part = only(resume_of(keywords=mine), posting_of(1, keywords=theirs)).breakdown.keywords
    assert part.score == pytest.approx(0.1 / 0.3, abs=1e-3)
    assert [(term.term, term.contribution) for term in part.top_terms] == [("Ship", part.score)]


@pytest.mark.parametrize("others", ["abcdefghi", "abc", ""])
def test_the_terms_shown_sum_to_the_keywords_score(others):
    """Each shared term contributes its share, cut at full score together with it."""
    mine, theirs = words("ship", "crew", *others), words("crew", "ship", *others.upper())
    part = only(resume_of(keywords=mine), posting_of(1, keywords=theirs)).breakdown.keywords
    assert sum(term.contribution for term in part.top_terms) == pytest.approx(part.score, abs=1e-3)
    assert {term.term for term in part.top_terms} == {"Crew", "Ship"}


def test_equal_scores_rank_by_newest_then_by_smallest_id():
    """Ties are broken by what a reader expects, the same way each time; undated postings come last."""
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    dates = {4: old, 3: new, 9: new, 1: None, 2: old}
    postings = [posting_of(number, SIXTEEN, posted_at=date) for number, date in dates.items()]
    ranked = match_postings(resume_of(SIXTEEN), postings, Weighing(), PLAIN)
    assert [match.posting_id for match in ranked] == [3, 9, 2, 4, 1]


def test_the_order_is_the_order_of_the_scores_shown():
    """Nobody sees 78.3 above 78.4."""
    postings = [posting_of(number, SIXTEEN[:number]) for number in range(1, 9)]
    ranked = match_postings(resume_of(SIXTEEN[:3], 2), postings, Weighing(), PLAIN)
    shown = [match.score for match in ranked]
    assert shown == sorted(shown, reverse=True)
    assert shown == [round(score, 1) for score in shown]


def test_a_rare_skill_weighs_more_than_one_everybody_asks_for():
    """With 90 % of postings asking for one skill, covering the other is worth more."""
    common = [posting_of(number, ["rf:common"]).features for number in range(900)]
    rare = [posting_of(number, ["rf:rare"]).features for number in range(2)]
    silent = [posting_of(number).features for number in range(98)]
    statistics = count_skills([*common, *rare, *silent])
    posting = posting_of(1, ["rf:common", "rf:rare"])
    tools = MatchTools(rarity=statistics)
    assert (
        only(resume_of(["rf:rare"]), posting, tools).score
        > only(resume_of(["rf:common"]), posting, tools).score
    )


def test_an_unknown_skill_has_ordinary_rarity():
    """What was never counted is neither rare nor common."""
    assert RarityStatistics("v", 10_000, {"rf:a": 5000}).weight("rf:never") == 1.0
    assert RarityStatistics().weight("rf:any") == 1.0


def test_the_version_of_statistics_names_the_counts():
    """The same counts have the same version, other counts another."""
    one, two = posting_of(1, ["rf:a"]).features, posting_of(2, ["rf:b"]).features
    assert count_skills([one, two]).version == count_skills([two, one]).version
    assert count_skills([one]).version != count_skills([two]).version


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1.0, 0.0])
def test_a_broken_keyword_weight_is_ignored(weight):
    """A weight that is no positive number cannot spoil the other terms."""
    good, broken = words("good", *"abcdefghi"), Keyword("bad", 1, weight)
    sound = only(resume_of(keywords=good[:1]), posting_of(1, keywords=good))
    match = only(resume_of(keywords=good[:1]), posting_of(1, keywords=[*good, broken]))
    assert match.breakdown == sound.breakdown
    assert 0 < match.breakdown.keywords.score <= 1
