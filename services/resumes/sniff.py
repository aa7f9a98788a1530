"""Tell a file's type by its bytes; its name is never believed."""

import io
import json
import re
import zipfile

from charset_normalizer import from_bytes

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
JSON = "application/json"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

_HEAD = 1024
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CENTRAL_ENTRY, _MANY_ENTRIES = b"PK\x01\x02", 5_000
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def sniff(data: bytes, filename: str = "") -> str | None:
    """Return the media type of ``data``, or None for a type we do not read (answered with 415).

    ``filename`` only tells Markdown from plain text, which no byte can.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(data)
    if head.startswith(_COMPOUND_FILE):
        return _compound(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return RTF
    return _text_type(data, filename)


def _inside_zip(data: bytes) -> str | None:
    """Return the type of an office document inside a zip; a broken or crowded one is told by its bytes.

    Listing a hundred thousand parts would take the web process a second: the child may refuse them instead.
    """
    if data.count(_CENTRAL_ENTRY) > _MANY_ENTRIES:
        return DOCX if b"word/document" in data else None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(80) if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return DOCX if b"word/document" in data else None
    if any(name.lower().startswith("word/document") for name in names):
        return DOCX
    return ODT if b"opendocument.text" in mimetype else None


def _compound(data: bytes) -> str | None:
    """Return Word's type for an OLE file: an encrypted DOCX, or the old binary format."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return DOCX
    return DOC if "WordDocument".encode("utf-16-le") in data else None


def _text_type(data: bytes, filename: str) -> str | None:
    if not is_text(data):
        return None
    if _MARKUP.match(data[:_HEAD]):
        return HTML
    if _is_json_resume(data):
        return JSON
    return MARKDOWN if filename.lower().endswith((".md", ".markdown")) else TEXT


def is_text(data: bytes) -> bool:
    """Tell whether ``data`` is text in some encoding: a BOM, or no control bytes and a known charset."""
    sample = data[:65536]
    if sample.startswith(_BOMS):
        return True
    if not sample or _BINARY.search(sample):
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return from_bytes(sample).best() is not None
    return True


def _is_json_resume(data: bytes) -> bool:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(value.get("basics", value.get("work")), (dict, list))
