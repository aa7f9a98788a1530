"""What a posting demands beyond skills and years is compared with what the resume shows, and changes no score."""

from dataclasses import replace

import pytest

from domain.postings import Requirements
from domain.resumes import Qualifications
from domain.searches import Weighing
from services.matching.match import match_postings
from services.matching.requirements import check_requirements
from services.matching.summary import summarise
from tests.matching.matching_cases import TOOLS, posting_of, resume_of

HAS = Qualifications(
    education="bachelor",
    certificates=("CPA", "PMP"),
    languages=("English", "German (B1)", "Spanish (fluent)", "Dutch"),
    clearance="Secret",
)


@pytest.mark.parametrize(
    ("asked", "name", "met", "found"),
    [
        (Requirements(education="associate"), "associate degree", True, "bachelor's degree"),
        (Requirements(education="bachelor"), "bachelor's degree", True, "bachelor's degree"),
        (Requirements(education="doctorate"), "doctorate", False, "bachelor's degree"),
        (Requirements(certificates=("CPA",)), "CPA", True, "CPA"),
        (Requirements(certificates=("CFA",)), "CFA", False, None),
        (Requirements(languages=("German (A2)",)), "German (A2)", True, "German (B1)"),
        (Requirements(languages=("German (C1)",)), "German (C1)", False, "German (B1)"),
        (Requirements(languages=("German",)), "German", True, "German (B1)"),
        (Requirements(languages=("Dutch (native)",)), "Dutch (native)", True, "Dutch"),
        (Requirements(languages=("Spanish (C1)",)), "Spanish (C1)", True, "Spanish (fluent)"),
        (Requirements(languages=("Spanish (native)",)), "Spanish (native)", False, "Spanish (fluent)"),
        (Requirements(languages=("Finnish",)), "Finnish", False, None),
        (Requirements(clearance="Confidential"), "Confidential", True, "Secret"),
        (Requirements(clearance="Top Secret"), "Top Secret", False, "Secret"),
    ],
)
def test_a_demand_is_met_by_as_much_or_more(
    asked: Requirements, name: str, met: bool, found: str | None
) -> None:
    """A language known to no level said, or asked for at none, is met by its name."""
    (check,) = check_requirements(asked, HAS)
    assert (check.name, check.met, check.found) == (name, met, found)


@pytest.mark.parametrize(
    ("asked", "own", "met"),
    [
        ("Secret", "TS/SCI", True),
        ("TS/SCI", "Secret", False),
        ("SC", "DV", True),
        ("DV", "SC", False),
        ("SC", "Top Secret", False),
        ("BPSS", "Public Trust", False),
        ("security clearance", "NATO", True),
        ("Secret", "security clearance", False),
        ("Secret", "a label of another version", False),
    ],
)
def test_clearances_are_compared_within_one_country(asked: str, own: str, met: bool) -> None:
    (check,) = check_requirements(Requirements(clearance=asked), Qualifications(clearance=own))
    assert check.met is met


def test_a_resume_read_before_this_was_compared_says_neither_yes_nor_no() -> None:
    asked = Requirements(education="master", certificates=("CPA",), languages=("Dutch",), clearance="Secret")
    assert [check.met for check in check_requirements(asked, None)] == [None] * 4


def test_of_several_certificates_one_may_do() -> None:
    """Who shows neither lacks both: "CPA or CMA" asks for either."""
    either = Requirements(certificates=("CPA", "CMA"))
    assert [check.met for check in check_requirements(either, HAS)] == [True, None]
    assert [check.met for check in check_requirements(either, Qualifications())] == [False, False]


def test_who_asks_nothing_gets_no_answer() -> None:
    assert check_requirements(Requirements(), HAS) == ()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (
            Requirements(education="doctorate", languages=("German (C1)",)),
            "; asks for a doctorate and German (C1), which your resume does not show.",
        ),
        (Requirements(education="associate", clearance="Top Secret"), "; asks for Top Secret clearance,"),
        (
            Requirements(certificates=("CFA", "FRM")),
            "; asks for CFA and FRM, which your resume does not show.",
        ),
        (Requirements(certificates=("CPA", "CMA")), "asked."),
        (Requirements(languages=("English",)), "asked."),
    ],
)
def test_the_summary_says_what_is_asked_and_not_shown(asked: Requirements, words: str) -> None:
    posting = posting_of(1, [])
    features = replace(posting.features, requirements=asked)
    resume = replace(resume_of([]), qualifications=HAS)
    (match,) = match_postings(resume, [replace(posting, features=features)], Weighing(), TOOLS)
    assert words in match.summary
    assert match.summary == summarise(match.breakdown, match.requirements)


def test_no_score_changes_with_what_else_is_asked_or_shown() -> None:
    posting = posting_of(1, [])
    asked = replace(
        posting,
        features=replace(
            posting.features, requirements=Requirements(education="doctorate", languages=("German",))
        ),
    )
    resume = resume_of([])
    scores = {
        match_postings(one, [other], Weighing(), TOOLS)[0].score
        for one in (resume, replace(resume, qualifications=HAS))
        for other in (posting, asked)
    }
    assert len(scores) == 1
