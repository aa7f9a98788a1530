"""The hard cases of reading resumes: each row once broke a parser."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from domain.codes import ReadFailure
from domain.resumes import ParsedResume
from services.resumes.failures import ReadFailed
from tests.resumes.drawing import docx, draw, draw_pages, lines, paragraph, read_as_resume

JOB = "Work Experience\nEngineer\nAcme Ltd\n{dates}\n• Built things that people use every day\n"


def _linkedin_pages() -> bytes:
    sidebar = lines(
        "Contact", "jane@example.org", "Top Skills", "Kafka", "Python", "Languages", "German", x=30
    )
    main = [
        (220, 780, "Jane Example", 26),
        (220, 755, "Data Engineer at Acme", 12),
        (220, 720, "Experience", 15),
        *lines(
            "Acme",
            "1 year 1 month",
            "Data Engineer",
            "March 2019 - March 2020 (1 year 1 month)",
            x=220,
            top=700,
        ),
        *lines("Berlin, Germany", "Moved the batch jobs to streams and told nobody.", x=220, top=636),
        (220, 600, "Education", 15),
        *lines("TU Wien", "Bachelor of Science, Physics · (2010 - 2014)", x=220, top=580),
        (280, 30, "Page 1 of 1", 9),
    ]
    return draw_pages([*sidebar, *main])


def _dates_apart() -> bytes:
    """Draw every date before all text, as browsers print some themes."""
    dates = [(420, 700, "Jan 2019 – Present"), (420, 600, "Mar 2015 – Dec 2018")]
    text = [
        (50, 780, "Jane Example", 24),
        (50, 740, "Experience", 14),
        *lines("Engineer", "Acme Ltd", "Built streams that carried forty thousand events", top=700),
        *lines("Analyst", "Beta AG", "Reported to finance teams in three countries", top=600),
    ]
    return draw(*dates, *text)


def _label_in_margin() -> bytes:
    rows = [
        (50, 700, "Work", 14),
        *lines("Staff Engineer", "Acme Ltd", "Jan 2019 – Present", x=180, top=700),
        *lines(
            "Kept the pager quiet through three winters", "Engineer", "Beta AG", "2015 – 2018", x=180, top=640
        ),
        (50, 560, "Education", 14),
        *lines("TU Wien", "BSc in Physics", "2010 – 2014", x=180, top=560),
    ]
    return draw((50, 780, "Jane Example", 24), *rows)


def _sidebar_first() -> bytes:
    side = lines(
        "Last Updated on May 2026", "Links", "github.com/jane", "Skills", "Rust", "Kafka", "Go", x=40, top=700
    )
    main = [(220, 780, "Jane Example", 26), (220, 730, "Experience", 14)]
    main += lines(
        "Engineer, Acme Ltd", "Jan 2019 – Present", "Kept the pager quiet", "Analyst, Beta AG", x=220, top=710
    )
    main += lines("Mar 2015 – Dec 2018", "Reported to finance teams", x=220, top=646)
    return draw(*side, *main)


def _letter_spaced() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("Helvetica", 10)
    for y, text in ((780, "E X P E R I E N C E"), (700, "E D U C A T I O N")):
        canvas.drawString(50, y, text)
    for y, text in (
        (764, "Engineer at Acme Ltd"),
        (748, "2019 - Present"),
        (684, "BSc Physics, TU Wien, 2014"),
    ):
        for index, char in enumerate(text.replace(" ", "\0")):
            if char != "\0":
                canvas.drawString(50 + canvas.stringWidth(text[:index], "Helvetica", 10), y, char)
    canvas.save()
    return buffer.getvalue()


def _widths_overstated() -> bytes:
    """Draw letters a fifth closer than their widths say and leave spaces out, as wkhtmltopdf does."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("Times-Roman", 10)
    rows = ("Experience", "Chief of the Materials Team", "Staff of Maine Ltd", "July 2011 to November 2012")
    for row, text in enumerate(rows):
        x = 50.0
        for char in text:
            if char == " ":
                x += 2.1
                continue
            canvas.drawString(x, 780 - 16 * row, char)
            x += 0.82 * canvas.stringWidth(char, "Times-Roman", 10)
    canvas.save()
    return buffer.getvalue()


