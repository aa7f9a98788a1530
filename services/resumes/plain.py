"""Read plain text and Markdown in any encoding."""

import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from domain.codes import ReadFailure
from services.resumes.characters import clean, drop_soft_hyphens
from services.resumes.documents import Document, Line, Link
from services.resumes.failures import ReadFailed
from services.resumes.flat import unflatten
from services.resumes.headings import heading_kind

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_MARKDOWN_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]*)\]\(\s*<?([^)\s>]+)>?[^)\n]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
_LONE_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_WESTERN = frozenset("äöüßéèêëàâáãåçñíìîïóòôõøúùûœæÄÖÜÉÈÊÀÂÁÃÅÇÑÍÎÓÒÔÕØÚŒÆ–—’‘“”„«»•·…€£°º§©®\xa0\xad")
_MOSTLY = 0.9
_RULE = re.compile(r"^\s*(?:[-=_*~#]\s*){3,}$")
_INNER_RULE = re.compile(r"(?:^|(?<=\s))(?:={3,}|-{4,}|\*{3,}|_{3,}|~{3,}|#{4,})(?=\s|$)")
"""A rule drawn within a line, before, after or between its words."""
_FRAMED = re.compile(
    r"^\s*((?:[-=*~#_:.<>|+] ?){2,}|[~=] )\s*(?P<words>[^\W_].*?)\s*((?:[-=*~#_:.<>|+] ?){2,}| [~=])\s*$"
)
"""Words between rows of marks, as a typed heading has them: "=== Work ===", ":: EMPLOYMENT ::"."""
_FRAMED_LENGTH = 200
_SPACED_COLON = re.compile(r"^(\W{0,3}(?:\d{1,2}[.)]\s*)?[^\W\d_][\w /.-]{1,25}?)\s{2,}:\s+")
"""The colon of a form's labels, set in a column of its own: "Designation     : Welder"."""
_SIZES = {1: 24.0, 2: 16.0, 3: 13.0}


def decode(data: bytes) -> str:
    """Return ``data`` as text: by its BOM, as UTF-8, else by the charset its letters suggest."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        western = data.decode("cp1252", "replace")
        best = None if _is_western(western) else from_bytes(data).best()
        return western if best is None else str(best)


def _is_western(text: str) -> bool:
    """Tell whether all but a few letters beyond ASCII are those of western languages.

    A detector guesses among a hundred charsets; two pages hold too few of these letters for it.
    """
    beyond = [char for char in text if not char.isascii()]
    return sum(char in _WESTERN for char in beyond) > _MOSTLY * len(beyond)


def read_plain(data: bytes) -> Document:
    """Return the lines of a text; Markdown's marks are read, not shown. ReadFailed when it is empty."""
    text = decode(data)
    lines = tuple(text_lines(text))
    if not lines:
        raise ReadFailed(ReadFailure.NO_TEXT, "The file holds no words.")
    links = tuple(Link(target, label) for label, target in _MARKDOWN_LINK.findall(text))
    return Document(lines, links=links)


def text_lines(text: str) -> Iterator[Line]:
    """Yield the lines of ``text``, cleaned; blank ones and rules widen the gap above the next."""
    blank = 0
    for raw in _LINE_END.split(unflatten(drop_soft_hyphens(text))):
        if not raw.strip() or _RULE.match(raw):
            blank += 1
            continue
        line = _line(raw, blank)
        if line.text:
            yield line
            blank = 0


def _line(raw: str, blank: int) -> Line:
    heading = _MARKDOWN_HEADING.match(raw)
    shown = _MARKDOWN_LINK.sub(r"\1", heading[2] if heading else raw)
    plain = _LONE_EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", shown))
    indent = float(len(raw) - len(raw.lstrip()))
    framed = _FRAMED.match(shown) if len(shown) < _FRAMED_LENGTH else None
    ruled = framed["words"] if framed else _SPACED_COLON.sub(r"\1: ", _INNER_RULE.sub("\t", plain).strip())
    cells = re.sub(r"(?<=\S)(?: {3,}| *\t[ \t]*)(?=\S)", "\t", ruled)
    size = _SIZES.get(len(heading[1]), 12.0) if heading else 0.0
    bold = bool(heading) or bool(re.fullmatch(r"\s*\*\*[^*]+\*\*\s*", raw))
    headed = bool(heading or (framed and heading_kind(framed["words"])))
    return Line(clean(cells), size, bold, indent, gap=float(blank), heading=headed)
