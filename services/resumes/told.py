"""Read positions told in a sentence: "Working as HR Executive at Lotus Ltd from Jan 2018 to till date"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from services.resumes.sections import Placed

_START = (
    r"^\W*(?:\d{1,2}[.)]\s*)?(?:i\s+(?:am|have|was)\s+)?(?:(?:been|currently|presently|previously|formerly|earlier)\s+)*"
    r"(?:work(?:ing|ed|s)?|employed|associated)\s+"
)
_TITLE = r"as\s+(?:an?\s+|the\s+)?(?P<title>[^.;]+?)"
_COMPANY = r"(?:at|in|with|for)\s+(?P<company>[^;]+?)"
_DATES = r"[,.]?\s+(?:from|since|during|between)\s+(?P<dates>\S.*?)\W*$"
_LONGEST = 200
_SENTENCES = tuple(
    re.compile(_START + order + _DATES, re.I)
    for order in (rf"{_TITLE},?\s+{_COMPANY}", rf"{_COMPANY},?\s+{_TITLE}")
)


def as_heads(lines: Iterable[Placed]) -> list[Placed]:
    """Return the lines, such sentences as head lines: position, company and dates in cells of one row."""
    return [_as_head(item) for item in lines]


def _as_head(item: Placed) -> Placed:
    text = item.text if len(item.text) < _LONGEST else ""
    told = next((match for sentence in _SENTENCES if (match := sentence.match(text))), None)
    if told is None or not any(char.isdigit() for char in told["dates"]):
        return item
    cells = "\t".join(part.strip(" ,") for part in (told["title"], told["company"], told["dates"]))
    return Placed(replace(item.line, text=cells), item.start)
