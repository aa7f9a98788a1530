"""Resumes as forms, tables, profiles and columns leave them: what stands between the names is no name."""

from time import process_time

import pytest

from services.resumes.dates import find_ranges
from services.resumes.headings import heading_kind
from services.resumes.sniff import TEXT
from services.resumes.understand import parse
from tests.resumes.typed import FORM, TODAY, form_work, positions

TWO = [("Senior Scientist", "Mesa Laboratory", "2016", None), ("Chemist", "Delta Works", "2010", "2016")]


FEDERAL = """\
Work Experience:

Mesa Laboratory
1100 Quarry Loop
Ridgely Falls, ID 83299 United States

2016 - Present
Salary: 94,310.00 USD Per Year
Hours per week: 40
Senior Scientist (This is a federal job)
Supervisor: Ann Lee (208-555-0110)
Okay to contact this Supervisor: Yes

Leads a group of six on the extraction of metals, and writes what the safety board asks for every quarter.

Delta Works
70 Calloway Ave
Twin Cedars, ID 83388 United States

2010 - 2016
Salary: 33.40 USD Per Hour
Hours per week: 36
Chemist

Sampling and analysis of tank waste, nights, with two helpers and a mass spectrometer of the first hour."""
BETWEEN_COMMAS = """\
EXPERIENCE

Senior Scientist, GS-1320-13
2016 - Present, 40 hours a week, $98,806 per annum, and tips
Mesa Laboratory, 9 Federal Plaza, Ridgely Falls, ID 83299

Chemist
2010 - 2016, 36 hrs/wk. Supervisor Ann Lee 208-555-0110, may contact
Delta Works, P.O. Box 12, Twin Cedars, ID 83388"""
FIELDS = """\
EXPERIENCE

Job Title: Senior Scientist
Employer: Mesa Laboratory, 400 Commerce Row, Suite 1150, Ridgely Falls, ID 83299
From: 2016 To: Present      Hours/week: 40
Pay: $106,437/yr
Leads a group of six on the extraction of metals.

Job Title: Chemist
Employer: Delta Works
From: 2010 To: 2016      Hours/week: 40
Sampling and analysis of tank waste."""
EUROPASS = """\
WORK EXPERIENCE

Dates (from – to)                     Since 2016
Occupation or position held           Senior Scientist
Main activities and responsibilities  • Leads a group of six on the extraction of metals
                                      • Writes what the safety board asks for
Name and address of employer          Mesa Laboratory
Type of business or sector            Metals

Dates (from – to)                     2010 – 2016
Occupation or position held           Chemist
Main activities and responsibilities  • Sampling and analysis of tank waste
Name and address of employer          Delta Works"""
BULLETED_FIELDS = """\
PROFESSIONAL EXPERIENCE

• Dates: from 2016 until today
• Employer: Mesa Laboratory
• Type of company: metals
• Job: Senior Scientist
• Duties: leads a group of six on the extraction of metals.

• Dates: from 2010 until 2016
• Employer: Delta Works
• Job: Chemist
• Duties: sampling and analysis of tank waste."""
INTERRUPTED = """\
WORK EXPERIENCE

Senior Scientist
Mesa Laboratory
2016 - Present

• Leads a group of six on
the extraction of metals

SKILLS

Mass spectrometry
Python

EDUCATION
B.S. Chemistry
Ridgely College
2010

Chemist
Delta Works
2010 - 2016

• Sampling and analysis of
tank waste"""
UNKNOWN_FORMING = """\
EDUCATION

B.S. Chemistry, Ridgely College, 2010

WHERE THE YEARS WENT

Senior Scientist
Mesa Laboratory
2016 - Present
- Leads a group of six on the extraction of metals

Chemist
Delta Works
2010 - 2016
- Sampling and analysis of tank waste"""
IN_SENTENCES = """\
I am currently a Senior Scientist with Mesa Laboratory where I started in 2016. Six people, metals.

2010 - 2016 I was at Delta Works as Chemist. Sampling and analysis of tank waste."""


