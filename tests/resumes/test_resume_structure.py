"""Sections, entries and contact data are found whatever their wording, order and language."""

import pytest

from services.resumes.headings import heading_kind
from tests.resumes.drawing import read_as_resume

HEADINGS: dict[str | None, list[str]] = {
    "work": [
        "WORK EXPERIENCE",
        "Professional Experience & Internships",
        "Employment History",
        "Berufserfahrung",
        "Expérience professionnelle",
        "Experiencia laboral",
        "Esperienza lavorativa",
        "Werkervaring",
        "Experiência profissional",
        "Experiență profesională",
    ],
    "education": [
        "Education and Training",
        "Educational Qualification",
        "Academic Background",
        "Ausbildung",
        "Formation",
        "Educación",
        "Istruzione e formazione",
        "Opleiding",
        "Formação acadêmica",
        "Educație și formare",
    ],
    "skills": [
        "Technical Skills",
        "Skills & Tools",
        "Areas of Expertise",
        "Tech Stack",
        "Programming Languages",
        "Kenntnisse",
        "Compétences",
        "Habilidades",
        "Competenze",
        "Vaardigheden",
        "Competências",
        "Competențe",
    ],
    "languages": [
        "Languages",
        "Sprachkenntnisse",
        "Langues",
        "Idiomas",
        "Lingue",
        "Talen",
        "Limbi străine",
    ],
    "projects": [
        "Academic Projects",
    ],
    "certificates": [
        "Certifications and Licenses",
    ],
    "awards": [
        "Honors & Awards",
    ],
    "volunteer": [
        "Volunteer Experience",
    ],
    "basics": [
        "About Me",
        "Career Objective",
    ],
    "publications": [
        "Publications",
    ],
    "references": [
        "References",
    ],
    None: [
        "Led work with experienced teams",
        "Senior Engineer",
        "Acme Ltd",
        "2019 – 2020",
    ],
}

HEADS = [
    "Engineer\nAcme Ltd\nJan 2019 – Mar 2020",
    "Acme Ltd\nEngineer\nJan 2019 – Mar 2020",
    "Engineer at Acme Ltd\nJan 2019 – Mar 2020",
    "Engineer, Acme Ltd (Jan 2019 – Mar 2020)",
    "Acme Ltd, Engineer | Jan 2019 – Mar 2020",
    "Jan 2019 – Mar 2020: Engineer, Acme Ltd",
    "Jan 2019 – Mar 2020\nEngineer\nAcme Ltd",
    "Engineer | Acme Ltd | Leeds, UK | Jan 2019 – Mar 2020",
    "Engineer — Acme Ltd\tJan 2019 – Mar 2020",
    "Acme Ltd\tLeeds, UK\nEngineer\tJan 2019 – Mar 2020",
    "Position: Engineer\nCompany: Acme Ltd\nJan 2019 – Mar 2020",
    "Jan 2019 –\tEngineer\nMar 2020\tAcme Ltd",
]


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for kind, texts in HEADINGS.items() for text in texts]
)
def test_a_heading_is_known_by_its_words(text: str, kind: str | None) -> None:
    assert heading_kind(text) == kind


@pytest.mark.parametrize("head", HEADS)
def test_position_and_company_are_found_in_any_order(head: str) -> None:
    parsed = read_as_resume(
        f"Jane Example\n\nExperience\n{head}\n- Built streams that carried events\n- Wrote the manual\n"
    )
    (entry,) = parsed.work
    found = (entry.position, entry.company, entry.start_date, entry.end_date, entry.highlights)
    expected = ("Built streams that carried events", "Wrote the manual")
    assert found == ("Engineer", "Acme Ltd", "2019-01", "2020-03", expected)


def test_a_town_nobody_knows_is_no_company() -> None:
    text = (
        "Experience\nDuinwater Utility\nHaarlem\nOct 2019 – Jan 2023\nData Scientist\n- Forecast the tide\n"
    )
    (entry,) = read_as_resume(text).work
    assert (entry.position, entry.company) == ("Data Scientist", "Duinwater Utility")


def test_a_subheading_within_an_entry_ends_no_section() -> None:
    text = "Experience\nEngineer, Acme Ltd\n2019 – 2020\nHighlights\n- Built\nAnalyst, Beta AG\n2017 – 2018\n- Counted\n"
    assert [entry.company for entry in read_as_resume(text).work] == ["Acme Ltd", "Beta AG"]


