"""Forms that people give their resumes, each as one row: what was once read wrongly and is read now."""

from datetime import date

import pytest

from domain.resumes import ParsedResume
from services.resumes.dates import find_ranges
from services.resumes.headings import heading_kind
from services.resumes.sniff import TEXT
from services.resumes.understand import parse

TODAY = date(2026, 11, 29)
HEAD = "Jane Example\njane@example.org\n"


def read(text: str) -> ParsedResume:
    """Return what a typed resume is read as."""
    return parse(text.encode(), TEXT, today=TODAY)


def positions(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Return position, company and dates of every entry under a head with name and address."""
    entries = read(HEAD + text).work
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in entries]


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2019 March - 2021 June", "2019-03", "2021-06"),
        ("2020 Sept - present", "2020-09", None),
        ("[2017 Mar - present]", "2017-03", None),
        ("2013 - June 2014", "2013", "2014-06"),
        ("2021, May to date", "2021-05", None),
    ],
)
def test_a_month_may_follow_its_year(written: str, start: str, end: str | None) -> None:
    """And a year before another month stays a year."""
    (found,) = find_ranges(written, today=TODAY)
    assert (str(found.start), found.end and str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("EXPERIENCE (newest first)", "work"),
        ("Project & Employment Record", "work"),
        ("Data Experience", "work"),
        ("Summary of Experience", "basics"),
        ("Academic history", "education"),
        ("Posts Held", "work"),
        ("II. PROFESSIONAL CAREER", "work"),
        ("Volunteering and Positions of Responsibility", "volunteer"),
        ("TICKETS", "certificates"),
        ("Trade qualifications", "education"),
    ],
)
def test_headings_of_many_wordings(heading: str, kind: str) -> None:
    """Remarks in brackets and numbers are no part; the noun at the end decides."""
    assert heading_kind(heading) == kind


@pytest.mark.parametrize(
    "text",
    [
        "THERAPY EXPERIENCE\n\nTherapist\nOak Clinic, Tampa FL\n2015 October - now\n- Gait training",
        "== work ==\n\nTherapist, Oak Clinic   2015-10 → now\n * gait training",
        ":: EMPLOYMENT ::\n\nTherapist - Oak Clinic\n10/2015 - to date\n-- gait training",
        "CURRENT\nTherapist\nOak Clinic, Tampa\nOctober 2015 -\n- Gait training",
        "3. EMPLOYMENT\n\n3.1 Oak Clinic, Tampa FL\nTherapist, October 2015 to present\n- Gait training",
        "Oct 2015 - present: Therapist, Oak Clinic\n- Gait training",
        "[Oct 2015 - present] Therapist, Oak Clinic, Tampa FL\n- Gait training",
        "==== Therapist, Oak Clinic, Tampa FL ==== Oct 2015 - present\n- Gait training",
        "Work history\n(2015-10 - ongoing) Oak Clinic: Therapist\n   1. Gait training",
        "Employment\n1) Company       : Oak Clinic\n   Designation   : Therapist\n   Duration      : Oct 2015 to till now",
        "Posts held\n\nDates      Employer      Post\nOct 2015 - present      Oak Clinic      Therapist",
        "Since October 2015 I have been working as Therapist at Oak Clinic in Tampa. I teach gait.",
        "WORK\nTherapist, GS-0633-10\nOak Clinic, Tampa FL\n2015 October - present (evenings)",
        "Chronology\nOak Clinic, Tampa. Therapist. October 2015 to date.\nGait training.",
        "Jobs\nOak Clinic ........ Therapist ........ 10/2015 - now\nGait training.",
        "Jobs\n* Therapist, Oak Clinic. From Oct. 2015.\nGait training in the pool and on the mat.",
        "Jobs\n1. Oak Clinic. Therapist. Oct 2015 to present.\nGait training in the pool and on the mat.",
        "From October 2015 until now I have been with Oak Clinic as a Therapist. I teach gait.",
        "Since October 2015: Therapist, Oak Clinic. Gait training in the pool.",
        "Registered, Florida\n\n10/2015 - present\nTherapist\nOak Clinic\nGait training in the pool.",
        "Competencies\nGait | balance | pool\n\nTherapist, Oak Clinic, October 2015-present\n- Gait training",
        "Now working.\n\nCurrent: Therapist, Oak Clinic, Oct 2015 - present.\nGait training in the pool.",
    ],
)
def test_one_position_in_many_forms(text: str) -> None:
    """Under headings that no list knows, framed, numbered, in tables, in sentences, under none."""
    assert positions(text) == [("Therapist", "Oak Clinic", "2015-10", None)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Annika Sørby Vandermeer, P.E.", "Annika Sørby Vandermeer"),
        ("Fiona Bjork-Ramsay, AIA, LEED AP BD+C", "Fiona Bjork-Ramsay"),
        ("Joanna Smith MRICS", "Joanna Smith"),
        ("Tom Brown BSc (Hons) MCIOB", "Tom Brown"),
        ('GERALD "JERRY" OYAMA', 'Gerald "Jerry" Oyama'),
        ("Fullname        Margaret (Maggie) Pemberton", "Margaret (Maggie) Pemberton"),
        ("*** WAYNE PRITCHARD ***", "Wayne Pritchard"),
        ("Ingrid M. Boateng, MS", "Ingrid M. Boateng"),
        ("Dr. Anna Lee", "Dr. Anna Lee"),
        ('KATHLEEN ("KIT") OSTRANDER', 'Kathleen ("Kit") Ostrander'),
        ("Capt. (USAF, separated) Dana L. Petrovic", "Capt. (USAF, separated) Dana L. Petrovic"),
    ],
)
def test_names_stand_among_letters_and_nicknames(line: str, name: str) -> None:
    """Letters after a name are no part of it; the title before it and a nickname are, as printed."""
    parsed = read(
        f"{line}\nMiles City, Montana\nj@example.org\n\nWork\nCook, Acme Ltd, May 2019 - June 2020\n"
    )
    assert parsed.basics.name == name


@pytest.mark.parametrize("line", [f"Anna Bell{', MBA' * 20} x", f"Name: Anna Bell{' MBA' * 30} x"])
def test_endless_letters_after_a_name_are_read_in_no_time(line: str) -> None:
    """What may be a degree in several ways is tried in one: else each of them doubles the time."""
    assert read(f"{line}\n{HEAD}\nWork\nCook, Acme Ltd, May 2019 - June 2020\n").work[0].company == "Acme Ltd"


@pytest.mark.parametrize("line", ["Huntsville, AL", "Miles City, Montana", "Bangor, Maine"])
def test_a_town_is_nobody(line: str) -> None:
    """The line below an unreadable name is not taken for one."""
    assert (
        read(f"***\n{line}\nj@example.org\n\nWork\nCook, Acme Ltd, May 2019 - June 2020\n").basics.name
        is None
    )


@pytest.mark.parametrize(
    ("head", "position", "company"),
    [
        ("Park Guide / Park Ranger\nCanyon Park", "Park Guide / Park Ranger", "Canyon Park"),
        ("UX Designer, Faktura Nord (invoicing SaaS)\nMalmö", "UX Designer", "Faktura Nord"),
        ("STORE MANAGER, MARLOWE HOME, TRAFFORD", "STORE MANAGER", "MARLOWE HOME"),
        ("Reporter, De Courant (Utrecht)", "Reporter", "De Courant"),
        ("Technician at the Pennine Works (MSP)", "Technician", "Pennine Works"),
        ("Delivery Driver at Garden Parcel in Secaucus", "Delivery Driver", "Garden Parcel"),
        (
            "Staff Nurse III, Cardiac ICU; Queen Hospital; Dayton, OH",
            "Staff Nurse III, Cardiac ICU",
            "Queen Hospital",
        ),
        ("Most recent job\nEmployer - Sapa Fire\nTitle - Firefighter", "Firefighter", "Sapa Fire"),
        ("Process Engineer, Sundown Poultry, Broken Bow OK", "Process Engineer", "Sundown Poultry"),
        ("Harbor Health; Clinic Manager", "Clinic Manager", "Harbor Health"),
        (
            "Technologist (generalist, nights), Delta Hospital",
            "Technologist (generalist, nights)",
            "Delta Hospital",
        ),
        ("Before that: LPN and nurse, Harbor Home", "LPN and nurse", "Harbor Home"),
        ("Paper mill, Erie. Plant engineer", "Plant engineer", "Paper mill"),
    ],
)
def test_heads_of_many_forms(head: str, position: str, company: str) -> None:
    """Strokes between titles, remarks, towns without a comma before their state."""
    ((found, employer, *_),) = positions(f"Work\n\n{head}\nMay 2019 - June 2020\n- Did things.")
    assert (found, employer) == (position, company)


def test_a_short_job_among_long_ones_has_one_date() -> None:
    """A job of one month counts, although its neighbours have two dates."""
    text = "Work\n\nBarista, Cup Coffee   Oct 2021 - Jun 2023\n- Served\n\nExam Invigilator, Belper School   May 2022\n- Sat"
    assert positions(text)[1] == ("Exam Invigilator", "Belper School", "2022-05", "2022-05")


@pytest.mark.parametrize(
    ("line", "school"),
    [
        ("8 GCSEs, Buile Hill High School, 2007", "Buile Hill High School"),
        ("Delft University of Technology: MSc Civil Engineering, 2012", "Delft University of Technology"),
        ("B.Eng. Software Engineering, Polytechnique Montréal, 2018", "Polytechnique Montréal"),
        ("BA, University of California, Irvine, 2010", "University of California, Irvine"),
        ("MSc, University of Waterloo, 2020. Thesis on subword tokens.", "University of Waterloo"),
        ("B.Sc. Physics, St. Brannoc College, 2012", "St. Brannoc College"),
    ],
)
def test_schools_stand_beside_what_they_gave(line: str, school: str) -> None:
    """Before or behind the degree, after a comma or a colon."""
    assert [entry.institution for entry in read(f"{HEAD}Education\n{line}\n").education] == [school]


def test_schools_stand_one_after_the_other_and_prizes_are_none() -> None:
    """Schools between full stops or semicolons are entries of their own; a dated talk or prize is no school."""
    text = f"{HEAD}Education\nBA, Cape Fear University, 2010. MA, Elm Valley College, 2014.\nPaper on eels, 2015\n"
    assert [entry.institution for entry in read(text).education if entry.institution] == [
        "Cape Fear University",
        "Elm Valley College",
    ]


def test_a_grade_is_no_phone() -> None:
    """Neither is the end of a number that is longer."""
    parsed = read(
        "Jane Example\nMobile: 0171 3920047\n\nWork\nAuditor, GS-0511-12/13, Acme, May 2019 - June 2020\n"
    )
    assert parsed.basics.phone == "0171 3920047"
