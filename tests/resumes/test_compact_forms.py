"""Compact resumes: several jobs on a line, fields parted by any mark, and jobs that no date goes with."""

from datetime import date

import pytest

from domain.resumes import ParsedResume
from services.resumes.dates import find_ranges
from services.resumes.sniff import TEXT
from services.resumes.undated import stated_months
from services.resumes.understand import parse

TODAY = date(2026, 11, 29)
HEAD = "Jane Example\njane@example.org | 505-555-0143\n\n"
TWO = [("Senior Scientist", "Mesa Laboratory", "2016", None), ("Chemist", "Delta Works", "2010", "2016")]


def read(text: str) -> ParsedResume:
    """Return what a typed resume under a head with name and address is read as."""
    return parse((HEAD + text).encode(), TEXT, today=TODAY)


def positions(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    """Return position, company and dates of every entry."""
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in read(text).work]


RUN_ON = """\
Experience: Senior Scientist, Mesa Laboratory, 2016–present — leads a group of six on extraction; $1.4M budget. \
Chemist, Delta Works, 2010–2016 — sampling and analysis of tank waste."""
DATES_FIRST = """\
EXPERIENCE --
2016-present, Mesa Laboratory: Senior Scientist. Solvent extraction; leads a group of six people.
2010-2016, Delta Works: Chemist. Sampling and analysis of legacy tank waste, and its validation."""
IN_BRACKETS = """\
Work: Mesa Laboratory (senior scientist, 2016 to present, six people; solvent extraction of metals). \
Delta Works (chemist, 2010-2016; sampling and analysis of tank waste, nights)."""
SLASHES = """\
Posts held
[2016 - now] Mesa Laboratory / Senior Scientist. Leads a group of six on extraction.
[2010 - 2016] Delta Works / Chemist. Sampling and analysis of legacy tank waste at depth."""
COLONS = """\
WORK
Mesa Laboratory :: Senior Scientist :: 2016 > now :: leads a group of six on extraction
Delta Works :: Chemist :: 2010 > 2016 :: sampling and analysis of legacy tank waste at depth"""
HEADINGS_WITHIN = """\
SUMMARY: Chemist of many years in public laboratories and plants.  EXPERIENCE: Mesa Laboratory -- \
Senior Scientist, 2016-present (leads a group of six). Delta Works -- Chemist, 2010-2016 (tank waste).  \
EDUCATION: B.S. Chemistry, Saint Brendan College, 2002."""
LABELS = """\
NOW....... Senior Scientist, Mesa Laboratory (2016 to present). Leads six people on extraction.
BEFORE.... Chemist, Delta Works (2010-2016). Sampling and analysis of legacy tank waste at depth."""


ENUMERATED = """\
Profile – chemist; plants and public laboratories, of many years.
Experience – (a) Senior Scientist, Mesa Laboratory, 2016–present: six people, extraction; \
(b) Chemist, Delta Works, 2010–2016: tank waste; (c) Intern, ibid., 2008–2009, nights.
Education – B.S. Chemistry, Saint Brendan College, 2009."""


def test_the_employer_named_before_is_the_same() -> None:
    """A list within a line, its last item at "ibid."; the next labelled line begins another section."""
    assert positions(ENUMERATED) == [*TWO, ("Intern", "Delta Works", "2008", "2009")]
    assert [entry.institution for entry in read(ENUMERATED).education] == ["Saint Brendan College"]


@pytest.mark.parametrize("text", [RUN_ON, DATES_FIRST, IN_BRACKETS, SLASHES, COLONS, HEADINGS_WITHIN, LABELS])
def test_two_positions_in_compact_forms(text: str) -> None:
    """Dates in front, behind, in brackets; marks of all kinds; all on one line."""
    found = [(title and title.lower(), *rest) for title, *rest in positions(text)]
    assert found == [(title.lower(), *rest) for title, *rest in TWO]


FORM = """\
EMPLOYMENT 1
Employer: Mesa Laboratory
Job title: Senior Scientist
Start: 2016
End: still there
Duties: Leads a group of six on solvent extraction.

EMPLOYMENT 2
Employer: Delta Works
Job title: Chemist
Start: 2010
End: 2016
Duties: Sampling of tank waste."""
NUMBERED = """\
1. Senior Scientist
   Mesa Laboratory
   2016 to date
   a) Solvent extraction, six people

2. Chemist
   Delta Works
   2010 to 2016
   a) Sampling of tank waste"""
STARTED = """\
~ Senior Scientist ~
Mesa Laboratory
started 2016, still there
I lead a group of six people on solvent extraction of metals.

~ Chemist ~
Delta Works
started 2010, until 2016
Sampling of tank waste."""
UNDER_LICENCES = """\
LICENCES: Radiation Worker II

Laboratory posts

Senior Scientist; Mesa Laboratory; 2016 to now
> six people, solvent extraction

Chemist; Delta Works; 2010 to 2016
> sampling of tank waste"""
SQUARE = """\
WORK
Senior Scientist [Mesa Laboratory] 2016 - present
Leads a group of six.
Chemist [Delta Works] 2010 - 2016
Sampling of tank waste."""