def test_several_positions_at_one_company_share_its_name() -> None:
    text = (
        "Experience\nAcme Ltd\n3 years 2 months\nSenior Engineer\n"
        "March 2020 - May 2021\nEngineer\nApril 2018 - February 2020\n"
    )
    assert [(e.position, e.company) for e in read_as_resume(text).work] == [
        ("Senior Engineer", "Acme Ltd"),
        ("Engineer", "Acme Ltd"),
    ]


def test_gaps_are_not_counted_and_internships_are_marked() -> None:
    text = (
        "Experience\nEngineer, Acme Ltd\nJan 2020 – Jun 2020\n- Built\n"
        "Software Intern, Beta AG\nJul 2018 – Sep 2018\n- Learnt\n"
    )
    parsed = read_as_resume(text)
    assert parsed.experience.total_months == 9
    assert parsed.experience.intervals == (("2018-07", "2018-09"), ("2020-01", "2020-06"))
    assert [entry.internship for entry in parsed.work] == [False, True]


def test_volunteering_education_and_projects_are_no_experience() -> None:
    text = (
        "Volunteer Experience\nCoach, Club\n2015 – 2019\nEducation\n"
        "BSc Physics, TU Wien\n2010 – 2014\nProjects\nSite\n2012 – 2014\n"
    )
    assert read_as_resume(text).experience.total_months == 0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("BSc Physics, TU Wien\n2010 – 2014", ("TU Wien", "BSc", "Physics", "bachelor", "2010", "2014")),
        ("University of Texas at Austin\nMaster of Arts in History\tSep 2010 – May 2012",
         ("University of Texas at Austin", "Master of Arts", "History", "master", "2010-09", "2012-05")),
        ("Ph.D. Computer Science at Stanford University, June 2014",
         ("Stanford University", "Ph.D.", "Computer Science", "doctorate", None, "2014-06")),
        ("Joliet North High School\nHigh school diploma\n2006 – 2010",
         ("Joliet North High School", "High school diploma", None, None, "2006", "2010")),
    ],
)  # fmt: skip
def test_education_names_school_degree_and_field(lines: str, expected: tuple[str | None, ...]) -> None:
    (entry,) = read_as_resume(f"Education\n{lines}\n").education
    found = (entry.institution, entry.study_type, entry.area, entry.level, entry.start_date, entry.end_date)
    assert found[:3] + found[4:] == expected[:3] + expected[4:]
    assert expected[3] in (None, entry.level)


def test_contact_data_of_the_head() -> None:
    text = (
        "Anna-Lena Müller\nSoftwareentwicklerin\n"
        "+49 30 901820 | anna@example.de | linkedin.com/in/annalena | anna.dev\n"
    )
    basics = read_as_resume(text).basics
    assert (basics.name, basics.email, basics.phone) == (
        "Anna-Lena Müller",
        "anna@example.de",
        "+49 30 901820",
    )
    assert (basics.url, [profile.network for profile in basics.profiles]) == ("anna.dev", ["LinkedIn"])


def test_a_german_resume_is_read_whole() -> None:
    text = (
        "Lebenslauf\nJonas Weber\nBerufserfahrung\n"
        "03/2018 – heute\tSoftwareentwickler\nBlaupunkt GmbH, Berlin\n"
        "01/2015 – 02/2018\tWerkstudent\nKeller & Sohn KG, Hamburg\nAusbildung\n"
        "10/2011 – 09/2014\nBachelor of Science Informatik\n"
        "Technische Universität Berlin\nSprachen\nDeutsch (Muttersprache), Englisch (C1)\n"
    )
    parsed = read_as_resume(text)
    assert [(e.company, e.current, e.internship) for e in parsed.work] == [
        ("Blaupunkt GmbH", True, False),
        ("Keller & Sohn KG", False, True),
    ]
    assert [(e.name, e.detail) for e in parsed.languages] == [
        ("Deutsch", "Muttersprache"),
        ("Englisch", "C1"),
    ]
    assert parsed.language == "de"


def test_every_span_points_into_the_text() -> None:
    text = (
        "Jane Example\nExperience\nEngineer, Acme Ltd\nJan 2020 – Jun 2020\n"
        "- Built\nEducation\nBSc Physics, TU Wien\n2010 – 2014\n"
    )
    parsed = read_as_resume(text)
    assert parsed.work[0].span.of(parsed.text).startswith("Engineer, Acme Ltd")
    assert parsed.education[0].span.of(parsed.text).startswith("BSc Physics")
    assert all(section.span.of(parsed.text).startswith(section.heading) for section in parsed.sections)
