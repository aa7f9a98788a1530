"""Careers told in sentences within whole resumes: beside heads, across lines, whoever tells them."""

from time import process_time

import pytest

from services.resumes.prose.sentences import sentences_of
from services.resumes.sniff import TEXT
from services.resumes.understand import parse
from tests.resumes.typed import LETTER, TODAY, positions, work


def test_what_was_done_in_a_job_is_no_other_job():
    """A sentence below a head tells of that position, whatever title and firm it names."""
    text = (
        "EXPERIENCE\n\nHead Nurse, Harbor Hospital, 2012 - 2019\nRan a ward of twenty beds. I was team leader for "
        "Lakeview Clinic in 2014 and served as interim manager at Elm Street Clinic from 2015 to 2016.\n\n"
        "Nurse, Milford Clinic, 2008 - 2012\nNights.\n"
    )
    held = [("Head Nurse", "Harbor Hospital"), ("Nurse", "Milford Clinic")]
    assert [(entry.position, entry.company) for entry in work(LETTER + text)] == held


def test_a_summary_over_a_list_of_jobs_adds_none():
    """What the summary tells stands among the heads again."""
    text = (
        "I have worked as a nurse at Harbor Hospital since 2012.\n\nEXPERIENCE\n\n"
        "Head Nurse, Harbor Hospital, 2012 - present\nRan a ward.\n\nNurse, Milford Clinic, 2008 - 2012\nNights.\n"
    )
    assert [entry.position for entry in work(LETTER + text)] == ["Head Nurse", "Nurse"]


def test_sentences_that_a_margin_breaks_are_read_whole():
    """A mail program breaks lines wherever they are full."""
    text = (
        "I have been a warehouse supervisor at the Pinnacle Freight\n"
        "Company since June 2018. Before that I was employed by the\n"
        "Lowes Distribution as a forklift operator from 2012 to 2018.\n"
    )
    assert positions(LETTER + text) == [
        ("warehouse supervisor", "Pinnacle Freight Company", "2018-06", None),
        ("forklift operator", "Lowes Distribution", "2012", "2018"),
    ]


def test_a_told_position_points_at_its_sentence():
    """The span is what a person would mark, and the summary is what it says."""
    said = "In 2013 I joined St. Columba Medical Center as a pharmacist, which I remained until 2019."
    parsed = parse(f"{LETTER}Dear all,\n\n{said} I like it here.\n".encode(), TEXT, today=TODAY)
    (entry,) = parsed.work
    assert parsed.text[entry.span.start : entry.span.end] == said == entry.summary


def test_an_end_before_its_beginning_dates_nothing():
    """Nobody left before they came."""
    (entry,) = work(LETTER + "I joined Acme as a nurse in 2012 and stayed until 2010.")
    assert (entry.position, entry.start_date, entry.end_date) == ("nurse", None, None)


def test_an_abbreviation_ends_no_sentence():
    """A full stop behind "St." and "Co." is theirs, unless a sentence begins behind it."""
    text = "I was at St. Ann's, Lumen Bros. Electric and Acme Inc. I left. Dr. Reed stayed."
    assert [span.of(text) for span in sentences_of(text)] == [
        "I was at St. Ann's, Lumen Bros. Electric and Acme Inc.",
        "I left.",
        "Dr. Reed stayed.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "a" * 100_000,
        "I was a " * 12_500,
        "I worked as a nurse at " * 4_300,
        "I was a nurse (" * 6_600,
        "I was a nurse at X) " * 5_000,
        "and then a " * 9_000,
        "before that, " * 7_700,
        "I joined Acme as a nurse in 2010 until " * 2_500,
        "I was a nurse at Acme in 2010. " * 1_500,
        "my first job was a " * 5_200,
        "left to " * 12_500,
        '"(' * 50_000,
    ],
)
def test_long_tales_take_no_long_time(line):
    """Whatever is told over and over is read once, and not forever."""
    begun = process_time()
    work(LETTER + line)
    assert process_time() - begun < 10


TALE = (
    "{name} is a land surveyor. {They} joined Kestrel Mapping as a field assistant in 2011. In 2016 {they} became "
    "survey manager at Harrow & Lane, where {they} stayed until 2020. Since then {they} has been director of "
    "Northgate Surveys."
)


@pytest.mark.parametrize("they", ["she", "he", "they"])
@pytest.mark.parametrize(
    "name", ["Marcus Bell", "Fatima Al-Sayed", "Nguyen Thi Hoa", "Will Hunter", "Greg Baker"]
)
def test_who_somebody_is_changes_nothing_that_is_read(name, they):
    """Whether "she", "he" or "they", and whatever the name: a trade's too."""
    tale = TALE.format(name=name, they=they, They=they.capitalize())
    assert (
        positions(f"{name}\n\n{tale}")
        == positions(tale)
        == [
            ("field assistant", "Kestrel Mapping", "2011", "2016"),
            ("survey manager", "Harrow & Lane", "2016", "2020"),
            ("director", "Northgate Surveys", "2020", None),
        ]
    )


def test_a_name_that_is_a_trade_s_is_no_position():
    """The line "Greg Baker, CNA" names a person and a certificate."""
    assert positions("Greg Baker, CNA, CMA\n\nI train new aides and pass meds.") == []


def test_a_promotion_told_under_a_head_that_ended_is_no_job_of_today():
    text = LETTER + (
        "EXPERIENCE\n\nStaff Nurse, Mercy General Hospital\n2012 - 2018\nI was promoted to charge nurse in 2015. "
        "I ran nights.\n"
    )
    assert positions(text) == [("Staff Nurse", "Mercy General Hospital", "2012", "2018")]


@pytest.mark.parametrize(
    ("told", "titles"),
    [
        ("as a staff nurse and became charge nurse in 2015", ["staff nurse", "charge nurse"]),
        ("as a clerk and rose to office manager in 2015", ["clerk", "office manager"]),
    ],
)
def test_a_title_ends_where_a_verb_follows(told, titles):
    text = f"{LETTER}I joined Mercy General Hospital in 2012 {told}.\n"
    assert [entry.position for entry in work(text)] == titles


@pytest.mark.parametrize(
    ("told", "company"),
    [
        ("I joined the purchasing department at Brill Ltd in 2014 as a buyer.", "Brill Ltd"),
        (
            "I have been with the engineering team at Colt Systems since 2018 as a test engineer.",
            "Colt Systems",
        ),
    ],
)
def test_who_a_department_is_of_is_the_employer(told, company):
    assert [entry.company for entry in work(f"{LETTER}{told}\n")] == [company]