LISTED = """\
- Senior Scientist, Mesa Laboratory, 2016 onward: extraction of metals; autoclaves, crack growth, fractography.
- Chemist, Delta Works, 2010-2016: sampling and analysis of tank waste, customer returns, heat treat audits."""
COUNTED = """\
1) Senior Scientist, Mesa Laboratory (2016 on). Responsible for solvent extraction, and six people on it.
2) Chemist, Delta Works (2010 - 2016). Load calculations, sampling and analysis of legacy tank waste."""
SENTENCES = """\
From 2016, Senior Scientist with Mesa Laboratory. Extraction of metals.
From 2010 to 2016, Chemist, Delta Works. Sampling and analysis of tank waste."""


@pytest.mark.parametrize(
    "text", [FORM, NUMBERED, STARTED, UNDER_LICENCES, SQUARE, LISTED, COUNTED, SENTENCES]
)
def test_two_positions_in_forms_and_lists(text: str) -> None:
    """Fields of web forms, numbered jobs, dates in words, jobs under headings that name something else."""
    assert positions(text) == TWO


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("BRIEF RÉSUMÉ OF\n\nDr. Solomon Whitcombe\nsolomon.w@example.org", "Dr. Solomon Whitcombe"),
        ("My name is Darlene Koskiemi\nwrite to dkoskiemi@example.net", "Darlene Koskiemi"),
        ("First name: Jaylen\nLast name: Two Bulls-Carver\nEmail: j@example.com", "Jaylen Two Bulls-Carver"),
        ("Applicant name: Tyrell Washington\nEmail: t@example.com", "Tyrell Washington"),
        ("OKONKWO, ADAEZE\nadaeze.okonkwo@example.com", "Adaeze Okonkwo"),
        ("Nisha Raghunathan :: Site Reliability :: Austin, TX\nn@example.com", "Nisha Raghunathan"),
    ],
)
def test_names_in_forms_letters_and_lists(head: str, name: str) -> None:
    """In fields, in a sentence, last name first, beside what is none."""
    text = f"{head}\n\nWork\nCook, Acme Ltd, May 2019 - June 2020\n"
    assert parse(text.encode(), TEXT, today=TODAY).basics.name == name


def test_what_was_done_is_no_position() -> None:
    """Dates in prose, and in a list's items, are left where they stand."""
    text = (
        "Work\nCook, Acme Diner, May 2015 - June 2020\n- Charge cook about 8 shifts a month since 2017, and "
    )
    text += "trained every new cook of the kitchen\n- From 2018 to 2019 the diner was rebuilt around us, open"
    assert positions(text) == [("Cook", "Acme Diner", "2015-05", "2020-06")]


def test_spans_of_cut_lines_hold_their_text() -> None:
    """A position within a line points at its own words."""
    parsed = read(RUN_ON)
    first, second = (parsed.text[entry.span.start : entry.span.end] for entry in parsed.work)
    assert first.startswith("Senior Scientist, Mesa")
    assert second.startswith("Chemist, Delta Works")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [("'17–'19", "2017", "2019"), ("'19 - now", "2019", None), ("Jan. 2020 onward", "2020-01", None)],
)
def test_years_in_short(written: str, start: str, end: str | None) -> None:
    """Two digits behind an apostrophe are a year."""
    (found,) = find_ranges(written, today=TODAY)
    assert (str(found.start), found.end and str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Work\n\nCrew Lead, Saguaro Painting\nThree painters on custom homes.",
            ("Crew Lead", "Saguaro Painting"),
        ),
        ("Experience: 9 yrs as industrial electrician, Bend Mill.", ("industrial electrician", "Bend Mill")),
        (
            "For four years I have been office manager at Veldkamp Orthodontics.",
            ("office manager", "Veldkamp Orthodontics"),
        ),
    ],
)
def test_positions_that_no_date_goes_with(text: str, expected: tuple[str, str]) -> None:
    """Under a heading, after a length, in a sentence."""
    assert [(entry.position, entry.company) for entry in read(text).work] == [expected]


def test_stated_lengths_add_up_where_nothing_is_dated() -> None:
    """Nine years and eighteen months are ten years and a half."""
    parsed = read("Work\n\nElectrician, Bend Mill, 9 yrs\nSolar Installer, Brightfield Solar, 18 months")
    assert parsed.experience.total_years == 10.5
    assert "undated_positions" in [warning.code for warning in parsed.warnings]
    assert [(one, stated_months(one)) for one in ("six years", "8½ years", "no time")] == [
        ("six years", 72),
        ("8½ years", 102),
        ("no time", None),
    ]


def test_lines_of_any_length_are_read_in_no_time() -> None:
    """Their sentences are looked for near the dates only."""
    jobs = "".join(
        f"Chemist, Works {number} (2010–2016) — sampled waste at depth. " for number in range(1000)
    )
    assert len(read(f"Work\n{jobs}").work) == 1000
