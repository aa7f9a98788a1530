"""Resumes as forms, tables, profiles and columns leave them: what stands between the names is no name."""

from datetime import date
from time import process_time

import pytest

from services.resumes.anchors import anchors_of
from services.resumes.dates import find_ranges
from services.resumes.documents import Line
from services.resumes.form_facts import without_form_facts
from services.resumes.head_lines import Cell
from services.resumes.headings import heading_kind
from services.resumes.pieces import pieces_of
from services.resumes.sections import Placed
from services.resumes.sniff import TEXT
from services.resumes.towns import without_town
from services.resumes.understand import parse

TODAY = date(2026, 11, 30)
HEAD = "Jane Example\njane@example.org | 505-555-0143\n\n"
TWO = [("Senior Scientist", "Mesa Laboratory", "2016", None), ("Chemist", "Delta Works", "2010", "2016")]


def work(text):
    """Return the entries of a typed resume under a head with name and address."""
    return parse((HEAD + text).encode(), TEXT, today=TODAY).work


def positions(text):
    """Return position, company and dates of every entry."""
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in work(text)]


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
UNKNOWN_HEADING = """\
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
    [FEDERAL, BETWEEN_COMMAS, FIELDS, EUROPASS, BULLETED_FIELDS, INTERRUPTED, UNKNOWN_HEADING, IN_SENTENCES],
)
def test_two_positions_whatever_stands_between(text):
    """Pay, hours, grades, supervisors, streets and labels name nobody; another column ends no career."""
    assert positions(text) == TWO


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
    assert positions(text) == [
        ("Group Leader, Extraction", company, "2016", None),
        ("Chemist", company, "2010", "2016"),
    ]


def test_capitals_may_be_a_heading():
    """Where each line names an employer of its own, the capitals above name none."""
    text = (
        "PLACES I DROVE FOR\n\nDriver, Ozark Haulers, 2014 to now\n\nDriver, Big Muddy Express, 2003 to 2009"
    )
    assert [entry.company for entry in work(text)] == ["Ozark Haulers", "Big Muddy Express"]


def test_seasons_in_one_line_are_positions_each():
    """Their months are counted, not the winters between them."""
    text = (
        "EXPERIENCE\n\nForestry Technician\nWapiti Forest District\n"
        "04/2019 to 11/2019; 04/2020 to 11/2020 and 04/2021 to 11/2021\nDug line and sawed."
    )
    assert [(entry.position, entry.months) for entry in work(text)] == [("Forestry Technician", 8)] * 3


@pytest.mark.parametrize(
    "name", ["Career break", "Maternity leave", "Unemployed", "Home with my children", "Gap year"]
)
def test_a_time_without_work_is_no_position(name):
    """Its owner accounts for it; it is no experience."""
    text = f"EXPERIENCE\n\nChemist\nDelta Works\n2010 - 2014\n\n{name}\nRelocation\n2014 - 2016"
    assert [entry.position for entry in work(text)] == ["Chemist"]


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
    (entry,) = work(text)
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
    assert [(entry.position, entry.company) for entry in work("EXPERIENCE\n\n" + text)] == expected


def test_a_labelled_position_spans_all_of_its_fields():
    """Also where no duties follow the labels."""
    fields = "Dates: 2010 - 2015\nEmployer: Sun Home\nPosition: Aide\nLocation: Dallas"
    parsed = parse(f"{HEAD}EXPERIENCE\n\n{fields}".encode(), TEXT, today=TODAY)
    (entry,) = parsed.work
    assert parsed.text[entry.span.start : entry.span.end] == fields


@pytest.mark.parametrize(
    "line", ["Title: x\nDates: " + "from 1 " * 9_000, "2010\t" * 9_000, "GS-0510- " * 5_000]
)
def test_long_lines_of_fields_take_no_long_time(line):
    """Patterns must not go back and forth in what nobody typed by hand."""
    begun = process_time()
    work("EXPERIENCE\n\n" + line)
    assert process_time() - begun < 20


def test_a_thousand_strokes_are_no_place():
    """A line without blanks at the head was tried as a town in more ways than there is time for."""
    begun = process_time()
    parse(("GS-0510-" * 125).encode(), TEXT, today=TODAY)
    assert process_time() - begun < 10


@pytest.mark.parametrize(
    ("head", "position"),
    [
        ("Chemist, Series/Grade GS-1320-12", "Chemist"),
        ("Chemist, GS-1320-12 (was GS-1320-11 Analyst before 2019)", "Chemist"),
        ("Chemist (became 12 in 2018)", "Chemist"),
        ("Aviation Mechanic (AM2), E-5", "Aviation Mechanic (AM2)"),
        ("Aviation Mechanic, SGT/E-5", "Aviation Mechanic"),
        ("Nurse Aide (CNA)", "Nurse Aide (CNA)"),
        ("Chemist, Grade School Science Program", "Chemist, Grade School Science Program"),
    ],
)
def test_a_title_keeps_its_brackets_and_no_grade(head, position):
    """Grades, ranks and what became of them are told apart from what names the job."""
    text = f"EXPERIENCE\n\n{head}\nDelta Works, Reno, NV\n06/2014 to 01/2020"
    assert [(entry.position, entry.company) for entry in work(text)] == [(position, "Delta Works")]


@pytest.mark.parametrize(
    "dates",
    [
        "06/2014 to 01/2020 - 40+ hours/week - $51,870",
        "06/2014 to 01/2020. 40 hours plus OT (about 900 hr OT in 2019)",
        "06/2014 to 01/2020, 100 hours total",
    ],
)
def test_hours_behind_dates_name_nothing(dates):
    """However they are parted from the dates."""
    text = f"EXPERIENCE\n\nChemist\nDelta Works, Reno, NV\n{dates}"
    assert [(entry.position, entry.company) for entry in work(text)] == [("Chemist", "Delta Works")]


@pytest.mark.parametrize("above", ["Title / Organisation / Dates\n", "EARLIER: ", ""])
def test_what_heads_columns_or_times_employs_nobody(above):
    """Nor does a season."""
    text = f"EXPERIENCE\n\n{above}Cook / Ridgely Diner / 2015 to 2019\nChemist / Delta Works / 2010 to 2015"
    assert [entry.company for entry in work(text)] == ["Ridgely Diner", "Delta Works"]


@pytest.mark.parametrize(
    ("title", "employer", "named"),
    [
        ("Staff Nurse - Telemetry (Ward 4B)", "Delta Medical Center", None),
        ("Pharmacist / Night operations", "Delta Hospital", None),
        ("Wireman - Foreman", "Ridgely Power & Light, Inc.", None),
        ("Line Cook", "Ridgely University - Dining Services", None),
        ("Chemist - Reno, NV", "Delta Works, Inc.", ("Chemist", "Delta Works, Inc.")),
        ("Chemist", "Delta Works Inc. - Carson Flats", ("Chemist", "Delta Works Inc.")),
        ("Sachbearbeiterin / Budget Officer", "Finanzamt Talheim", None),
    ],
)
@pytest.mark.parametrize("order", ["{title}\n{employer}", "{employer}\n{title}"])
def test_a_line_that_names_one_thing_keeps_its_unit(order, title, employer, named):
    """Where title and employer have lines of their own, a dash parts neither."""
    text = f"EXPERIENCE\n\n{order.format(title=title, employer=employer)}\n06/2014 to 01/2020\n- Did it."
    assert [(entry.position, entry.company) for entry in work(text)] == [named or (title, employer)]


@pytest.mark.parametrize(
    ("written", "company"),
    [
        ("Delta Works, Inc.", "Delta Works, Inc."),
        ("Delta Works, LLC", "Delta Works, LLC"),
        ("Delta Medicine, P.A.", "Delta Medicine, P.A."),
        ("Delta Works Ltd., Sault Ste. Marie", "Delta Works Ltd."),
        ("Pell, Ruddock & Deane, P.C., Carson", "Pell, Ruddock & Deane, P.C."),
        ("Obras Delta S.L., Villa del Campo", "Obras Delta S.L."),
        ("Delta Works Corp., Reno NV", "Delta Works Corp."),
    ],
)
def test_a_company_keeps_its_legal_form_and_no_town(written, company):
    """Behind a legal form a town may have any name; a form by itself is none."""
    text = f"EXPERIENCE\n\nChemist\n{written}\n06/2014 to 01/2020\n- Did it."
    assert [(entry.position, entry.company) for entry in work(text)] == [("Chemist", company)]


def test_titles_below_each_other_are_of_the_employer_above():
    """Though one has its unit behind a comma, and that sounds like a company's name."""
    text = (
        "EXPERIENCE\n\nRIDGELY DEFENSE, LLC\nTechnical Fellow, RF Systems\t2019 - present\n"
        "Principal Engineer, Receivers\t2011 - 2018\nEngineer\t2002 - 2011"
    )
    assert [(entry.position, entry.company) for entry in work(text)] == [
        ("Technical Fellow, RF Systems", "RIDGELY DEFENSE, LLC"),
        ("Principal Engineer, Receivers", "RIDGELY DEFENSE, LLC"),
        ("Engineer", "RIDGELY DEFENSE, LLC"),
    ]


