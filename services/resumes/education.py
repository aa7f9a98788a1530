"""Turn education sections into courses of study: institution, degree with level, field, dates."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from domain.resumes import EducationEntry
from domain.spans import Span
from services.resumes.blanks import bordered
from services.resumes.characters import bullet_end
from services.resumes.entries import as_iso, cut_entries
from services.resumes.head_lines import Cell, Entry, is_head_line
from services.resumes.schools import around_school
from services.resumes.sections import Part, Placed
from services.resumes.words import (
    degree_level,
    degree_match,
    is_large_city,
    is_place,
    school_score,
)

_SPLIT = re.compile(r"\s+[|•·–—]\s+|\s+-\s+|\s*[|•]\s*")
_AT = re.compile(r"\s+(?:at|from|an der|à|presso)\s+(?=[A-ZÀ-Þ])")
_IN = re.compile(r"\s+(?:in|en|în|im\s+fach|mention|spécialité|di|em|major(?:ing)?\s+in)\s+", re.I)
_SCORE = re.compile(
    r"\b(?:c?gpa|grade|score|percentage|marks|note|\d{1,3}(?:\.\d+)?\s*%|\d(?:\.\d+)?\s*/\s*\d+(?:\.\d+)?)",
    re.I,
)
_STATEMENT = re.compile(r"[.;]\s+(?=[A-ZÀ-Þ\d])")
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:[A-Z]\.)+[A-Z]|\b(?:St|Dr|Mt|Ft|Govt|Inc|Univ|Dept|Sch|Inst|Coll|Tech|Ph|Sc|Hons|Eng|Ed|Dip"
    r"|Cert|cum))$"
)
"""What ends before a full stop of its own: "St. Brannoc College", "B.Sc. Physics"."""
_TOWN = re.compile(r"(?P<town>,\s[^,]+)(?P<region>,\s[A-Z]{2})$")
_SCHOOL_BY_LETTERS = re.compile(r",\s(?P<school>[A-Z]{3,5}\s[A-ZÀ-Ž][\w-]+|(?:[A-Z]\w+\s)+Tech)$")
"""A school by its letters and town ("INSA Lyon", "ETH Zürich") or by its short name ("Tulsa Tech")."""

_NAMED_SCHOOL = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’.]+\s+)+(?:Senior\s+|Junior\s+)?(?:High|Grammar|Secondary|Comprehensive|State|Middle)(?:\s+High)?\s+School"
)
"""A school with a name of its own ("Buile Hill High School"), which is no level of schooling."""
_ELSEWHERE = ("basics", "other", "certificates")
_LONGEST_STUDY = 160
_NAMED_BY_CAMPUS = ("university of", "state university of")
_AWARD = re.compile(r"\b(?:diploma|degree|certificate|abitur|bachelor|master)\b", re.I)
_NOTES = re.compile(
    r"^(?:courses?|relevant|major courses|coursework|thesis|advisor|activities|honors|gpa|cgpa|grade|"
    r"driving licen[cs]e|minor|kurse|focus|specialization)\b",
    re.I,
)


def read_education(parts: Sequence[Part], *, today: date) -> tuple[EducationEntry, ...]:
    """Return the courses of study in the order they are written; undated ones too."""
    found: list[EducationEntry] = []
    for part in parts:
        lines = [said for item in part.lines if item.text for said in _statements(bordered(item))]
        entries = cut_entries(lines, today=today, points=True)
        found.extend(study for entry in entries for study in _studies_of(entry))
        if not entries:
            found.extend(_undated(lines))
    named = [entry for entry in found if entry.institution or entry.study_type or entry.area]
    once = {replace(entry, span=Span(0, 0)): entry for entry in reversed(named)}
    return tuple(once.values())[::-1]


def studies(parts: Sequence[Part]) -> list[Part]:
    """Return the parts about studies; where no heading names them, the lines elsewhere that name a school."""
    headed = [part for part in parts if part.kind == "education"]
    if any(_names_school(item.text) for part in headed for item in part.lines):
        return headed
    lines = [item for part in parts if part.kind in _ELSEWHERE for item in part.lines if _is_study(item)]
    return [*headed, Part("education", "", lines[0].start, lines)] if lines else headed


def _is_study(item: Placed) -> bool:
    text = item.text[bullet_end(item.text) :]
    return len(text) < _LONGEST_STUDY and _names_school(text) and bool(degree_match(text))


def _studies_of(entry: Entry) -> list[EducationEntry]:
    """Return a dated course of study, and those without dates on the lines under it."""
    own = not any(degree_match(cell.text) or _names_school(cell.text) for cell in entry.head)
    others = [item for item in entry.body if _is_study(item)][int(own) :]
    return [_entry(entry, others), *_undated(others)]


def _entry(entry: Entry, others: Sequence[Placed]) -> EducationEntry:
    """Return a dated course of study. ``others`` are the lines under it that are about further ones."""
    tail = [cell for cell in entry.tail if not any(item.start <= cell.start < item.end for item in others)]
    cells = [*entry.head, *filter(_names, tail)]
    named = _assign([cell for cell in cells if not _NOTES.match(cell.text)])
    dates = entry.dates
    single = dates is not None and dates.single
    if single and named.institution and not named.level and not school_score(named.institution):
        return EducationEntry(None)  # a date beside neither school nor degree: a talk, a prize, a course
    return replace(
        named,
        start_date=as_iso(dates.start) if dates and not single else None,
        end_date=as_iso(dates.end) if dates else None,
        span=entry.span,
    )


def _statements(item: Placed) -> list[Placed]:
    """Return a line parted at full stops, and at semicolons between schools: one school or remark each."""
    marks = [
        mark for mark in _STATEMENT.finditer(item.text) if not _SHORT.search(item.text[: mark.start()][-8:])
    ]
    edges = [0, *(mark.end() for mark in marks), len(item.text)]
    said = [item.text[start:end].strip() for start, end in pairwise(edges)]
    if not marks or sum(map(_names_school, said)) == 0:
        return [item]
    if all(mark[0][0] == ";" for mark in marks) and sum(map(_names_school, said)) < len(said):
        return [item]
    starts = [
        start + len(item.text[start:end]) - len(item.text[start:end].lstrip())
        for start, end in pairwise(edges)
    ]
    return [
        Placed(
            replace(item.line, text=text.rstrip(";."), gap=item.line.gap if not index else 0.0),
            item.start + start,
        )
        for index, (text, start) in enumerate(zip(said, starts, strict=True))
        if text
    ]


def _names(cell: Cell) -> bool:
    return not _NOTES.match(cell.text) and not (cell.text.endswith(".") and len(cell.text.split()) > 6)


def _undated(lines: Sequence[Placed]) -> list[EducationEntry]:
    """Return one entry for each line that names a degree or a school, where no dates cut them."""
    found: list[EducationEntry] = []
    for item in lines:
        text = item.text[bullet_end(item.text) :]
        if not is_head_line(replace(item, line=replace(item.line, text=text))) and not _names_school(text):
            continue
        entry = _assign([Cell(text, item.start, 0, item.line.bold, item.line.size)])
        if not (degree_level(text) or school_score(text)):
            continue
        last = found[-1] if found else None
        if (
            last
            and not (last.institution and entry.institution)
            and not (last.study_type and entry.study_type)
        ):
            found[-1] = _joined(last, entry, item)
        else:
            found.append(replace(entry, span=Span(item.start, item.end)))
    return found


def _joined(last: EducationEntry, entry: EducationEntry, item: Placed) -> EducationEntry:
    return replace(
        last,
        institution=last.institution or entry.institution,
        study_type=last.study_type or entry.study_type,
        area=last.area or entry.area,
        level=last.level or entry.level,
        span=Span(last.span.start, item.end),
    )


def _assign(cells: Sequence[Cell]) -> EducationEntry:
    pieces = [
        piece.strip(" ,;–-")
        for cell in cells
        for part in _SPLIT.split(cell.text)
        for aside in _beside_school(part)
        for said in _at_school(aside)
        for piece in around_school(said)
    ]
    pieces = [piece for piece in pieces if piece and not is_place(piece) and not _SCORE.match(piece)]
    institution = _institution(pieces)
    degrees = [piece for piece in pieces if degree_level(piece)]
    degree = next((piece for piece in degrees if piece != institution), next(iter(degrees), None))
    whole = institution if institution == degree else None
    if whole:
        institution, degree = _divide(whole)
    rest = [piece for piece in pieces if piece not in (institution, degree, whole)]
    if institution is None and degree and (school := _SCHOOL_BY_LETTERS.search(degree)):
        institution, degree = school["school"], degree[: school.start()]
    if institution is None and rest:
        institution = next((piece for piece in rest if piece[:1].isupper()), None)
        rest = [piece for piece in rest if piece != institution]
    area = None
    if institution:
        institution, area = _field_after(institution)
    study, inner = _study(degree) if degree else (None, None)
    field = next((piece for piece in rest if not is_large_city(piece)), None)
    return EducationEntry(
        _without_place(institution),
        inner or area or field,
        study,
        degree_level(degree or ""),
    )


def _beside_school(text: str) -> list[str]:
    """Part "8 GCSEs, Buile Hill High School" and "Delft University: MSc" at the school."""
    for mark in (": ", ", "):
        parts = text.split(mark)
        school = next((index for index, part in enumerate(parts) if _is_school(part)), None)
        if school and mark == ", ":
            return [mark.join(parts[:school]), *_with_campus(parts[school:])]
        if school is not None and mark == ": " and len(parts) == 2 and not _is_school(parts[1 - school]):
            return parts
    return [text]


def _with_campus(parts: Sequence[str]) -> list[str]:
    """Return a school and what follows; a campus stays with it ("University of California, Irvine")."""
    campus = len(parts) > 1 and parts[0].casefold().startswith(_NAMED_BY_CAMPUS)
    return [", ".join(parts[:2]), *parts[2:]] if campus else list(parts)


def _names_school(text: str) -> bool:
    return any(map(_is_school, re.split(r"[,:.;]\s", text)))


def _is_school(text: str) -> bool:
    if _NAMED_SCHOOL.fullmatch(text.strip()):
        return True
    return school_score(text) == 1.0 and not _AWARD.search(text) and not degree_match(text)


def _at_school(text: str) -> list[str]:
    """Part "Bachelor of Science at University of Texas at Austin" before the school, not within its name."""
    parts = _AT.split(text, maxsplit=1)
    return parts if len(parts) > 1 and school_score(parts[0]) < 1 else [text]


def _institution(pieces: Sequence[str]) -> str | None:
    best = max(pieces, key=lambda piece: school_score(piece) - 0.5 * bool(_AWARD.search(piece)), default=None)
    return best if best and school_score(best) > 0 else None


def _divide(text: str) -> tuple[str | None, str | None]:
    """Return ``(institution, degree)`` of a piece that names both, between commas or side by side."""
    parts = [part.strip() for part in text.split(",")]
    if _NAMED_SCHOOL.fullmatch(parts[0]):
        return text, None
    school = next(
        (index for index, part in enumerate(parts) if school_score(part) == 1.0 and not _AWARD.search(part)),
        None,
    )
    degree = next((index for index, part in enumerate(parts) if degree_level(part) and index != school), None)
    if school is None or degree is None:
        return (None, text) if degree_level(text) == "school" else (text, text)
    if degree < school:
        return ", ".join(parts[school:]), ", ".join(parts[:school])
    return ", ".join(parts[:degree]), ", ".join(parts[degree:])


def _without_place(institution: str | None) -> str | None:
    """Return a school without its town ("Lewis & Clark College, Portland, OR"); a campus keeps its name."""
    if not institution:
        return None
    campus = institution.casefold().startswith(_NAMED_BY_CAMPUS)
    name, comma, city = institution.rpartition(", ")
    if comma and not campus and is_large_city(city):
        return name
    town = _TOWN.search(institution)
    if town is None or not is_place(town[0].strip(" ,")):
        return institution
    return institution[: town.start("region" if campus else "town")].rstrip(" ,")


def _field_after(institution: str) -> tuple[str, str | None]:
    """Return ``(institution, field)``: in "TU Wien, Computer Science" the field follows a comma."""
    name, comma, rest = institution.partition(", ")
    if (
        not comma
        or school_score(rest) > 0
        or is_place(rest)
        or school_score(name) == 0
        or name.endswith(" of")
    ):
        return institution, None
    return (institution, None) if name.casefold().startswith("university of") else (name, rest)


def _study(degree: str) -> tuple[str, str | None]:
    """Return ``(kind of degree, field)`` of "Bachelor of Science in Computer Science"."""
    parts = _IN.split(degree, maxsplit=1)
    if len(parts) == 2:
        return parts[0].strip(" ,;("), parts[1].strip(" ,;)")
    name, comma, rest = degree.partition(", ")
    if comma and degree_match(name):
        return name, rest
    match = re.match(
        r"((?:Bachelor|Master|Doctor|Associate)(?:'?s)?\s+of\s+(?:Applied\s+)?(?:Science|Arts|Engineering|Technology|"
        r"Business Administration|Commerce|Fine Arts|Laws|Education|Philosophy|Computer Applications))"
        r"\s+(?:\(([^)]+)\)|(.+))",
        degree,
    )
    if match:
        return match[1], match[2] or match[3]
    match = re.match(
        r"((?:[A-Z][A-Za-z]?\.?\s?){1,3}(?:[A-Z][a-z]*\.)?|[A-Z][A-Za-z.]{1,5})\s+(?:\(([^)]+)\)|([A-Z].+))",
        degree,
    )
    if match and degree_match(match[1]):
        return match[1].strip(), match[2] or match[3]
    return degree, None
