"""Experience counts by how near its positions are to what a posting is for."""

from dataclasses import replace

import pytest

from domain.postings import PostingFeatures, Requirements
from domain.resumes import Basics
from domain.searches import Weighing, Weights
from domain.trades import TradeVector
from services.features.titles import read_title
from services.features.trades import trade_names
from services.matching.bands import band_of
from services.matching.learned import Judged, train
from services.matching.match import match_postings
from services.matching.vectors import PostingForMatching
from tests.matching.matching_cases import TOOLS, read_whole_title, resume_of

ACCOUNTANT = resume_of(years=10, positions=[("Senior Accountant", 120)])
NURSE = resume_of(years=10, positions=[("Staff Nurse, Telemetry", 120)])


def experience(resume, title, min_years=5):
    """Return the explained experience of a resume for a posting of this title."""
    features = PostingFeatures(requirements=Requirements(min_years=min_years), title=read_whole_title(title))
    (match,) = match_postings(resume, [PostingForMatching(1, None, features)], Weighing(), TOOLS)
    return match.breakdown.experience


def test_ten_years_of_nursing_are_not_ten_years_of_accounting():
    """The same years count whole in the own trade and by two fifths in another."""
    near, far = experience(ACCOUNTANT, "Accountant"), experience(NURSE, "Accountant")
    assert (near.nearness, near.relevant_years) == (1.0, 10.0)
    assert (far.nearness, far.relevant_years) == (0.0, 4.0)
    assert near.score > far.score + 0.5


def test_the_position_that_is_nearest_is_named():
    """Of several positions the explanation names the one that meets the title."""
    resume = resume_of(years=12, positions=[("Cook", 24), ("Charge Nurse", 60), ("Driver", 60)])
    assert experience(resume, "Registered Nurse").nearest_position == "Charge Nurse"


def test_what_a_text_reads_like_counts_as_a_title():
    """Employers have names of their own for an economist; years in such positions count as others do."""
    resume = resume_of(years=6, positions=[("Senior Price Index Researcher", 72)])
    read = replace(resume, trades=TradeVector((trade_names().index("economist"),), (1.0,)))
    unread, as_read = experience(resume, "Economist"), experience(read, "Economist")
    assert (unread.nearness, as_read.nearness) == (0.0, 1.0)
    assert (as_read.relevant_years, as_read.nearest_position) == (unread.relevant_years, None)
    assert (unread.reads_like, as_read.reads_like) == (None, "economist")


def test_groups_of_occupations_are_no_titles():
    """A text that reads like managers' names nobody a manager."""
    managers = TradeVector((trade_names().index("managers"),), (1.0,))
    resume = replace(resume_of(years=6, positions=[("Unheard Thing", 72)]), trades=managers)
    assert experience(resume, "Manager").nearness == 0.0


def test_another_name_of_an_occupation_is_near():
    """No word is shared, yet both name the same occupation."""
    assert experience(resume_of(years=3, positions=[("CPA", 36)]), "Accountant").nearness > 0.3


@pytest.mark.parametrize(
    ("held", "title", "near", "kinds"),
    [
        ("Forester", "Forester", 1.0, ("professional",)),
        ("Forester", "Forestry Technician (Timber Sale Preparation)", 0.0, ("technical",)),
        ("Forester", "Student Trainee (Forester)", 0.0, ("trainee",)),
        ("Nurse Manager", "Registered Nurse", 0.6, ("professional",)),
        ("Registered Nurse", "Director of Nursing", 0.6, ("managerial",)),
        ("Registered Nurse", "Engineer / Engineering Manager", 0.8, ("managerial", "professional")),
        ("Site Reliability Engineer", "Systems Administrator", 1.0, ("professional",)),
        ("Forester", "Rettungssanitäter", None, ()),
    ],
)
def test_kinds_of_work_come_near_each_other_or_not(held, title, near, kinds):
    """Technicians and trainees do not work as professionals do; managers and professionals come near."""
    found = experience(resume_of(years=9, positions=[(held, 108)]), title)
    assert (found.kind_nearness, found.kinds) == (near and pytest.approx(near, abs=1e-3), kinds)


