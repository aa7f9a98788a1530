"""Part head lines into the names and places between their separators."""

import re
from collections.abc import Iterator, Sequence

from services.resumes import lexicon
from services.resumes.blanks import parted
from services.resumes.head_lines import Cell
from services.resumes.towns import DEPARTMENT, is_town
from services.resumes.words import (
    company_score,
    has_legal_form,
    is_large_city,
    is_place,
    is_sure_place,
    title_score,
)

_SPLIT = re.compile(r"\s+(?:[|•·–—/~]|::|//)\s+|\s+--?\s+|\s*[|•]\s*|\s+@\s*")
_AT = re.compile(r"\s+(?:at(?: the)?|bei|chez|presso|bij|la|en|na)\s+(?=[\"“A-ZÀ-Þ0-9])")
_FOR = re.compile(r"\s+(?:for|with|to)\s+(?:the\s+)?(?=[A-ZÀ-Þ])")
_FORMS = r"(?:inc|llc|ltd|l\.l\.c|gmbh|co|corp|s\.a|plc|lp|llp)(?![\w-])"
_COMMA = re.compile(rf"\s*,\s+(?!{_FORMS})(?![^()]*\))", re.I)
"""A comma between names: before no legal form, and not inside brackets."""
LABEL = re.compile(
    r"^(?:\d{1,2}[.)]\s*)?(?:(?:present|previous|current|last|past)\s+)?(?:name of (?:the )?)?"
    r"(?:company|employer|organi[sz]ation|client|position|title|role|designation|job title|location|place|"
    r"firma|poste|arbeitgeber|entreprise|empresa|azienda|cargo|puesto)(?:\s*[:\-–]|\s+name\s*:)\s*",
    re.I,
)
_BEFORE = re.compile(
    r"^(?:\(?(?:[a-h]|[ivx]{1,4})\)\s+)?(?:and\s+)?"
    r"(?:(?:i(?:\s+have|['’]ve)?\s+(?:was|am|been)|(?:(?:and|my)\s+)*(?:first|last|second)\s+(?:\w+\s+)?job(?:\s+was)?)"
    r"\s+(?:an?\s+|as\s+)*(?=\w)"
    r"|(?:(?:before|prior to|after) (?:that|this)|earlier|previously|formerly|then|afterwards"
    r"|(?:most )?recently|right now|job now|preceded by)"
    r"(?:\s*[:,\t]\s*|\s+(?=(?-i:[A-ZÀ-Þ])))"
    r"|(?:before|first|later|also|current(?:ly)?|present|now|second|next|last)\s*[:,\t]\s*"
    r"|as\s+(?:an?\s+)?(?=(?-i:[A-ZÀ-Þ]))|and\s+(?=\w))",
    re.I,
)
"""What may lead to a position among earlier ones: "Before that: LPN"."""
_SAME = re.compile(
    r"(?:^|,\s*)"
    r"(?:same\s+(?:employer|company|firm|agency|place|hospital|laboratory|school)|ibid\.?|as above)$",
    re.I,
)
"""The employer named before, in other words than its own."""
_MANNER = re.compile(
    r"(?:part|full|half)[- ]time|contract|seasonal|temp(?:orary)?|term|per diem|on[- ]call|freelance|casual|"
    r"permanent|acting|(?:day|night|evening|swing|graveyard) shift|active duty|(?:two|three|several) seasons|"
    r"(?:weekends|evenings|nights|summers|winters)(?: only)?|\d\d ?(?:hours|hrs)(?:/| (?:a|per) )w(?:ee)?k",
    re.I,
)
"""How somebody was employed: between commas it names nobody."""
_PLANS = "|".join(sorted(lexicon.words("pay_plans")))
_GRADE = re.compile(
    rf"(?<![\s,(])[\s,(]*+\b(?:(?i:series|pay plan|grade)(?:/(?i:series|grade))?[ :]+)?"
    rf"(?:(?:{_PLANS})(?:/[A-Z]{{2}})?-\d|[A-Z]{{2}}-\d{{4}}-)[\w/-]*"
    r"[^,()]{0,20}\)?"
)
"""A grade of a pay plan ("GS-0343-13"), which is no part of a title."""
_RANK = re.compile(r",\s+(?:[A-Z]{2,4}/)?[EOW]-\d{1,2}$")
"""A military pay grade behind a title: "Aviation Mechanic, SGT/E-5"."""
_NUMBER = re.compile(
    r"^(?:(?:[A-Z]\)|\(?[a-h]\)|\(?[ivx]{1,4}\)|\(?\d{1,2}\)|\d{1,2}\.|\d{1,2}(?:\.\d{1,2})+[.)]?)\s+(?=\S))"
)
"""What counts the entries of a list: "2) Welder", "2.1 Legacy Quarter plc"."""
_LETTER = re.compile(r"^[A-H]\.\s+(?=\S)")
"""The same by letters: a name may begin like this, so that a title must follow."""
_COLON = re.compile(r"\s*[:;]\s+(?![^()]*\))")
_DOTTED = re.compile(
    r"(?:\b\w|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Ste|Dept|Univ|Intl|Pvt|Ed|Asst|Assoc|Mgr|Dr|Gen|Mt|Ft))\.$",
    re.I,
)
"""An abbreviation at the end, whose full stop is its own."""
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]+)\)")
_SQUARE = re.compile(r"(.+?)\s*\[([^\[\]]+)\]?")
_SENTENCE = re.compile(r"(?<=[\w)\].])\s+(?=[A-ZÀ-Þ(])")
CLEAR_TITLE = 0.7
"""From this score on a text is taken for a job title by itself."""


