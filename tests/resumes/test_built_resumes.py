"""Resumes as an online builder prints them, made nameless: blanks, headlines for names, sections twice."""

import pytest

from domain.resumes import ParsedResume
from services.resumes.documents import Line
from services.resumes.schools import around_school
from services.resumes.sections import place
from services.resumes.wrapping import join_dates
from tests.resumes.drawing import read_as_resume

BUILT = """STORE MANAGER
Summary
Decisive
Manager with ten years in retail.
Experience
01/2015 to Current
Store Manager Company Name - City , State

Led a team of nine people and the weekly stock count.
01/2014
Civic Engagement Intern Company Name - City , State

Kept the database of volunteers.
01/2012 to 12/2013
Sales Associate Company Name - City , State

Greeted customers.
Education
Bachelor of Science , Hotel Management 1992 University of Maryland - City , State , US GPA: 3.2
Associate of Arts : Marketing Hunter College - City , State Marketing
"""


def _work(parsed: ParsedResume) -> list[tuple[str | None, str | None, str | None, str | None]]:
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in parsed.work]


def test_the_blanks_of_a_template_part_title_employer_and_place() -> None:
    parsed = read_as_resume(BUILT)
    assert _work(parsed) == [
        ("Store Manager", "Company Name", "2015-01", None),
        ("Civic Engagement Intern", "Company Name", "2014-01", "2014-01"),
        ("Sales Associate", "Company Name", "2012-01", "2013-12"),
    ]
    assert parsed.work[0].location == "City , State"


def test_schools_are_read_out_of_lines_that_run_on_whether_dated_or_not() -> None:
    studies = [(entry.institution, entry.end_date) for entry in read_as_resume(BUILT).education]
    assert studies == [("University of Maryland", "1992"), ("Hunter College", None)]


def test_nobody_is_called_by_a_headline_or_by_what_a_summary_praises() -> None:
    assert read_as_resume(BUILT).basics.name is None
    for headline in ("BUSINESS DEVELOPMENT MANAGER, VP", "MANAGEMENT AND PROGRAM ANALYSIS", "SALES"):
        assert read_as_resume(BUILT.replace("STORE MANAGER", headline)).basics.name is None


def test_dates_over_three_lines_are_one_range() -> None:
    text = "Experience\nJanuary 2016\nto\nCurrent\nCompany Name City , State Health Information Specialist\nReleases records.\n"
    assert _work(read_as_resume(text)) == [("Health Information Specialist", "Company Name", "2016-01", None)]


def test_dates_between_long_names_head_an_entry() -> None:
    title = "Process Control Designer and Field Service Technician, Nights"
    text = (
        f"Experience\n{title} 11/1998 to 09/2008 Company Name City , State\n• Designed panels for furnaces.\n"
    )
    assert _work(read_as_resume(text)) == [(title, "Company Name", "1998-11", "2008-09")]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("May 2016", "to", "Current"), ["May 2016 – Current"]),
        (("May 2016", "–", "June 2019"), ["May 2016 – June 2019"]),
        (("Cashier, Beta Ltd, May 2016", "*****", "Sold"), ["Cashier, Beta Ltd, May 2016", "*****", "Sold"]),
        (("May 2016", "to", "sell things"), ["May 2016", "to", "sell things"]),
    ],
)
def test_a_word_between_two_dates_joins_them_and_a_rule_below_one_does_not(
    lines: tuple[str, ...], joined: list[str]
) -> None:
    _, placed = place([Line(text) for text in lines])
    assert [item.text for item in join_dates(placed)] == joined


def test_schools_and_hospitals_of_cities_are_no_blanks() -> None:
    text = "Experience\nNurse, Kansas City State Hospital\n2012 - 2014\nEducation\nBSN, Elizabeth City State University, 2011\n"
    parsed = read_as_resume(text)
    assert parsed.work[0].company == "Kansas City State Hospital"
    assert parsed.education[0].institution == "Elizabeth City State University"


@pytest.mark.parametrize("name", ["Nguyen The Anh", "Kim In Seok", "Wong Chun To"])
def test_people_are_called_what_sentences_are_joined_with(name: str) -> None:
    assert read_as_resume(f"{name}\n{BUILT}").basics.name == name


@pytest.mark.parametrize(
    ("first", "end"),
    [
        ("Application Specialist Mar 2014", None),
        ("Summer Analyst, Summer 2014", "2014-08"),
        ("Application Intern Mar 2014", "2014-03"),
        ("Application Specialist 2015", "2015"),
    ],
)
def test_a_month_after_all_others_ended_is_when_the_latest_began(first: str, end: str | None) -> None:
    text = f"Experience\n{first}\nAcme Ltd\n• Set up.\nTrainer Jul 2006 to Mar 2014\nBeta Ltd\n• Taught.\n"
    latest = read_as_resume(text).work[0]
    assert (latest.end_date, latest.current) == (end, end is None)


def test_what_is_printed_twice_counts_once() -> None:
    work, _, education = BUILT.partition("Experience\n")[2].partition("Education\n")
    parsed = read_as_resume(BUILT + "Experience\n" + work + "Education\n" + education)
    assert (len(parsed.work), len(parsed.education)) == (3, 2)


def test_a_heading_under_each_position_opens_no_section() -> None:
    jobs = "".join(
        f"{title} Sep {year} to Sep {year + 1}\nAcme Ltd\nACHIEVEMENT:\nMade the list shorter by half.\n"
        for title, year in (
            ("Project Manager", 2011),
            ("Delivery Manager", 2008),
            ("Sales Coordinator", 2005),
        )
    )
    positions = [entry.position for entry in read_as_resume(f"Experience\n{jobs}").work]
    assert positions == ["Project Manager", "Delivery Manager", "Sales Coordinator"]


def test_a_heading_with_nothing_under_it_fails_nothing() -> None:
    parsed = read_as_resume(
        "Jane Example\nProjects\nEducation\nTU Wien\nExperience\nEngineer\nAcme Ltd\n2019 - 2020\n"
    )
    assert (parsed.projects, len(parsed.work)) == ((), 1)


def test_a_schools_name_begins_behind_the_field_of_study() -> None:
    parted = {
        "Management Florida Institute of Technology Management": [
            "Management", "Florida Institute of Technology", "Management",
        ],
        "Criminal Justice , December 1998 Southwest Texas State University Criminal Justice": [
            "Criminal Justice , December 1998", "Southwest Texas State University", "Criminal Justice",
        ],
        "Psychology Child Welfare University of West Florida": [
            "Psychology Child Welfare", "University of West Florida",
        ],
        "High School Diploma Olympia High School": ["High School Diploma", "Olympia High School"],
        "2002 Rotterdam University of Applied Sciences": ["2002", "Rotterdam University of Applied Sciences"],
        "Geography UNIVERSITY OF MINNESOTA DULUTH": ["Geography", "UNIVERSITY OF MINNESOTA DULUTH"],
    }  # fmt: skip
    assert {text: around_school(text) for text in parted} == parted
    for whole in (
        "London School of Economics and Political Science",
        "Pennsylvania Culinary Institute",
        "Texas A&M University",
        "University of California, Irvine",
        "Maryland law school",
    ):
        assert around_school(whole) == [whole]