@pytest.mark.parametrize("place", ["Boise, Idaho", "Boise, Idaho; Reno, Nevada"])
def test_an_employers_dates_may_stand_beside_its_place(place):
    """They are no position; those below are, whatever their units are called."""
    text = (
        f"EXPERIENCE\n\nRIDGELY WATER AGENCY\n{place}\t2012 to present\n\n"
        "Senior Scientist, Systems Section\t2017 to present\nRan the model.\n\n"
        "Scientist, Modeling\t2012 to 2017\nWrote it."
    )
    assert [(entry.position, entry.company) for entry in work(text)] == [
        ("Senior Scientist, Systems Section", "RIDGELY WATER AGENCY"),
        ("Scientist, Modeling", "RIDGELY WATER AGENCY"),
    ]


def test_positions_under_no_heading_stand_beside_a_headed_internship():
    """One small section of work does not make the rest nobody's."""
    text = (
        "Chemist\nDelta Works, Reno, NV\n2014 - present\n- Ran the bench.\n\n"
        "Analyst\nMesa Laboratory, Reno, NV\n2009 - 2014\n- Titrated.\n\n"
        "INTERNSHIP\n\nChemistry Intern\nRidgely Hospital\n2008 - 2009"
    )
    assert [entry.position for entry in work(text)] == ["Chemist", "Analyst", "Chemistry Intern"]


