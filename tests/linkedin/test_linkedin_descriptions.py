"""Descriptions come back with their paragraphs and list items apart, safe as HTML, whatever offsets count."""

import pytest

from adapters.linkedin.descriptions import rebuild, sanitise
from embedded.linkedin_standin.markup import describe

GLUED = [
    (
        "<p>Qualifications</p><ul><li>4+ years Go</li><li>2+ years Rust</li></ul><p>Apply</p>",
        "Qualifications4+ years Go2+ years Rust\nApply",
        "Qualifications\n- 4+ years Go\n- 2+ years Rust\nApply",
    ),
    (
        "<p>🚀🚀 About <b>us</b></p><ul><li>5+ years 🐍 Python</li><li>Go</li></ul>",
        "🚀🚀 About us5+ years 🐍 PythonGo",
        "🚀🚀 About us\n- 5+ years 🐍 Python\n- Go",
    ),
    (
        "<h3>Your day</h3><p>First line<br>second</p><p>Then &lt;b&gt; &amp; more</p>",
        "Your day\nFirst line\nsecond\nThen <b> & more",
        "Your day\n\nFirst line\n\nsecond\n\nThen <b> & more",
    ),
    ("<p>One</p>", "One", "One"),
]


@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize(("html", "glued", "apart"), GLUED)
def test_text_is_rebuilt_from_attributes(html: str, glued: str, apart: str, utf16: bool) -> None:
    """LinkedIn's own text glues list items together; nothing says whether offsets are code points."""
    described = describe(html, utf16=utf16)
    assert described["text"] == glued
    lines = [line for line in apart.splitlines() if line]
    assert [line for line in rebuild(described).text.splitlines() if line] == lines


@pytest.mark.parametrize("utf16", [False, True])
def test_html_keeps_lists_headings_and_links(utf16: bool) -> None:
    html = rebuild(
        describe(
            '<p>🚀 <a href="https://example.com/a?b=1&amp;c=2">Us</a> &amp; you</p>'
            "<ol><li><em>First</em></li><li>Second</li></ol>",
            utf16=utf16,
        )
    ).html
    link = '<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">Us</a>'
    assert html == f"<p>🚀 {link} &amp; you</p><ol><li><em>First</em></li><li>Second</li></ol>"


@pytest.mark.parametrize(
    "attribute",
    [
        {"start": -1, "length": 4, "type": {"x.Bold": {}}},
        {"start": 2, "length": 10_000, "type": {"x.ListItem": {}}},
        {"start": 9_999, "length": 1, "type": {"x.Paragraph": {}}},
        {"start": "0", "length": 1, "type": {"x.Bold": {}}},
        {"start": 0, "length": 1, "type": {}},
        {"start": 0, "length": 1, "type": {"x.NewKind": None}},
        "nonsense",
    ],
)
def test_attributes_that_make_no_sense_lose_no_text(attribute: object) -> None:
    text = "Nurse wanted 🚑 now"
    rebuilt = rebuild({"text": text, "attributes": [attribute]})
    assert rebuilt.text.replace("\n- ", "").replace("\n", "") == text


@pytest.mark.parametrize("description", [{}, {"text": None}, {"text": ""}, {"text": "", "attributes": None}])
def test_a_posting_without_words_has_an_empty_description(description: dict) -> None:
    assert rebuild(description).text == ""


def test_markup_within_the_text_stays_text() -> None:
    rebuilt = rebuild({"text": "<script>alert(1)</script> & <b>", "attributes": []})
    assert rebuilt.text == "<script>alert(1)</script> & <b>"
    assert rebuilt.html == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;"


def test_overlapping_marks_become_wellformed_html() -> None:
    marks = [
        {"start": 0, "length": 6, "type": {"x.Bold": {}}},
        {"start": 3, "length": 6, "type": {"x.Italic": {}}},
    ]
    html = rebuild({"text": "abcdefghi", "attributes": marks}).html
    assert html == "<strong>abc<em>def</em></strong><em>ghi</em>"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p onclick=x()>a</p>", "<p>a</p>"),
        ("<script>x()</script>a", "a"),
        ('<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer nofollow">a</a>'),
        ('<img src="https://tracker.example.com/p.gif">a', "a"),
        ("<iframe src=//x></iframe><style>a{}</style>a", "a"),
    ],
)
def test_nothing_in_html_can_run_load_or_track(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean
