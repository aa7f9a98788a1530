"""What accounts for a time and is no position held, and the jobs that are called alike."""

from datetime import date
from time import process_time

import pytest

from domain.resumes import WorkEntry
from services.resumes.breaks import is_position
from services.resumes.sniff import TEXT
from services.resumes.understand import parse

TODAY = date(2026, 11, 30)
HEAD = "Jane Example\njane@example.org | 505-555-0143\n\nEXPERIENCE\n\n"


def titles(text: str) -> list[str | None]:
    """Return the positions of a typed resume under a head with name and address."""
    return [entry.position for entry in parse((HEAD + text).encode(), TEXT, today=TODAY).work]


@pytest.mark.parametrize(
    "said",
    [
        "Full-time student",
        "Full-time graduate study, Ridgely University",
        "I studied nursing full time",
        "I was a master's student",
        "School on the GI Bill",
        "Left to finish school",
        "Two months unpaid family leave",
        "Not employed",
        "Out of work",
        "Between jobs",
        "Move to Oregon; no paid work",
        "I cared full time for my grandmother",
        "Caring for two small children",
        "Raising my family",
        "Full-time carer for my mother",
        "Travelling in South America",
        "Relocation",
        "Break",
    ],
)
def test_a_gap_is_no_position_whatever_it_is_called(said: str) -> None:
    """Nor does it take the name of the employer above it."""
    text = f"Chemist\nDelta Works\n2010 - 2014\nRan the bench.\n\n({said}, 2014 - 2016)"
    assert titles(text) == ["Chemist"]


@pytest.mark.parametrize(
    ("position", "company"),
    [
        ("Treasurer (volunteer)", "Ridgely Food Bank"),
        ("Youth Coach, unpaid", "Ridgely Rovers"),
        ("Volunteer", "Ridgely Food Bank"),
        ("Visiting Professor (honorary)", "Ridgely University"),
        ("Invited talks", "Ridgely Geological Society"),
        ("Hiring committee", None),
        ("Ethics committee member", "Delta Hospital"),
        ("Chapter president", "Ridgely Engineers"),
        ("Member", "Ridgely Society of Chemists"),
        ("“Bolts and Time,”", "Proceedings of the Machinist"),
    ],
)
def test_unpaid_work_seats_and_talks_are_no_positions(position: str, company: str | None) -> None:
    """They say so of themselves; volunteering counts nowhere else either."""
    assert not is_position(WorkEntry(position, company))


@pytest.mark.parametrize(
    ("position", "company"),
    [
        ("Student Advisor", "Ridgely College"),
        ("Student Assistant", "University of Ridgely"),
        ("Doctoral Student (employed)", "University of Ridgely"),
        ("Carer", "Ridgely Home Care"),
        ("Caregiver", "Private family"),
        ("Committee Clerk", "House of Keys"),
        ("Legislative Aide", "Joint Finance Committee"),
        ("Lecturer", "Ridgely College"),
        ("Guest Lecturer", "Ridgely College"),
        ("Employment Coach", "Between Jobs Coaching Ltd"),
        (None, "Between Jobs Coaching Ltd"),
        ("Relocation Consultant", "Delta Movers"),
        ("Travel Nurse", "Delta Staffing"),
        ("Leave Administrator", "Delta Works"),
        ("Sales Associate", "Gap, Inc."),
        ("Volunteer Coordinator", "Ridgely Food Bank"),
        ("Unpaid Claims Processor", "Delta Insurance"),
        ("Legal Intern (unpaid)", "Ridgely Law Clinic"),
        ("Member Services Representative", "Ridgely Credit Union"),
        ("Member of Technical Staff", "Ridgely Society of Physics"),
        ("Department Chair", "Ridgely High School"),
        ("Full-time Student Counselor", "Ridgely College"),
        ("School Nurse", "Ridgely Schools"),
        ("Rehabilitation Aide", "Delta Hospital"),
    ],
)
def test_jobs_that_are_called_alike_stay(position: str | None, company: str) -> None:
    """To drop a job is as bad as to invent one."""
    assert is_position(WorkEntry(position, company))


@pytest.mark.parametrize(
    "part", ["a", "unpaid ", "(volunteer ", "full-time ", "member of ", "home with my -"]
)
def test_long_names_are_judged_at_once(part: str) -> None:
    """A line may be of any length."""
    begun = process_time()
    is_position(WorkEntry(part * (100_000 // len(part)), part * (100_000 // len(part))))
    assert process_time() - begun < 0.5


@pytest.mark.parametrize(
    "said",
    [
        "- Director of a training site with\nfour residents since 2021",
        "Ran the night board and the relays.\nNothing tripped in my shift since 2020.",
        "- Kept the plan through the lapse of\n2018-19 and the move",
        "- Traced a fault on the east line that\nhad been sitting there since 1994.",
    ],
)
def test_dates_in_a_sentence_date_no_position(said: str) -> None:
    """A narrow column breaks it before them, or they end it."""
    text = f"Chemist\nDelta Works\n2010 - 2014\n{said}\n\nCook\nRidgely Diner\n2005 - 2009"
    assert titles(text) == ["Chemist", "Cook"]


@pytest.mark.parametrize(
    "held",
    [
        "Ranger\nCanyon country park unit. Since May 2011",
        "Ranger\nbig canyon national park, 2011 - 2014",
        "Ranger\nBank of the West since 2011",
        "Park ranger for three seasons since 2011.",
    ],
)
def test_dates_beside_names_in_small_letters_stay(held: str) -> None:
    """Not everybody writes capitals."""
    found = titles(f"{held}\n\nCook\nRidgely Diner\n2005 - 2009")
    assert len(found) == 2
    assert "ranger" in (found[0] or "").casefold()


def test_a_break_may_stand_below_its_dates() -> None:
    """Where the dates have a line of their own."""
    text = "2013 - 2015\nCareer break: two small children.\n\n2008 - 2013\nChemist\nDelta Works"
    assert titles(text) == ["Chemist"]


def test_a_date_in_the_title_does_not_date_it_twice() -> None:
    """The dates above are those of the position."""
    text = (
        "10/2005 - 05/2010\nResearcher (grant, with contract from 2007)\nRidgely Institute\n\n"
        "2001 - 2005\nChemist\nDelta Works"
    )
    assert titles(text) == ["Researcher (grant, with contract from 2007)", "Chemist"]