def pieces_of(cells: Sequence[Cell], *, commas: bool) -> list[str]:
    """Return the names and places in ``cells``, parted at every separator."""
    found: list[str] = []
    for cell in cells:
        bare = parted(_BEFORE.sub("", LABEL.sub("", cell.text)))
        parts = [part for said in _sentences(bare) for part in _titles_together(said)]
        if len(parts) > 1 and _is_named_elsewhere(parts, cell, cells):
            parts = [_with_unit(bare, parts), *filter(is_place, parts)]
        for part in parts:
            for piece in _AT.split(part, maxsplit=1):
                found.extend(_without_place(_bare(piece), commas=commas))
    return found if len(found) != 1 else _served(found[0])


def _served(text: str) -> list[str]:
    """Part "Budget Analyst for the State of Oregon", where no other name tells the employer."""
    title, *employer = _FOR.split(text, maxsplit=1)
    return [title, *employer] if "," not in title and title_score(title) >= CLEAR_TITLE else [text]


def _sentences(text: str) -> list[str]:
    """Part "Tire maker, Greenville. Industrial Engineer" at its full stops, if any part is a title."""
    said: list[str] = []
    for word in _SENTENCE.split(text.removeprefix(". ")):
        if said and (not said[-1].endswith(".") or _DOTTED.search(said[-1])):
            said[-1] += f" {word}"
        else:
            said.append(word)
    return said if any(title_score(part.partition(",")[0]) >= CLEAR_TITLE for part in said) else [text]


def _titles_together(text: str) -> list[str]:
    """Part a cell at its separators, but for a stroke between two titles ("Park Guide / Park Ranger")."""
    if text.count("; ") > 1:
        return [part for field in text.split("; ") for part in _titles_together(field.strip(" ;"))]
    sides = _COLON.split(text)
    if len(sides) == 2 and len({title_score(side) >= CLEAR_TITLE for side in sides}) == 2 and all(sides):
        return [part for side in sides for part in _titles_together(side)]
    parts: list[str] = []
    end = 0
    for part in _SPLIT.split(text):
        start = text.index(part, end)
        stroke = text[end:start].strip() == "/"
        if parts and stroke and title_score(parts[-1]) >= CLEAR_TITLE and title_score(part) >= CLEAR_TITLE:
            parts[-1] += text[end : start + len(part)]
        else:
            parts.append(part)
        end = start + len(part)
    return parts


def _is_named_elsewhere(parts: Sequence[str], cell: Cell, cells: Sequence[Cell]) -> bool:
    """Tell whether a row is all title, as another is surely the company's: a ward or a team is beside it.

    Or all company, as another is surely a title: a division is beside it.
    """
    others = [other.text for other in cells if other.row != cell.row]
    titled = title_score(parts[0]) >= CLEAR_TITLE
    if titled:
        return not any(map(_employs, parts[1:])) and any(map(_employs, others))
    unit = len(parts) == 2 and (_employs(parts[1]) or bool(DEPARTMENT.fullmatch(parts[1])))
    return unit and _employs(parts[0]) and any(title_score(text) >= CLEAR_TITLE for text in others)