@pytest.mark.parametrize(
    "text",
    [FEDERAL, BETWEEN_COMMAS, FIELDS, EUROPASS, BULLETED_FIELDS, INTERRUPTED, UNKNOWN_FORMING, IN_SENTENCES],
)
def test_two_positions_whatever_stands_between(text):
    """Pay, hours, grades, supervisors, streets and labels name nobody; another column ends no career."""
    assert positions(FORM + text) == TWO


UNDER_CAPITALS = """\
DELTA METALS COOPERATIVE | Ridgely Falls, ID | 2010 to present

   Group Leader, Extraction                                     2016 to present
      Six people and a budget. Writes what the safety board asks for every quarter.

   Chemist                                                      2010 to 2016
      Sampling and analysis of tank waste, nights, with two helpers.

EDUCATION
B.S. Chemistry, Ridgely College, 2010"""
OVER_A_LENGTH = """\
Experience

Delta Metals
16 years

Group Leader, Extraction
2016 - Present (10 years)
Six people and a budget. Writes what the safety board asks for every quarter.

Chemist
2010 - 2016 (6 years)
Sampling and analysis of tank waste, nights, with two helpers."""


@pytest.mark.parametrize(
    ("text", "company"), [(UNDER_CAPITALS, "DELTA METALS COOPERATIVE"), (OVER_A_LENGTH, "Delta Metals")]
)
def test_an_employer_stands_once_above_several_positions(text, company):
    """Its own dates are no position, and what is behind a title's comma no employer."""
    assert positions(FORM + text) == [
        ("Group Leader, Extraction", company, "2016", None),
        ("Chemist", company, "2010", "2016"),
    ]


def test_capitals_may_be_a_heading():
    """Where each line names an employer of its own, the capitals above name none."""
    text = (
        "PLACES I DROVE FOR\n\nDriver, Ozark Haulers, 2014 to now\n\nDriver, Big Muddy Express, 2003 to 2009"
    )
    assert [entry.company for entry in form_work(text)] == ["Ozark Haulers", "Big Muddy Express"]


def test_seasons_in_one_line_are_positions_each():
    """Their months are counted, not the winters between them."""
    text = (
        "EXPERIENCE\n\nForestry Technician\nWapiti Forest District\n"
        "04/2019 to 11/2019; 04/2020 to 11/2020 and 04/2021 to 11/2021\nDug line and sawed."
    )
    assert [(entry.position, entry.months) for entry in form_work(text)] == [("Forestry Technician", 8)] * 3


