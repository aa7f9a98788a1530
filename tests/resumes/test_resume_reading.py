"""Reading keeps what people see, in the order they see it, and sets apart what they do not."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from domain.codes import ReadFailure
from services.resumes import sniff
from services.resumes.failures import ReadFailed
from services.resumes.read import read
from tests.resumes.drawing import W, docx, draw, draw_pages, lines, paragraph, read_as_resume, zipped

ODT_TYPE = "application/vnd.oasis.opendocument.text"
TEXT_NS = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:o="urn:o"'


def _canvas(paint: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawString(50, 800, "Jane Example, engineer of quiet systems")
    paint(canvas)
    canvas.save()
    return buffer.getvalue()


def _text(data: bytes, kind: str = sniff.PDF) -> str:
    return "\n".join(line.text for line in read(data, kind).lines)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = ["Skills", "Python", "PostgreSQL", "Kubernetes", "Languages", "English", "Contact", "Vienna"]
    right = ["Experience", "Senior Data Engineer", "Acme GmbH", "Jan 2019 - Present"]
    right += ["Built streaming pipelines handling", "many events with Kafka", "Data Analyst", "Beta AG"]
    pairs = zip(lines(*left, x=50), lines(*right, x=230), strict=True)
    text = _text(draw(*(item for pair in pairs for item in pair)))
    assert text.split("\n") == left + right


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [[f"{name} item number {row}" for row in range(8)] for name in ("alpha", "beta", "gamma")]
    items = [lines(*column, x=50 + 180 * place) for place, column in enumerate(columns)]
    text = _text(draw(*(item for row in zip(*items, strict=True) for item in row)))
    assert text.split("\n") == [item for column in columns for item in column]


def test_dates_at_the_right_edge_stay_with_their_rows() -> None:
    roles = [(50, 700 - 60 * row, f"Engineer number {row} at some company") for row in range(5)]
    dates = [(450, 700 - 60 * row, f"201{row} – 201{row + 1}") for row in range(5)]
    assert _text(draw(*dates, *roles)).split("\n")[2] == "Engineer number 2 at some company\t2012 – 2013"


def test_lines_drawn_from_the_bottom_up_are_read_from_the_top() -> None:
    assert _text(draw(*reversed(lines("first", "second", "third")))) == "first\nsecond\nthird"


def test_running_headers_stand_once_and_page_numbers_never() -> None:
    pages = [
        [
            (50, 800, "Jane Example – resume"),
            *lines(*(f"line {row} of page {page}" for row in range(8)), top=700),
            (280, 30, f"{page} / 3"),
        ]
        for page in (1, 2, 3)
    ]
    text = _text(draw_pages(*pages))
    assert text.count("Jane Example – resume") == 1
    assert "/ 3" not in text
    assert "line 7 of page 3" in text


def test_text_set_sideways_is_left_out() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -30, "SIDEWAYS")

    assert "SIDEWAYS" not in _text(_canvas(paint))


@pytest.mark.parametrize("trick", ["white", "tiny", "outside", "invisible"])
def test_hidden_text_is_kept_apart_and_flagged(trick: str) -> None:
    def paint(canvas: Canvas) -> None:
        if trick == "white":
            canvas.setFillGray(1)
        writing = canvas.beginText(700 if trick == "outside" else 50, 400)
        writing.setFont("Helvetica", 1 if trick == "tiny" else 10)
        writing.setTextRenderMode(3 if trick == "invisible" else 0)
        writing.textOut("kubernetes terraform")
        canvas.drawText(writing)

    parsed = read_as_resume(_canvas(paint))
    assert "kubernetes" not in parsed.text
    assert "hidden_text" in [warning.code for warning in parsed.warnings]


def test_white_text_on_a_dark_sidebar_is_seen() -> None:
    def paint(canvas: Canvas) -> None:
        canvas.setFillGray(0.1)
        canvas.rect(40, 300, 200, 200, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(50, 400, "kubernetes")

    assert "kubernetes" in _text(_canvas(paint))


def test_an_encrypted_pdf_asks_for_its_password() -> None:
    with pytest.raises(ReadFailed) as caught:
        read(draw((50, 700, "secret"), encrypt="swordfish"), sniff.PDF)
    assert caught.value.failure is ReadFailure.PASSWORD_PROTECTED


def test_a_cut_off_pdf_is_unreadable() -> None:
    with pytest.raises(ReadFailed) as caught:
        read(b"%PDF-1.7\n1 0 obj\n<</Type", sniff.PDF)
    assert caught.value.failure is ReadFailure.UNREADABLE


def test_old_word_files_come_with_advice() -> None:
    with pytest.raises(ReadFailed, match="save it as DOCX"):
        read(b"\xd0\xcf", sniff.DOC)


def test_a_docx_table_is_read_row_by_row() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("2019 – 2020", "Engineer, Acme Ltd"))
    nested = (
        f"<w:tc>{paragraph('Python')}<w:tbl><w:tr><w:tc>{paragraph('Kafka')}</w:tc></w:tr></w:tbl></w:tc>"
    )
    body = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{nested}</w:tr></w:tbl>"
    assert _text(docx(body), sniff.DOCX) == "2019 – 2020\tEngineer, Acme Ltd\nPython\nKafka"


def test_hidden_runs_of_a_docx_are_kept_apart() -> None:
    body = paragraph("Jane") + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>stuffed words</w:t></w:r></w:p>"
    document = read(docx(body), sniff.DOCX)
    assert (document.hidden, len(document.lines)) == (("stuffed words",), 1)


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (b"PK\x03\x04 broken word/document.xml", ReadFailure.UNREADABLE),
        (zipped({"word/document.xml": "<w:document"}), ReadFailure.UNREADABLE),
        (zipped({"word/document.xml": '<!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'}), ReadFailure.UNREADABLE),
        (zipped({"word/document.xml": b" " * (49 * 2**20)}), ReadFailure.RESOURCE_LIMIT),
        (zipped({f"word/media/{n}": b"" for n in range(5_001)}), ReadFailure.RESOURCE_LIMIT),
        (bytes.fromhex("d0cf11e0a1b11ae1"), ReadFailure.PASSWORD_PROTECTED),
        (docx("<w:p/>"), ReadFailure.NO_TEXT),
    ],
)
def test_a_broken_docx_ends_in_a_code(data: bytes, failure: ReadFailure) -> None:
    with pytest.raises(ReadFailed) as caught:
        read(data, sniff.DOCX)
    assert caught.value.failure is failure


def test_an_odt_is_read_with_lists_and_without_deletions() -> None:
    body = (
        "<text:tracked-changes><text:p>REMOVED</text:p></text:tracked-changes><text:h>Experience</text:h>"
        "<text:list><text:list-item><text:p>Built<text:s/>streams</text:p></text:list-item></text:list>"
    )
    data = zipped({"mimetype": ODT_TYPE, "content.xml": f"<o:text {TEXT_NS}>{body}</o:text>"})
    document = read(data, sniff.ODT)
    assert [(line.text, line.heading) for line in document.lines] == [
        ("Experience", True),
        ("• Built streams", False),
    ]


def test_rtf_is_read_with_its_letters() -> None:
    assert (
        _text(rb"{\rtf1\ansi J\'fcrgen Example\par Ingenieur bei Acme\par}", sniff.RTF)
        == "Jürgen Example\nIngenieur bei Acme"
    )


def test_html_shows_what_a_browser_shows() -> None:
    page = (
        "<html><head><title>cv</title><style>p{}</style></head><body><h1>"
        "Jane Example</h1><script>alert(1)</script>"
        "<p style='display: none'>stuffed</p><ul><li>Built <b>streams</b></li>"
        "</ul>line<br>break</body></html>"
    )
    document = read(page.encode(), sniff.HTML)
    assert [line.text for line in document.lines] == ["Jane Example", "• Built streams", "line", "break"]
    assert document.hidden == ("stuffed",)


def test_elements_that_only_a_style_sheet_sets_apart_stay_apart() -> None:
    page = b"<!doctype html><p><span>Dec 2019</span><span>3 years</span> <b>Micro</b>soft</p>"
    assert _text(page, sniff.HTML) == "Dec 2019 3 years Microsoft"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_encoding_is_read(encoding: str) -> None:
    words = "Jürgen Müßig\nSchlüsselqualifikationen für größere Projekte in Köln und Zürich\n"
    assert _text(words.encode(encoding), sniff.TEXT) == words.strip()


def test_markdown_marks_are_read_not_shown() -> None:
    document = read(
        b"# Jane\n\n**Engineer** at [Acme](https://acme.example)\n\n- did *things*\n", sniff.MARKDOWN
    )
    assert [line.text for line in document.lines] == ["Jane", "Engineer at Acme", "- did things"]
    assert (document.lines[0].heading, document.links[0].target) == (True, "https://acme.example")


def test_text_flattened_by_a_form_field_gets_its_lines_back() -> None:
    flat = "Jane Example  jane@example.org    EXPERIENCE  Engineer  Acme Ltd  2019 - 2020  " + "word " * 60
    assert [line.text for line in read(flat.encode(), sniff.TEXT).lines][:3] == [
        "Jane Example",
        "jane@example.org",
        "EXPERIENCE",
    ]


def test_deep_xml_does_not_exhaust_the_stack() -> None:
    deep = "<w:sdt>" * 200 + paragraph("kept") + "</w:sdt>" * 200
    assert _text(docx(deep), sniff.DOCX) == "kept"
    assert W