def _without_widths() -> bytes:
    """Draw letters one by one in a font that calls each as wide as a letter is high, spaces left out."""
    face = TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    pdfmetrics.registerFont(face)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont("Vera", 10)
    rows = ("Experience", "Chief of the Materials Team", "Filling Works Ltd", "July 2011 to November 2012")
    for row, text in enumerate(rows):
        for index, char in enumerate(text):
            if char != " ":
                x = 50 + canvas.stringWidth(text[:index], "Vera", 10)
                canvas.drawString(x, 780 - 16 * row, char)
    canvas.showPage()
    face.face.getCharWidth = lambda _code: 1000
    canvas.save()
    return buffer.getvalue()


def _small_caps() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    x = 200.0
    for text, size in (("J", 24), ("ANE", 19), (" E", 24), ("XAMPLE", 19)):
        canvas.setFont("Times-Roman", size)
        canvas.drawString(x, 780, text)
        x += canvas.stringWidth(text, "Times-Roman", size)
    canvas.setFont("Times-Roman", 10)
    for row, text in enumerate(("jane@example.org", "Experience", "Engineer at Acme Ltd", "2019 - Present")):
        canvas.drawString(50, 740 - 16 * row, text)
    canvas.save()
    return buffer.getvalue()


def _linked_icons() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawString(50, 780, "Jane Example")
    canvas.linkURL("https://github.com/jane-example", (50, 740, 60, 750))
    canvas.linkURL("mailto:jane@example.org", (70, 740, 80, 750))
    canvas.save()
    return buffer.getvalue()


def _contact_around_a_docx() -> bytes:
    box = (
        f"<w:p><w:r><w:drawing><w:txbxContent>"
        f"{paragraph('TEXTBOX Rust')}</w:txbxContent></w:drawing></w:r></w:p>"
    )
    both = f"<w:p><w:r><Choice><w:drawing>{box}</w:drawing></Choice><Fallback>{box}</Fallback></w:r></w:p>"
    deleted = (
        "<w:p><w:del><w:r><w:delText>REMOVED</w:delText></w:r></w:del><w:ins>"
        "<w:r><w:t>KEPT</w:t></w:r></w:ins></w:p>"
    )
    header = paragraph("Jane Example | jane@example.org")
    return docx(both + deleted + paragraph("Experience"), header1=header, header2=header)


def _work(parsed: ParsedResume) -> list[tuple[Any, ...]]:
    return [(entry.position, entry.company, entry.start_date, entry.end_date) for entry in parsed.work]