def test_a_name_above_positions_under_no_heading_employs_nobody():
    text = (
        "Jane Sample\nChemist\n2014 - present\nDelta Works, Reno, NV\n- Ran the bench.\n\n"
        "Analyst\nMesa Laboratory, Reno, NV\n2009 - 2014\n- Titrated.\n\n"
        "INTERNSHIP\n\nChemistry Intern\nRidgely Hospital\n2008 - 2009"
    )
    parsed = parse(text.encode(), TEXT, today=TODAY)
    assert parsed.basics.name == "Jane Sample"
    assert [entry.company for entry in parsed.work] == ["Delta Works", "Mesa Laboratory", "Ridgely Hospital"]


def test_a_name_that_begins_a_word_of_the_headline_leaves_it_whole():
    text = "Name: Ann\nann@example.org\nBanner Designer\n\nEXPERIENCE\nBanner Designer, Acme Ltd, 2012 - 2018"
    assert parse(text.encode(), TEXT, today=TODAY).basics.label == "Banner Designer"


@pytest.mark.parametrize(
    "part", ["a", "1 ", "(was 1", " - $1", "since ", "Chemist - ", "series/", "Y (", "full-time ", "A"]
)
def test_patterns_of_heads_are_linear(part):
    """A line of 100,000 letters is judged in well under a second."""
    text = part * (100_000 // len(part))
    lines = [Placed(Line(one), 0) for one in ("Chemist at the", text, "2014 - 2016", f"{text} since 2014.")]
    begun = process_time()
    list(without_form_facts(lines))
    anchors_of(lines, TODAY, points=False)
    pieces_of([Cell(text, 0, 0, False, 0.0), Cell("Delta Works Inc.", 0, 1, False, 0.0)], commas=True)
    without_town(f"Delta Inc., {text}")
    assert process_time() - begun < 2
