"""Turn bytes of a known type into a document; the only place that knows which reader reads what."""

from collections.abc import Callable
from importlib import import_module

import phonenumbers

from domain.codes import ReadFailure
from services.resumes import sniff
from services.resumes.documents import Document
from services.resumes.failures import ReadFailed
from services.resumes.tongue import language_of

_READERS = {
    sniff.PDF: ("services.resumes.pdf", "read_pdf"),
    sniff.DOCX: ("services.resumes.docx", "read_docx"),
    sniff.ODT: ("services.resumes.odt", "read_odt"),
    sniff.RTF: ("services.resumes.rtf", "read_rtf"),
    sniff.HTML: ("services.resumes.markup", "read_html"),
    sniff.MARKDOWN: ("services.resumes.plain", "read_plain"),
    sniff.TEXT: ("services.resumes.plain", "read_plain"),
}
_DOC_ADVICE = (
    "This is the old binary Word format. Open it in Word or LibreOffice and save it as DOCX or PDF "
    "(or run: soffice --headless --convert-to docx FILE)."
)


def read(data: bytes, media_type: str) -> Document:
    """Return the document in ``data``; ReadFailed says why not. Readers are imported when first needed."""
    if not data.strip():
        raise ReadFailed(ReadFailure.NO_TEXT, "The file is empty.")
    if media_type == sniff.DOC:
        raise ReadFailed(ReadFailure.UNREADABLE, _DOC_ADVICE)
    if media_type not in _READERS:
        raise ReadFailed(ReadFailure.UNREADABLE, f"There is no reader for {media_type}.")
    return reader_for(media_type)(data)


def reader_for(media_type: str) -> Callable[[bytes], Document]:
    """Return the function that reads ``media_type``, importing its libraries."""
    module, name = _READERS[media_type]
    reader: Callable[[bytes], Document] = getattr(import_module(module), name)
    return reader


def preload() -> None:
    """Import every reader and all countries' telephone numbers, so that children forked later start warm."""
    for media_type in _READERS:
        reader_for(media_type)
    phonenumbers.PhoneMetadata.load_all()
    language_of("Warm words, long enough that their language can be told from their letters.")
