"""Read positions told in a sentence: "Working as HR Executive at Lotus Ltd from Jan 2018 to till date".

Or with the dates first: "From May 2019 to December 2022 I was Developer at Solstice in Gatineau. I built …",
"Since 2014: Hospitalist, county hospital. Seven on …".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from services.resumes.head_lines import HEAD_LENGTH
from services.resumes.sections import Placed
from services.resumes.words import title_score

_START = (
    r"^\W*(?:\d{1,2}[.)]\s*)?(?:i\s+(?:am|have|was)\s+)?(?:(?:been|currently|presently|previously|formerly|earlier)\s+)*"
    r"(?:work(?:ing|ed|s)?|employed|associated)\s+"
)
_TITLE = r"as\s+(?:an?\s+|the\s+)?(?P<title>[^.;]+?)"
_COMPANY = r"(?:at|in|with|for)\s+(?P<company>[^;]+?)"
_DATES = r"[,.]?\s+(?:from|since|during|between)\s+(?P<dates>\S.*?)\W*$"
_LONGEST = 200
_LONGEST_TITLE = 6
"""Words."""
_UNTIL = r"(?:\s+(?:to|until|till|and)\s+|\s*[-–]\s*)[^,;]{0,40}?(?:\d{4}|present|now|today|date)"
_WHEN = rf"[^,;]{{0,40}}?\d{{4}}(?:{_UNTIL})?"
_WORKING = r"(?:(?:working|worked|employed|serving)\s+)?"
_DID = rf"i\s+(?:have\s+been|had\s+been|was|am|have|worked|served|had)\s+{_WORKING}"
_WHAT = r"(?:as\s+)?(?:an?\s+|the\s+)?(?P<title>[^.;,]+?)\s+(?:at|with|for)\s+(?P<company>[^.;,]+?)"
_SHORTENED = r"(?:(?<=\b[A-Z])|(?<=\bSt)|(?<=\bMt)|(?<=\bFt)|(?<=\bCo)|(?<=\bInc))"
_STOPPED = r"(?<!\b[A-Z])(?<!\bSt)(?<!\bMt)(?<!\bFt)[.;](?=\s|$)"
_AFTER = r"^\W*(?:(?:before|prior to|after) that,?\s+)?"
_BEGUN = rf"{_AFTER}(?:(?P<since>since)|from|between|in)\s+(?P<dates>{_WHEN}),?\s+"
_WHENEVER = rf"{_AFTER}(?:(?P<since>since)\s+|(?:from|between|in)\s+)?(?P<dates>{_WHEN}),?\s+"
_AS = r"(?:(?:first|initially|mostly)\s+)?as\s+(?:an?\s+|the\s+)?"
_DATES_FIRST = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_BEGUN}(?:{_DID})?{_WHAT}(?:\s+in\s+(?P<town>[A-ZÀ-Þ][\w'’ -]+))?[.,;]",
        rf"{_WHENEVER}{_DID}(?:at|with|for)\s+(?P<company>[^.;,]+?),?\s+{_AS}(?P<title>[^.;]+?)(?P<town>)[.;]",
        (
            rf"^\W*(?P<since>since\s+)?(?:from\s+)?(?P<dates>{_WHEN})(?:[:,]\s+|\s+(?=(?-i:[A-ZÀ-Þ])))"
            r"(?P<title>[^.;,]+?)(?:,|\s+at|\s+with)\s+"
            rf"(?P<company>(?:[^.;]|{_SHORTENED}\.)+?)(?P<town>){_STOPPED}"
        ),
    )
)
_SINCE_THEN = tuple(
    re.compile(
        r"^\W*i(?:['’]ve|['’]m|\s+have|\s+am)\s+(?:now\s+|currently\s+|still\s+)?(?:been\s+)?"
        r"(?:working\s+as\s+)?(?:an?\s+|the\s+)?"
        rf"(?P<title>[^.;,]+?)\s+(?:at|with|for)\s+(?P<company>[^.;]+?)(?P<town>){since}[.;,]",
        re.I,
    )
    for since in (
        r",?\s+(?P<since>since)\s+(?P<dates>[^.;,]{0,12}\.?\s?\d{4})",
        (
            r",?\s+(?:where|which)\s+i\s+(?:have\s+)?(?:started|joined|began|been)\s+(?:working\s+)?"
            r"(?P<since>in|since)\s+(?P<dates>[^.;,]{0,12}\.?\s?\d{4})"
        ),
    )
)
"""Who tells since when: "I am currently Generalist with Fern LLC where I started in 2021."."""
_FROM = re.compile(r"\W*from\b", re.I)
_DATES_ONLY = re.compile(r"^\W*[^,;:]{0,24}\d{2,4}(?:\s*(?:-|–|—|to|till|until)\s*[^,;:]{0,24})?\W*$", re.I)
_STOP = re.compile(r"(?:(?<=\w\w[\w)])|(?<=\s\d))\.(?=\s)")
_YEAR = re.compile(r"\b(?:\d{4}|now|present|today|date)\b", re.I)
_SENTENCES = tuple(
    re.compile(_START + order + _DATES, re.I)
    for order in (rf"{_TITLE},?\s+{_COMPANY}", rf"{_COMPANY},?\s+{_TITLE}")
)


def as_heads(lines: Sequence[Placed]) -> list[Placed]:
    """Return the lines, such sentences as head lines: position, company and dates in cells of one row."""
    pairs = pairwise([None, *lines])
    parted = [piece for above, item in pairs if item for piece in _named_first(above, item)]
    return [told for item in parted for told in (_dated_first(item) or [_as_head(item)])]


def _named_first(above: Placed | None, item: Placed) -> list[Placed]:
    """Return a paragraph below dates parted behind its first sentence, if that names a position."""
    if above is None or item.line.gap or len(item.text) <= HEAD_LENGTH or not _DATES_ONLY.match(above.text):
        return [item]
    end = next((mark.start() for mark in _STOP.finditer(item.text, 0, HEAD_LENGTH)), 0)
    title, comma, _ = item.text[:end].partition(", ")
    if not comma or title_score(title) < 1.0 or title.startswith("I ") or len(title.split()) > _LONGEST_TITLE:
        return [item]
    rest = item.text[end + 1 :].lstrip()
    start = item.start + len(item.text) - len(rest)
    return [
        Placed(replace(item.line, text=item.text[:end]), item.start),
        Placed(replace(item.line, text=rest, gap=0.0), start),
    ]


def _dated_first(item: Placed) -> list[Placed]:
    """Return a paragraph that begins with a dated position as its head and the rest; else an empty list."""
    found = (order.match(item.text, 0, _LONGEST) for order in (*_DATES_FIRST, *_SINCE_THEN))
    told = next((match for match in found if match and title_score(match["title"])), None)
    if told is None:
        return []
    open_ended = told["since"] or (_FROM.match(item.text) and len(_YEAR.findall(told["dates"])) == 1)
    dates = f"{'since ' if open_ended else ''}{told['dates'].strip()}"
    cells = "\t".join(filter(None, (told["title"], told["company"], told["town"], dates)))
    rest = item.text[told.end() :].strip()
    start = item.start + item.text.index(rest, told.end()) if rest else item.end
    head = Placed(replace(item.line, text=cells), item.start)
    return [head, Placed(replace(item.line, text=rest, gap=0.0), start)] if rest else [head]


def _as_head(item: Placed) -> Placed:
    text = item.text if len(item.text) < _LONGEST else ""
    told = next((match for sentence in _SENTENCES if (match := sentence.match(text))), None)
    if told is None or not any(char.isdigit() for char in told["dates"]):
        return item
    cells = "\t".join(part.strip(" ,") for part in (told["title"], told["company"], told["dates"]))
    return Placed(replace(item.line, text=cells), item.start)
