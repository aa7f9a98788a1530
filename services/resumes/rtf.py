"""Read RTF through striprtf: its control words are known well enough to be left to others."""

from striprtf.striprtf import rtf_to_text

from domain.codes import ReadFailure
from services.resumes.documents import Document
from services.resumes.failures import ReadFailed
from services.resumes.plain import text_lines


def read_rtf(data: bytes) -> Document:
    """Return the lines of an RTF document; ReadFailed when it is broken or empty."""
    try:
        text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")
    except (UnicodeError, ValueError, IndexError, KeyError, LookupError, OverflowError) as error:
        raise ReadFailed(ReadFailure.UNREADABLE, "The RTF is damaged.") from error
    lines = tuple(text_lines(text.replace("|", "\t")))
    if not lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The document holds no words.")
    return Document(lines)
