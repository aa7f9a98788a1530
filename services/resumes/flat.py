"""Give a text its lines back that copying through a form field took away."""

import re

from services.resumes.headings import heading_kind

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_FLAT_LINE = 300
_FLAT_BREAKS = 4
_HEADING = re.compile(
    r"(?<=[\s.])(?:(?P<capitals>(?:[A-Z][A-Z&/]+[ ]){0,2}[A-Z][A-Z&/]{4,})(?![\w(])"
    r"|(?P<colon>(?:[A-Z][a-z]+[ ]){0,2}[A-Z][a-z]+)[ ]?:)[ ]?"
)
_AFTER_DATES = re.compile(
    r"((?:\bto|\btill|[-–])\s+(?:[Pp]resent|[Cc]urrent|[Nn]ow|[Tt]ill [Dd]ate|[Dd]ate"
    r"|(?:[A-Z][a-z]{2,8}\.?,? )?(?:19|20)\d\d(?!\s+to\b))\.?)\s+(?=[A-Z•])"
)
_SENTENCE = re.compile(
    r"(?<=[a-z)\d]{2}\.)(?<!\bPvt\.)(?<!\bLtd\.)(?<!\bInc\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bSt\.)\s+(?=[A-Z•])"
    r"|\s+(?=[•●▪]\s)|\s+(?=\d\.\s[A-Z])"
)


def unflatten(text: str) -> str:
    """Return text whose line ends were turned into blanks with its lines back.

    A line hundreds of letters long is cut at its double blanks; where it has none, at the headings it names,
    after date ranges, and at sentences.
    """
    return "\n".join(_unflatten_line(line) for line in _LINE_END.split(text))


def _unflatten_line(line: str) -> str:
    if len(line) < _FLAT_LINE:
        return line
    if len(re.findall(r"\S {2,}(?=\S)", line)) >= _FLAT_BREAKS:
        return re.sub(r" {2,}", lambda match: "\n\n" if len(match[0]) > 3 else "\n", line)
    parted = _HEADING.sub(_on_its_own, line)
    if parted.count("\n") < _FLAT_BREAKS:  # a long paragraph names no two sections
        return line
    return _SENTENCE.sub("\n", _AFTER_DATES.sub(r"\1\n", parted))


def _on_its_own(match: re.Match[str]) -> str:
    heading = match["capitals"] or match["colon"]
    return f"\n{heading}\n" if heading_kind(heading) else match[0]
