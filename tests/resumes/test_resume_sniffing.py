"""A file's type is told by its bytes."""

import io
import zipfile

import pytest

from services.resumes import sniff as kinds
from services.resumes.sniff import sniff
from tests.resumes.drawing import docx, draw, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600


def _crowded_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (draw((50, 700, "x")), kinds.PDF),
        (b"junk before the mark\n" + draw((50, 700, "x")), kinds.PDF),
        (docx("<w:p/>"), kinds.DOCX),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), kinds.ODT),
        (_crowded_zip(), None),
        (OLE + "WordDocument".encode("utf-16-le"), kinds.DOC),
        (OLE + "EncryptedPackage".encode("utf-16-le"), kinds.DOCX),
        (OLE, None),
        (rb"{\rtf1 hello}", kinds.RTF),
        (b"<!doctype html><p>hi", kinds.HTML),
        (b"\xef\xbb\xbfplain words", kinds.TEXT),
        ("Lebenslauf für Jürgen Müßig, geboren in Köln".encode("latin-1"), kinds.TEXT),
        ("Zoë Example\nEngineer".encode("utf-16"), kinds.TEXT),
        (b'{"basics": {"name": "Ada"}}', kinds.JSON),
        (b'{"other": 1}', kinds.TEXT),
        (b"MZ\x90\x00\x03\x00\x00\x00", None),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None),
        (b"", None),
    ],
)
def test_content_decides(data: bytes, expected: str | None) -> None:
    assert sniff(data, "cv.pdf") == expected


def test_only_markdown_is_told_by_its_name() -> None:
    assert sniff(b"# Ada", "cv.md") == kinds.MARKDOWN
