"""Careers of a few short statements, as lists of one page tell them."""

import pytest

from domain.resumes import ParsedResume
from tests.resumes.drawing import draw, lines, read_as_resume

PAGE = """Ravi Example
ravi@example.org | 505-555-0143
OBJECTIVE
To work in a growing firm.
{work}
STRENGTHS:
• Honest and punctual
EDUCATION
B.Tech, Anna University, 2014
"""


def _read(work: str) -> ParsedResume:
    return read_as_resume(PAGE.format(work=work.strip("\n")))


@pytest.mark.parametrize(
    ("said", "position", "company", "months"),
    [
        ("Three years experience in Star Tools India Ltd at Nashik as a machinist", "machinist", "Star Tools India Ltd", 36),
        ("2 year working experience with Vikas Construction (P) Ltd. as a civil site engineer.", "civil site engineer", "Vikas Construction (P) Ltd.", 24),
        ("2 year work exp In Plasma Power System India Pvt Ltd as a Production Engineer.", "Production Engineer", "Plasma Power System India Pvt Ltd", 24),
        ("I have 3 years Exprience in Daksha Services Ltd.", None, "Daksha Services Ltd.", 36),
        ("Worked as lab assistant in Vidya School, Chennai for one and half years.", "lab assistant", "Vidya School", 18),
        ("Worked with in Wallson Retails pvt ltd as a Ware House incharge for 2 years", "Ware House incharge", "Wallson Retails pvt ltd", 24),
        ("6 months experience in Alpha Labs as Trainee Chemist", "Trainee Chemist", "Alpha Labs", 6),
        ("Presently working as an Accounts Assistant in S.K. Traders", "Accounts Assistant", "S.K. Traders", None),
    ],
)  # fmt: skip
def test_a_statement_tells_who_and_where_and_how_long(
    said: str, position: str | None, company: str, months: int | None
) -> None:
    (entry,) = _read(f"WORK EXPERIENCE\n• {said}").work
    assert (entry.position, entry.company, entry.months) == (position, company, months)


def test_numbered_statements_broken_by_a_margin_keep_their_dates() -> None:
    work = """
WORKING EXPERIENCE--
1 Worked as a Site Engineer in Narmada Builders
(Gujarat) from May 2009 to May 2015.
2 Worked as a Maintenance Technician in TECH PLUS from June 2006 to May 2009.
"""
    parsed = _read(work)
    assert [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in parsed.work] == [
        ("Site Engineer", "Narmada Builders", "2009-05", "2015-05"),
        ("Maintenance Technician", "TECH PLUS", "2006-06", "2009-05"),
    ]
    assert parsed.experience.total_months == 108


def test_statements_are_heads_wherever_their_dates_stand_and_lines_break() -> None:
    work = """
PROFESSIONAL EXPERIENCE
• Worked as Administrative Assistant with M/s Varuna Chemicals Pvt Ltd, Kochi, agents of
Delta Cement (B) Ltd., for three and half years(Nov 1999 to April 2003)
• Handling correspondence, filing and dispatch.
• Worked as MEP Engineer in Orion Contracting in Dubai UAE.
Duration period (01/01/2016 to 18/03/2016)
• Presently working in Akar Technical Services from 15th oct2018 to till date as a Electrical Supervisor
"""
    parsed = _read(work)
    assert [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in parsed.work] == [
        ("Administrative Assistant", "Varuna Chemicals Pvt Ltd", "1999-11", "2003-04"),
        ("MEP Engineer", "Orion Contracting", "2016-01", "2016-03"),
        ("Electrical Supervisor", "Akar Technical Services", "2018-10", None),
    ]
    assert [parsed.text[entry.span.start : entry.span.end].splitlines()[-1] for entry in parsed.work] == [
        "• Handling correspondence, filing and dispatch.",
        "Duration period (01/01/2016 to 18/03/2016)",
        "• Presently working in Akar Technical Services from 15th oct2018 to till date as a Electrical Supervisor",
    ]
    assert parsed.work[0].highlights == ("Handling correspondence, filing and dispatch.",)


def test_numbered_employers_in_capitals_head_their_positions() -> None:
    work = """
EXPERIENCE
1. ORBIT INDUSTRIES LIMITED
Site engineer
Oct 2014 to till date.
• Battery banks.
2. DELTA TRADING CO LTD
Foreman
August 2012, to September 2014
• Cables.
"""
    assert [(entry.position, entry.company, entry.start_date) for entry in _read(work).work] == [
        ("Site engineer", "ORBIT INDUSTRIES LIMITED", "2014-10"),
        ("Foreman", "DELTA TRADING CO LTD", "2012-08"),
    ]


def test_lengths_of_statements_add_up() -> None:
    work = "EXPERIENCE\n• 1 Year worked in Sun Pharma as Production Chemist\n• 6 months experience in Alpha Labs as Trainee Chemist"
    assert _read(work).experience.total_months == 18


@pytest.mark.parametrize(
    "said",
    ["Fresher", "I am a fresher.", "9 years work experience in Saudi Arabia", "Good experience of Tally"],
)
def test_what_names_no_work_is_no_position(said: str) -> None:
    assert _read(f"EXPERIENCE\n• {said}").work == ()


def test_labelled_records_abroad_are_positions() -> None:
    work = """
ORGANIZATIONAL EXPERIENCE IN ABROAD
• Designation : Engineer – Instrumentation.
• Organization : Gulf Controls, KUWAIT.
• Experience : Feb 2017 to Till date
• Designation : Technician.
• Organization : Delta Engineering, MALAYSIA
• Experience : March 2013 to December 2016
"""
    assert [
        (entry.position, entry.company, entry.start_date, entry.end_date) for entry in _read(work).work
    ] == [
        ("Engineer–Instrumentation", "Gulf Controls", "2017-02", None),
        ("Technician", "Delta Engineering", "2013-03", "2016-12"),
    ]


def test_the_present_company_is_a_label() -> None:
    work = "EXPERIENCE\nPresent Company : Kisan Machinery India Pvt Ltd\nDesignation : Sr. Executive (June 2009 - till date)"
    assert [(entry.position, entry.company) for entry in _read(work).work] == [
        ("Sr. Executive", "Kisan Machinery India Pvt Ltd")
    ]


def test_labels_and_values_in_two_columns_are_one_form() -> None:
    labels = (
        "Company",
        "Designation",
        "Duration",
        "Project",
        "Company",
        "Designation",
        "Duration",
        "Project",
    )
    values = (
        ": Karpura Engineering LTD",
        ": Piping Supervisor",
        ": 02.08.2012to08.03.2019",
        ": Pipeline at Ras Lanuf",
        ": Lorimer Toubro LTD",
        ": Pipe Fitter",
        ": 22.05.2005 to 22.05.2012",
        ": Power station",
    )
    head = [(50, 800, "Ravi Example", 16), (50, 775, "Total working experience 14 years")]
    drawn = [*head, *lines(*labels, top=750), *lines(*values, x=300, top=750)]
    assert [
        (entry.position, entry.company, entry.start_date, entry.end_date)
        for entry in read_as_resume(draw(*drawn)).work
    ] == [
        ("Piping Supervisor", "Karpura Engineering LTD", "2012-08", "2019-03"),
        ("Pipe Fitter", "Lorimer Toubro LTD", "2005-05", "2012-05"),
    ]