CASES: dict[str, tuple[Callable[[], bytes | str], Callable[[ParsedResume], object], object]] = {
    "1 LinkedIn profile: the sidebar stays out of the roles": (
        _linkedin_pages,
        lambda p: (p.basics.name, _work(p), p.work[0].location, "Page 1" in p.text),
        ("Jane Example", [("Data Engineer", "Acme", "2019-03", "2020-03")], "Berlin, Germany", False),
    ),
    "2 dates drawn apart from their roles": (
        _dates_apart,
        _work,
        [("Engineer", "Acme Ltd", "2019-01", None), ("Analyst", "Beta AG", "2015-03", "2018-12")],
    ),
    "3 section label in the margin of its first entry": (
        _label_in_margin,
        lambda p: ([entry.position for entry in p.work], p.education[0].institution),
        (["Staff Engineer", "Engineer"], "TU Wien"),
    ),
    "4 sidebar first in the stream: the name is not line 1": (
        _sidebar_first,
        lambda p: (p.basics.name, [entry.company for entry in p.work]),
        ("Jane Example", ["Acme Ltd", "Beta AG"]),
    ),
    "5 soft hyphen as the dash of a date": (
        lambda: JOB.format(dates="Jan 2019 \u00ad Mar 2020"),
        lambda p: (p.work[0].start_date, p.work[0].end_date),
        ("2019-01", "2020-03"),
    ),
    "5 soft hyphen in a title": (
        lambda: "Experience\nCo\u2011founder\nAcme Ltd\n2019 – 2020\n",
        lambda p: p.work[0].position,
        "Co-founder",
    ),
    "7 accents drawn before their letters": (
        lambda: "Orhan G¨ung¨or\nEngineer\n",
        lambda p: p.basics.name,
        "Orhan Güngör",
    ),
    "8 letter-spaced headings and text drawn glyph by glyph": (
        _letter_spaced,
        lambda p: ([section.kind for section in p.sections][-2:], p.work[0].company, p.education[0].end_date),
        (["work", "education"], "Acme Ltd", "2014"),
    ),
    "8 boxes of letters that overlap": (
        _widths_overstated,
        lambda p: p.text.splitlines()[1:],
        ["Chief of the Materials Team", "Staff of Maine Ltd", "July 2011 to November 2012"],
    ),
    "8 a font without widths": (
        _without_widths,
        lambda p: p.text.splitlines()[1:],
        ["Chief of the Materials Team", "Filling Works Ltd", "July 2011 to November 2012"],
    ),
    "7 UTF-8 read as Windows-1252": (
        lambda: (
            "Jane Example\nExperience\nCafÃ© Manager\nAcme Ltd ï¼\u200b Berlin\nMay 2016 â€“ Â May 2018\n"
        ),
        lambda p: p.text.splitlines()[2:],
        ["Café Manager", "Acme Ltd - Berlin", "May 2016 – May 2018"],
    ),
    "9 small caps split the name": (_small_caps, lambda p: p.basics.name, "Jane Example"),
    "10 a date range is no phone number": (
        lambda: "Jane Example\n" + JOB.format(dates="08/2022 - 12/2022"),
        lambda p: p.basics.phone,
        None,
    ),
    "11 overlapping jobs count once, study years inside them not at all": (
        lambda: (
            "Experience\nEngineer\nAcme Ltd\nJan 2019 – Dec 2020\n• Built\nTutor\n"
            "Beta AG\nJul 2020 – Jun 2021\n• Taught\n"
            "Education\nBSc Physics\nTU Wien\n2017 – 2020\n"
        ),
        lambda p: (p.experience.total_months, [warning.code for warning in p.warnings][:1]),
        (30, ["overlapping_roles"]),
    ),
    "12 shared year": (lambda: JOB.format(dates="May – Aug 2022"), lambda p: p.work[0].months, 4),
    "12 short years": (lambda: JOB.format(dates="Jul'20–Present"), lambda p: p.work[0].start_date, "2020-07"),
    "12 open range": (
        lambda: JOB.format(dates="2020-02-01 —"),
        lambda p: (p.work[0].current, p.work[0].months),
        (True, 82),
    ),
    "12 till date": (lambda: JOB.format(dates="May 2016 - Till Date"), lambda p: p.work[0].current, True),
    "16 links that stand only behind icons": (
        _linked_icons,
        lambda p: (p.basics.email, [profile.url for profile in p.basics.profiles]),
        ("jane@example.org", ["https://github.com/jane-example"]),
    ),
    "17 DOCX header and text box once, deletions never": (
        _contact_around_a_docx,
        lambda p: (
            p.basics.email,
            p.text.count("jane@"),
            p.text.count("TEXTBOX"),
            "REMOVED" in p.text,
            "KEPT" in p.text,
        ),
        ("jane@example.org", 1, 1, False, True),
    ),
    "19 South-Asian headings, objective inline": (
        lambda: (
            "Ravi Example\nOBJECTIVE:- To work in a growing firm\n"
            "Educational Qualification\nB.Tech, Anna University, 2014\n"
            "Working Experience\nSoftware Engineer\nInfosys Ltd\nJan 2015 to Till Date\n"
            "Declaration\nI hereby declare\n"
        ),
        lambda p: ([section.kind for section in p.sections], p.work[0].company, p.education[0].level),
        (["basics", "basics", "education", "work", "basics"], "Infosys Ltd", "bachelor"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_hard_case(case: str) -> None:
    """Each row is read as a person would read it."""
    make, look, expected = CASES[case]
    assert look(read_as_resume(make())) == expected


def test_6_a_word_broken_at_the_line_end_is_whole_again() -> None:
    text = "Jane Example\nSummary\nI build cloud-\nnative systems and reviewed submis-\nsions for years\n"
    parsed = read_as_resume(text)
    assert "cloud-native" in parsed.text
    assert "submissions" in parsed.text


def test_18_a_page_of_pictures_has_no_text() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.rect(50, 50, 200, 200, fill=1)
    canvas.save()
    with pytest.raises(ReadFailed) as caught:
        read_as_resume(buffer.getvalue())
    assert caught.value.failure is ReadFailure.NO_TEXT
