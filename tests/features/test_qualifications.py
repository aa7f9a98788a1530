"""What a resume shows of what postings demand beyond skills and years."""

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


def test_of_a_resume_read_before_nothing_is_known() -> None:
    assert shown_qualifications(parsed()) is None
