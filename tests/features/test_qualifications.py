"""What a resume shows of what postings demand beyond skills and years."""

from dataclasses import replace

import pytest

from domain.resumes import EducationEntry, NamedEntry, ParsedResume, Qualifications, Section
from domain.spans import Span
from services.features.qualifications import read_qualifications, shown_qualifications

TEXT = """Registered Nurse (RN license, BLS), fluent in French, active Secret clearance
Education
BSc in Nursing, Ghent
Languages
Dutch
English C1"""


def part(kind: str, heading: str, last: str) -> Section:
    return Section(kind, heading, Span(TEXT.index(heading), TEXT.index(last) + len(last)))


def parsed(**known: object) -> ParsedResume:
    sections = (part("education", "Education", "Ghent"), part("languages", "Languages", "C1"))
    return ParsedResume(TEXT, sections=sections, language="en", **known)  # type: ignore[arg-type]


def test_everything_is_read_with_the_words_that_postings_use() -> None:
    assert read_qualifications(parsed(), TEXT) == Qualifications(
        education="bachelor",
        certificates=("RN licence", "BLS"),
        languages=("French (fluent)", "English (C1)", "Dutch"),
        clearance="Secret",
    )


def test_whoever_writes_in_a_language_knows_it() -> None:
    german = ParsedResume("Buchhalterin bei Krume", language="de")
    assert read_qualifications(german, german.text).languages == ("German",)


def test_a_course_that_somebody_taught_is_no_education() -> None:
    text = "Taught bachelor students of physics."
    assert read_qualifications(ParsedResume(text, language="en"), text).education is None


def test_entries_count_before_the_text_as_a_person_may_have_corrected_them() -> None:
    read = parsed(
        education=(EducationEntry("Ghent", level="master"),),
        certificates=(NamedEntry("Certified ACLS provider"),),
        languages=(NamedEntry("Dutch", "native"), NamedEntry("French", "B1"), NamedEntry("Klingon")),
        qualifications=read_qualifications(parsed(), TEXT),
    )
    shown = shown_qualifications(read)
    assert shown == Qualifications(
        education="master",
        certificates=("RN licence", "BLS", "ACLS"),
        languages=("Dutch (native)", "French (B1)", "English (C1)"),
        clearance="Secret",
    )


@pytest.mark.parametrize(
    ("text", "certificates"),
    [
        ("Studying for the PMP. CISSP since 2019.", ("CISSP",)),
        ("Eligible for the CPA, PMP", ("PMP",)),
        ("BLS, ACLS (expired), PMP in progress", ("BLS",)),
        ("PMP; working towards CISSP", ("PMP",)),
        ("CFA Level II candidate", ()),
        ("RN license no. 2231", ("RN licence",)),
    ],
)
def test_what_somebody_only_works_towards_is_not_shown(text: str, certificates: tuple[str, ...]) -> None:
    assert read_qualifications(ParsedResume(text), text).certificates == certificates


@pytest.mark.parametrize(
    ("text", "clearance"),
    [
        ("Eligible to obtain a Secret clearance", None),
        ("US citizen, active Secret clearance", "Secret"),
        ("I do not hold a Top Secret clearance", None),
    ],
)
def test_a_clearance_that_somebody_may_get_is_none(text: str, clearance: str | None) -> None:
    assert read_qualifications(ParsedResume(text), text).clearance == clearance


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("English (fluent), French", ("English (fluent)", "French")),
        ("Languages: English C1, Dutch A2", ("English (C1)", "Dutch (A2)")),
        ("Fluent in English, French and German", ("English (fluent)", "French (fluent)", "German (fluent)")),
        ("I speak Dutch. I do not speak French", ("Dutch",)),
        ("Native speaker of Italian, basic Spanish", ("Italian (native)", "Spanish (basic)")),
    ],
)
def test_every_language_of_a_list_has_its_own_level(text: str, languages: tuple[str, ...]) -> None:
    assert read_qualifications(ParsedResume(text), text).languages == languages


def test_what_an_entry_said_goes_with_the_entry() -> None:
    """A person who takes an entry away by a correction has it no more."""
    listed = parsed(
        education=(EducationEntry("Ghent", level="bachelor"),),
        certificates=(NamedEntry("RN license"),),
        languages=(NamedEntry("French", "fluent"),),
    )
    read = replace(listed, qualifications=read_qualifications(listed, TEXT))
    assert shown_qualifications(read) == Qualifications(
        education="bachelor",
        certificates=("BLS", "RN licence"),
        languages=("French (fluent)", "English (C1)", "Dutch"),
        clearance="Secret",
    )
    taken = replace(read, education=(), certificates=(), languages=())
    assert shown_qualifications(taken) == Qualifications(
        certificates=("BLS",), languages=("English (C1)", "Dutch"), clearance="Secret"
    )


def test_of_a_resume_read_before_nothing_is_known() -> None:
    assert shown_qualifications(parsed()) is None