def _employs(text: str) -> bool:
    """Tell whether a name is surely a company's, maybe with its place behind a comma."""
    name = text.partition(", ")[0]
    return (company_score(name) == 1.0 or has_legal_form(text)) and not title_score(name)


def _with_unit(text: str, parts: Sequence[str]) -> str:
    """Return a title with what follows it on its line, up to a place: "Staff Nurse - Telemetry (Ward 4B)"."""
    places = [text.index(part) for part in parts[1:] if is_place(part)]
    return text[: min(places)].rstrip(" ,;|/·•–—-(") if places else text


def _bare(piece: str) -> str:
    """Return a piece without marks at its ends, or a bracket that a separator cut through."""
    text = _NUMBER.sub("", _GRADE.sub("", piece)).strip(" ,;:–—-•|").removeprefix(". ")
    text = _RANK.sub("", text)
    text = _SAME.sub("", text)
    text = _LETTER.sub("", text) if title_score(_LETTER.sub("", text)) >= CLEAR_TITLE else text
    if text.endswith(".") and (" " in text or title_score(text) == 1.0) and not _DOTTED.search(text):
        text = text[:-1]
    return text[: text.rindex("(")].rstrip(" ,") if text.count("(") > text.count(")") else text


def _without_place(text: str, *, commas: bool) -> Iterator[str]:
    """Yield a piece, and the place at its end apart ("Acme Inc, Berlin, Germany")."""
    if not text:
        return
    if is_place(text):
        yield text
        return
    square = _SQUARE.fullmatch(text)
    if square and (title_score(square[1]) >= CLEAR_TITLE) != (title_score(square[2]) >= CLEAR_TITLE):
        yield from (*_without_place(square[1], commas=commas), *_without_place(square[2], commas=commas))
        return
    bracket = _BRACKETED.fullmatch(text)
    if bracket and is_place(bracket[2]):
        yield from (*_at_commas(bracket[1], commas=commas), bracket[2])
        return
    if bracket and title_score(bracket[2].partition(",")[0]) >= CLEAR_TITLE and not title_score(bracket[1]):
        yield from (bracket[1], bracket[2].partition(",")[0])
        return
    for comma in _COMMA.finditer(text):
        if _in_brackets(text, comma.start()):
            continue
        names_company = title_score(text[: comma.start()]) >= CLEAR_TITLE and not is_sure_place(
            text[comma.end() :]
        )
        if is_place(text[comma.end() :]) and not names_company:
            yield from _at_commas(text[: comma.start()], commas=commas)
            yield text[comma.end() :]
            return
    yield from _before_city(text) or _at_commas(text, commas=commas)


def _in_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)


def _before_city(text: str) -> tuple[str, ...]:
    """Return the names before a large city at the end, and the city; empty where it is none or unclear."""
    company, comma, city = text.rpartition(", ")
    if not comma or not is_large_city(city) or _in_brackets(text, len(company)):
        return ()
    title, apart, employer = company.partition(", ")
    if apart and title_score(title) >= CLEAR_TITLE and not title_score(employer):
        return title, employer, city
    return () if title_score(company) else (company, city)


def _at_commas(text: str, *, commas: bool) -> list[str]:
    """Part "VP, Engineering, Spotify" before its last name, "Spotify, VP, Engineering" before its title.

    A part with a company's word in it is the company, and what follows is its place.
    """
    parts = _names_between_commas(text) if commas else [text]
    if len(parts) < 3:
        return parts
    title = next((index for index, part in enumerate(parts) if title_score(part) >= CLEAR_TITLE), None)
    if title is None:
        return [text]
    if title:
        return [", ".join(parts[:title]), ", ".join(parts[title:])]
    company = next((index for index, part in enumerate(parts) if index and company_score(part) == 1.0), None)
    if (
        company is None
        and is_town(parts[-1])
        and len(parts) == 3
        and " " in parts[1]
        and parts[1][0].isupper()
    ):
        return parts
    if company is None:
        return [", ".join(parts[:-1]), parts[-1]]
    return [", ".join(parts[:company]), parts[company], *parts[company + 1 :]]


def _names_between_commas(text: str) -> list[str]:
    """Return the parts of ``text`` between commas; a department stays with the title before it."""
    parts: list[str] = []
    for part in filter(None, _COMMA.split(text)):
        if parts and _MANNER.fullmatch(part):
            continue
        if parts and DEPARTMENT.fullmatch(part):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return parts
