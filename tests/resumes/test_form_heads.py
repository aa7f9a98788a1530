"""What heads of positions in forms hold beside title and employer: grades, hours, units, towns, one's own name."""

from time import process_time

import pytest

from services.resumes.anchors import anchors_of
from services.resumes.documents import Line
from services.resumes.form_facts import without_form_facts
from services.resumes.head_lines import Cell
from services.resumes.pieces import pieces_of
from services.resumes.sections import Placed
from services.resumes.sniff import TEXT
from services.resumes.towns import without_town
from services.resumes.understand import parse
from tests.resumes.typed import TODAY, form_work


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
    assert [(entry.position, entry.company) for entry in form_work(text)] == [(position, "Delta Works")]


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
    assert [(entry.position, entry.company) for entry in form_work(text)] == [("Chemist", "Delta Works")]


@pytest.mark.parametrize("above", ["Title / Organisation / Dates\n", "EARLIER: ", ""])
def test_what_heads_columns_or_times_employs_nobody(above):
    """Nor does a season."""
    text = f"EXPERIENCE\n\n{above}Cook / Ridgely Diner / 2015 to 2019\nChemist / Delta Works / 2010 to 2015"
    assert [entry.company for entry in form_work(text)] == ["Ridgely Diner", "Delta Works"]


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
    assert [(entry.position, entry.company) for entry in form_work(text)] == [named or (title, employer)]


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
    assert [(entry.position, entry.company) for entry in form_work(text)] == [("Chemist", company)]


def test_titles_below_each_other_are_of_the_employer_above():
    """Though one has its unit behind a comma, and that sounds like a company's name."""
    text = (
        "EXPERIENCE\n\nRIDGELY DEFENSE, LLC\nTechnical Fellow, RF Systems\t2019 - present\n"
        "Principal Engineer, Receivers\t2011 - 2018\nEngineer\t2002 - 2011"
    )
    assert [(entry.position, entry.company) for entry in form_work(text)] == [
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
    assert [(entry.position, entry.company) for entry in form_work(text)] == [
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
    assert [entry.position for entry in form_work(text)] == ["Chemist", "Analyst", "Chemistry Intern"]


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
