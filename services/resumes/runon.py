"""Part lines that hold several positions, or one and what was done in it, into heads and the rest.

"EXPERIENCE: Senior Scientist, Mesa Laboratory, 2016–present — leads a group of six. Staff Scientist, same
laboratory, 2010–2016 — …" and "2014-present, Timber Group: Principal Engineer. Dam safety lead; …".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from domain.spans import Span
from services.resumes.characters import bullet_end
from services.resumes.dates import find_ranges
from services.resumes.sections import Placed
from services.resumes.words import degree_level, title_score

_LONGEST_HEAD = 110
_LONGEST_LABEL = 14
_SHORTEST = 50
_REACH = 400
"""Letters before dates in which their sentence is looked for: lines may be of any length."""
_END = re.compile(r"(?<=[\w)\]\"”])[.;](?=\s+[^\s])|\s//\s|\*\s|[\]}]\s|\t")
"""What ends a sentence; full stops of abbreviations are told apart by :func:`_is_end`."""
_FIELD = re.compile(r"\s(?:[—–/|]|--|::|>>)\s|:\s|\s\[|^\(?\d{1,2}[.)]\s|^[-–•*·]\s")
"""What parts the fields of a head, or a head from what is before it."""
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Ste|Dept|Univ|Intl|Asst|Assoc|Mgr|Dr|Gen|Mt|Ft|Hosp|Dist|Natl|Mfg|Svcs?|Sq|Elem|Jan|Feb|Mar|Apr|Aug"
    r"|Sept?|Oct|Nov|Dec|No|vs|etc|yrs?|mos?))$"
)
_BEHIND = re.compile(r"[.;:](?=\s|$)|\s[—–(]\s?|\s(?:--|::|//)\s|$")
_EMPLOYER = re.compile(r"[)\]]?,\s+(?:the\s+|at\s+)?(?=[A-ZÀ-Þ])[^.;:(]{2,60}(?=[.;:(])")
"""An employer behind title and dates: "As Inspector (2014 - 2020), Federal Service: …"."""
_PART = re.compile(
    r"\s*[,:;|/@()\t]\s*|\s[—–-]\s|\s(?:--|::|//)\s|\s(?:at|with|for)\s|\.\s|\band\s(?=before|then)"
)
_LEADS = re.compile(r"^(?:(?:and|before that|earlier|then|previously|first|as|an?|the)\s+)+", re.I)


def part_positions(lines: Iterable[Placed], *, today: date) -> Iterator[Placed]:
    """Yield the lines, long ones with positions and their dates within cut before and behind each head.

    A list's item says what was done, its dates are no position's: unless no other line has dates.
    """
    lines = list(lines)
    dated = any(find_ranges(item.text, today=today) for item in lines if not bullet_end(item.text))
    for item in lines:
        heads = list(_heads(item.text, today)) if _may_run_on(item.text, listed=not dated) else []
        yield from _cut(item, heads) if heads else (item,)


def _may_run_on(text: str, *, listed: bool) -> bool:
    """Tell whether a line is long enough, and no list's item that tells of one position's work."""
    cells = text.split("\t")
    labelled = len(cells) == 2 and len(cells[0]) <= _LONGEST_LABEL
    counted = text.startswith("(a)") and "(b)" in text
    whole = len(cells) == 1 or labelled
    return len(text) > _SHORTEST and whole and (listed or counted or not bullet_end(text))


def _heads(text: str, today: date) -> Iterator[Span]:
    """Yield where heads stand: each has dates, a title before or behind them, and something after it.

    The first may take the line from its beginning: "Clinic Manager. Harbor Hospital. Since 2018. …".
    """
    floor = 0
    found = find_ranges(text, today=today)
    for dates in found[:1] if bullet_end(text) and "(b)" not in text else found:
        span = dates.span
        if span.start < floor:
            continue
        start, end = _clause_start(text, floor, span.start), span.end
        begins = (*_starts(text, start, span.start), *((0,) if not floor and end <= _LONGEST_HEAD else ()))
        titled = next((one for one in begins if _names_title(text[one : span.start])), None)
        if titled is not None:
            start, end = titled, _with_employer(text, titled, end)
        elif end - start < _LONGEST_HEAD // 2 and not title_score(text[start : span.start]):
            end = _with_title(text, end)
        else:
            continue
        studied = degree_level(text[start:end]) not in (None, "school")
        if end and not studied and (len(text) > _LONGEST_HEAD or _goes_on(text, end)):
            floor = _behind_brackets(text, start, end)
            yield Span(start, floor)


def _starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a head may begin that is not too long: with its sentence, or with a later field of it."""
    later = (mark.end() for mark in _FIELD.finditer(text, start, end))
    yield from (place for place in (start, *later) if end - place <= _LONGEST_HEAD)


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a sentence about the work follows a head on its line."""
    return bool(re.match(r"[)\]*]?\s?(?:[.:;]|—|–|--|::|/)\s.{8}", text[end:]))


def _with_title(text: str, start: int) -> int:
    """Return the end of the clause behind dates that names a title, two marks away at most; 0 without one."""
    ends = [
        mark.start()
        for mark in _BEHIND.finditer(text, start + 2, start + _LONGEST_HEAD)
        if _is_end(text, mark, start)
    ]
    return next((end for end in ends[:2] if _names_title(text[start:end])), 0)


def _with_employer(text: str, start: int, end: int) -> int:
    behind = _EMPLOYER.match(text, end)
    named = len(_PART.split(text[start:end].rstrip(" (")))
    return behind.end() if behind and named < 3 and not title_score(behind[0]) else end


def _clause_start(text: str, floor: int, place: int) -> int:
    floor = max(floor, place - _REACH)
    ends = [match.end() for match in _END.finditer(text, floor, place) if _is_end(text, match, floor)]
    start = ends[-1] if ends else floor
    return start + len(text[start:place]) - len(text[start:place].lstrip(" ,;.)—–-/:*"))


def _is_end(text: str, mark: re.Match[str], floor: int) -> bool:
    """Tell a full stop from that of an abbreviation, and a mark outside brackets from one inside."""
    inside = text.count("(", floor, mark.start()) > text.count(")", floor, mark.start())
    return not inside and not (
        mark[0] == "." and _SHORT.search(text[max(0, mark.start() - 8) : mark.start()])
    )


def _names_title(text: str) -> bool:
    parts = [_LEADS.sub("", one.strip(" .,;:()[]*")) for one in _PART.split(text)]
    return any(title_score(one) == 1.0 and len(one.split()) <= 8 for one in parts)


def _behind_brackets(text: str, start: int, end: int) -> int:
    """Return the end of a head, a bracket that opened in it closed where it closes at once."""
    open_ = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if open_ and text[end : end + 1] == ")" else end


def _cut(item: Placed, heads: Iterable[Span]) -> Iterator[Placed]:
    """Yield heads as paragraphs of their own and what is between them below each."""
    place = 0
    for head in heads:
        yield from _piece(item, place, head.start, gap=item.line.gap if not place else 0.0)
        yield from _piece(item, head.start, head.end, gap=1.0)
        place = head.end
    yield from _piece(item, place, len(item.text), gap=0.0)


def _piece(item: Placed, start: int, end: int, gap: float) -> Iterator[Placed]:
    """Yield a part of a line; a bracket that it opens and does not close parts cells."""
    text = item.text[start:end]
    bare = text.lstrip(" ,;.:—–-/)]*").rstrip(" ,;—–-/(*")
    if any(map(str.isalnum, bare)):
        offset = start + text.index(bare)
        if bare.count("(") > bare.count(")"):
            bare = "\t".join(bare.rsplit("(", 1))
        yield Placed(replace(item.line, text=bare, gap=gap), item.start + offset)