def test_a_posting_of_another_kind_of_work_scores_lower():
    """The same words in the title, another noun at its end."""
    resume = resume_of(years=9, positions=[("Forestry Analyst", 108)])
    own, other = experience(resume, "Forestry Analyst"), experience(resume, "Forestry Technician")
    assert own.nearness == 1.0
    assert other.nearness < 0.6 * other.title_nearness + 1e-9


def test_a_further_position_brings_a_further_kind():
    """Who has been both is near both; nothing that was near before is farther."""
    alone = resume_of(years=9, positions=[("Forester", 108)])
    both = resume_of(years=9, positions=[("Forester", 108), ("Forestry Technician", 48)])
    for title in ("Forester", "Forestry Technician", "Forestry Aide", "Head of Forestry"):
        assert experience(both, title).kind_nearness >= experience(alone, title).kind_nearness
    assert experience(both, "Forestry Technician").kind_nearness == 1.0


@pytest.mark.parametrize(("months", "near"), [(0, 0.5), (12, 0.625), (24, 0.75), (48, 1.0), (240, 1.0)])
def test_a_kind_of_work_is_grown_into(months, near):
    """A summer as a technician makes half of one; four years a whole one, over however many positions."""
    halves = [("Forestry Technician", months / 2), ("Timber Technician", months / 2)]
    for positions in ([("Forestry Technician", months)], halves):
        found = experience(
            resume_of(years=9, positions=[("Forester", 96), *positions]), "Engineering Technician"
        )
        assert found.kind_nearness == pytest.approx(near, abs=1e-3)


@pytest.mark.parametrize("title", ["Staff Analyst", "Associate Staff Analyst", "Kitchen Assistant"])
def test_associate_and_assistant_are_no_words_of_a_title(title):
    """A research associate is near no associate analyst for that word; what kind of work it is, kinds tell."""
    resume = resume_of(years=9, positions=[("Research Associate", 108)])
    assert experience(resume, title).title_nearness == 0.0


def test_grade_and_hours_in_a_title_change_nothing():
    """Senior, full-time and (m/f/d) are no trade."""
    assert read_title("Senior Accountant (m/f/d) full-time") == read_title("Accountant")


def test_a_person_called_like_a_trade_is_not_of_that_trade():
    """A surname that stands in a position's line is no title."""
    resume = resume_of(years=3, positions=[("Robin Baker", 36)])
    named = replace(resume, basics=Basics("Robin Baker"))
    assert experience(named, "Baker").nearness == 0.0


@pytest.mark.parametrize(
    ("score", "band"), [(40.0, "great"), (39.9, "good"), (30.0, "good"), (20.0, "fair"), (19.9, "weak")]
)
def test_bands_are_cut_where_documented(score, band):
    """The limits belong to the better band."""
    assert band_of(score) == band


def test_learning_moves_weights_towards_what_was_preferred_and_never_below_zero():
    """Where people prefer experience over skills, experience gains and no weight is negative."""
    rows = [
        Judged(f"q{query}", skills, experience, 0.5, grade)
        for query in range(40)
        for skills, experience, grade in ((0.1, 0.9, 1.0), (0.9, 0.1, 0.0))
    ]
    learnt = train(rows)
    assert learnt.experience > Weights().experience
    assert min(learnt.skills, learnt.experience, learnt.keywords) >= 0
    assert train([]) == Weights()


def test_both_a_position_and_what_the_text_reads_like_are_named():
    """The position that gives the years stays named where the text comes nearer to the title."""
    economist = TradeVector((trade_names().index("economist"),), (1.0,))
    resume = replace(resume_of(years=6, positions=[("Data Economist", 72)]), trades=economist)
    found = experience(resume, "Economist")
    assert (found.nearest_position, found.reads_like) == ("Data Economist", "economist")
    assert experience(resume_of(years=6, positions=[("Economist", 72)]), "Economist").reads_like is None
