"""Resumes whose columns or dashes were lost on the way, and years that only a sentence states."""

from datetime import date

import pytest

from domain.resumes import ParsedResume
from services.resumes.headings import heading_kind
from services.resumes.sniff import TEXT
from services.resumes.stated import stated_months
from services.resumes.understand import parse

TODAY = date(2026, 11, 29)
HEAD = "Jane Example\njane@example.org\n"


def read(text: str) -> ParsedResume:
    """Return what a typed resume under a head with name and address is read as."""
    return parse((HEAD + text).encode(), TEXT, today=TODAY)


def positions(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Return position, company and dates of every entry."""
    return [(one.position, one.company, one.start_date, one.end_date) for one in read(text).work]


def test_ranges_whose_dashes_were_lost_date_positions() -> None:
    """A conversion to plain letters drops them; both years belong to one position."""
    text = "WORK HISTORY\n2020 now Web Developer, Fernhill Ltd\nForms\n2015 2020 Data Analyst, Marlow Foods\nReports\n"
    assert positions(text) == [
        ("Web Developer", "Fernhill Ltd", "2020", None),
        ("Data Analyst", "Marlow Foods", "2015", "2020"),
    ]


def test_an_end_below_its_start_in_a_narrow_column() -> None:
    """Over the title's line stands the start, under it the end alone, or that it goes on."""
    text = (
        "Work experience\nAlpha Bank\nOctober 2020 Stock Controller\ncurrently working\nPlanning\n"
        "Beta Consulting\nMarch 2013 Office Manager\nJune 2018\nDesks and keys\n"
    )
    assert [(one[0], *one[2:]) for one in positions(text)] == [
        ("Stock Controller", "2020-10", None),
        ("Office Manager", "2013-03", "2018-06"),
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("EXPERIENCE SKILLS", "work"),
        ("PROFESSIONAL SUMMARY EDUCATION RELEVANT EXPERIENCE", "work"),
        ("Work expirience", "work"),
        ("Experience and participated projects", "work"),
        ("Education Experience", "education"),
        ("Skills & Tools", "skills"),
        ("EDUCATION SKILLS", "education"),
        ("WORKEXPERIENCE", "work"),
    ],
)
def test_headings_of_columns_side_by_side(heading: str, kind: str) -> None:
    """Where one of two headings on a line is work's, positions follow."""
    assert heading_kind(heading) == kind


def test_headings_as_people_put_it() -> None:
    """They part the positions, and name no employer."""
    text = (
        "What I do now\nBI Developer, Harbour Hospitals, 2021 – present\nReports\n"
        "WHERE I WAS BEFORE\nData Analyst, Primary Health Ltd, 2018 – 2021\nQueries\n"
    )
    assert positions(text) == [
        ("BI Developer", "Harbour Hospitals", "2021", None),
        ("Data Analyst", "Primary Health Ltd", "2018", "2021"),
    ]


def test_leadership_is_work_where_nothing_else_is() -> None:
    """A director heads the career so; beside jobs it is a club's, as before."""
    lead = "LEADERSHIP EXPERIENCE\nHead of Data, Atlas Insurance (Casablanca), January 2020 – present\nBuilt it\n"
    jobs = "WORK EXPERIENCE\nBarista, Bean House, 2023 – 2024\nCoffee\n"
    assert positions(lead) == [("Head of Data", "Atlas Insurance", "2020-01", None)]
    assert positions(lead + jobs) == [("Barista", "Bean House", "2023", "2024")]


def test_a_remark_in_brackets_keeps_its_commas() -> None:
    """The town inside is the remark's, and no bracket is left over."""
    assert positions("EXPERIENCE\nBuyer, Mercadelle (hypermarkets, Paris), 2014 – 2019\nBought\n") == [
        ("Buyer", "Mercadelle", "2014", "2019")
    ]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Plumber with over 4 years of domestic heating experience", 4),
        ("Archivist, more than eleven years of experience", 11),
        ("Experience of almost 10 years. My trade is glass.", 10),
        ("Florist (3+ years of retail expirience)", 3),
        ("Experience: 7 years", 7),
        ("3 years as a nurse, 2 years as an aide", 3),
        ("I am 35 years old", 0),
        ("Married, 35 years old with experience in sales", 0),
        ("Left school 20 years ago, experience since", 0),
        ("Our company has 30 years of experience", 0),
        ("Experience with 2 frameworks", 0),
    ],
)
def test_years_that_a_sentence_states(sentence: str, years: int) -> None:
    """The person's own, not those of an employer."""
    assert stated_months(sentence) == 12 * years


def test_stated_years_count_where_no_position_tells_any() -> None:
    """And say so; where positions are dated, they alone count."""
    told = "Summary\nTester with 6 years of experience.\n"
    parsed = read(f"{told}Skills\nSQL, Selenium\n")
    assert parsed.experience.total_years == 6.0
    assert "stated_experience" in [warning.code for warning in parsed.warnings]
    dated = read(f"{told}Experience\nTester, Alpha Ltd, 2023-01 – 2023-12\nTests\n")
    assert dated.experience.total_years == 1.0
    assert "stated_experience" not in [warning.code for warning in dated.warnings]