@pytest.mark.parametrize(
    "name", ["Career break", "Maternity leave", "Unemployed", "Home with my children", "Gap year"]
)
def test_a_time_without_work_is_no_position(name):
    """Its owner accounts for it; it is no experience."""
    text = f"EXPERIENCE\n\nChemist\nDelta Works\n2010 - 2014\n\n{name}\nRelocation\n2014 - 2016"
    assert [entry.position for entry in form_work(text)] == ["Chemist"]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        (
            "EXPERIENCE\nSergeant, St. Vrain Junction Police Department, 2017 - 2020",
            "St. Vrain Junction Police Department",
        ),
        (
            "EXPERIENCE\n2015–2019: Hospitalist, St. Olga's Medical Center. Seven on, seven off.",
            "St. Olga's Medical Center",
        ),
    ],
)
def test_an_employer_may_be_a_department_and_have_a_saint(text, company):
    """A police department employs; the stop behind "St" ends no sentence."""
    (entry,) = form_work(text)
    assert entry.company == company


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("EMPLOYMENT, LAST TO FIRST", "work"),
        ("Job Related Training", "certificates"),
        ("Earlier jobs", "work"),
        ("Present post", "work"),
        ("Employment in reverse", "work"),
    ],
)
def test_headings_that_forms_have(heading, kind):
    """Training is no job though it is related to one."""
    assert heading_kind(heading) == kind


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("8/15 - 1/18", "2015-08", "2018-01"),
        ("1/18 - now", "2018-01", None),
        ("Chemist\tMay 2019\tcurrent", "2019-05", None),
        ("Start 03/2017 - End 05/2020", "2017-03", "2020-05"),
        ("11.2015 – in present", "2015-11", None),
    ],
)
def test_dates_that_forms_have(written, start, end):
    """Months of years without a century, in two cells, or with a word before each."""
    (found,) = find_ranges(written, today=TODAY)
    assert (str(found.start), found.end and str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Engineer, Acme Inc, 2015 - 2020\n5 years\nTechnician, Beta Inc, 2010 - 2015\n5 years",
            [("Engineer", "Acme Inc"), ("Technician", "Beta Inc")],
        ),
        (
            "Full-time Carer, Sunrise Care Homes, Leeds, 2010 - 2012",
            [("Full-time Carer", "Sunrise Care Homes")],
        ),
        ("Parental Leave Coordinator, Bravo Inc, 2010 - 2012", [("Parental Leave Coordinator", "Bravo Inc")]),
        ('"Chief Happiness Officer", Buffer Inc, 2015 - 2020', [('"Chief Happiness Officer"', "Buffer Inc")]),
        ("Cook, Grill, 2010 - 2015\nShift 9/10 - 5/20", [("Cook", "Grill")]),
        ("Supervisor Food Services, Aramark, 2015 - 2020", [("Supervisor Food Services", "Aramark")]),
        (
            "Clerk, Public Works Department, City of Austin, 2008 - 2010",
            [("Clerk, Public Works Department", "City of Austin")],
        ),
        (
            (
                "Mercy Hospital, Dallas, TX\n\nRegistered Nurse, 2015 - 2020\n- Cared.\n\n"
                "Nurse at Sun Home, 2010 - 2015\n- Helped."
            ),
            [("Registered Nurse", "Mercy Hospital"), ("Nurse", "Sun Home")],
        ),
        (
            "NASA\nHouston, TX\nEngineer, 2010 - 2015\n- Flew.\n\nTeacher, 2005 - 2010\nHouston ISD\n- Taught.",
            [("Engineer", "NASA"), ("Teacher", "Houston ISD")],
        ),
        (
            (
                "Clerk, Acme Inc, 2015 - 2020\n- Filed.\n\nVOLUNTEERING\n\nSoup Kitchen, 2016 - 2018\n- Served.\n\n"
                "Nurse, Red Cross, 2010 - 2014\n- Helped."
            ),
            [("Clerk", "Acme Inc")],
        ),
        (
            (
                "Clerk, Acme Inc, 2015 - 2020\n- Filed.\n\nEDUCATION\n\nBSc, Ridgely College, 2010\n\n"
                "Civil Engineer, Technical University of Cluj, 2003 - 2008\n- With honours."
            ),
            [("Clerk", "Acme Inc")],
        ),
    ],
)
def test_what_looks_like_a_form_and_is_none(text, expected):
    """Lengths below dates, jobs named after leave, quotes and supervisors, employers of one position each."""
    assert [(entry.position, entry.company) for entry in form_work("EXPERIENCE\n\n" + text)] == expected


def test_a_labelled_position_spans_all_of_its_fields():
    """Also where no duties follow the labels."""
    fields = "Dates: 2010 - 2015\nEmployer: Sun Home\nPosition: Aide\nLocation: Dallas"
    parsed = parse(f"{FORM}EXPERIENCE\n\n{fields}".encode(), TEXT, today=TODAY)
    (entry,) = parsed.work
    assert parsed.text[entry.span.start : entry.span.end] == fields


@pytest.mark.parametrize(
    "line", ["Title: x\nDates: " + "from 1 " * 9_000, "2010\t" * 9_000, "GS-0510- " * 5_000]
)
def test_long_lines_of_fields_take_no_long_time(line):
    """Patterns must not go back and forth in what nobody typed by hand."""
    begun = process_time()
    form_work("EXPERIENCE\n\n" + line)
    assert process_time() - begun < 20


def test_a_thousand_strokes_are_no_place():
    """A line without blanks at the head was tried as a town in more ways than there is time for."""
    begun = process_time()
    parse(("GS-0510-" * 125).encode(), TEXT, today=TODAY)
    assert process_time() - begun < 10
