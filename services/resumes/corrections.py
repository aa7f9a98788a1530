"""Lay a user's corrections over a parse, so that they survive re-reading the file.

A correction maps a path in JSON Resume's names to a value: ``basics.name``, ``work[2019-03].position``,
``education[TU Wien].end_date``. An entry is chosen by its start date, its company, position, institution or
name, or by its number; ``work[2019-03]: null`` removes it, ``work[+]: {…}`` adds one. Nested objects are
taken apart: ``{"basics": {"name": "Ada"}}`` means ``basics.name``. A choice that finds nothing any more,
after a better reading, becomes a warning; a path that can never exist is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from domain import resumes
from domain.problems import Invalid
from domain.records import from_record, to_record
from domain.resumes import ParsedResume
from services.resumes.dates import DateRange, Month
from services.resumes.experience import experience_of, months_between, parse_month

_LISTS = {
    "work": (
        "position",
        "company",
        "location",
        "start_date",
        "end_date",
        "summary",
        "highlights",
        "internship",
    ),
    "education": ("institution", "area", "study_type", "level", "start_date", "end_date"),
    "projects": ("name", "detail", "date"),
    "certificates": ("name", "detail", "date"),
    "languages": ("name", "detail", "date"),
}
_BASICS = ("name", "email", "phone", "url", "label", "summary", "location")
_PLACE = ("address", "postal_code", "city", "region", "country_code")
_SAME = {
    "work": {"name": "company"},
    "languages": {"language": "name", "fluency": "detail"},
    "certificates": {"issuer": "detail"},
}
_CHOSEN_BY = ("start_date", "company", "position", "institution", "name")
_ENTRY = re.compile(r"^(\w+)\[([^\]]+)\](?:\.(\w+))?$")
_DATE = re.compile(r"^(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?$")
_CAMEL = re.compile(r"(?<=[a-z])([A-Z])")


def apply_corrections(
    parsed: ParsedResume, corrections: Mapping[str, Any], *, today: date | None = None
) -> ParsedResume:
    """Return ``parsed`` with ``corrections`` laid over it; months and experience follow corrected dates.

    Raise Invalid, naming the path, for one that no resume has or a value of the wrong kind. ``today`` is
    what an open end means; by default what it meant when the file was read.
    """
    record = to_record(parsed)
    lost = [path for path, value in _paths(corrections) if not _apply(record, path, value)]
    try:
        corrected = from_record(record, ParsedResume)
    except Exception as error:  # cattrs raises groups of whatever the values made fail
        raise Invalid("a correction has a value of the wrong kind", corrections=str(error)) from error
    warnings = tuple(resumes.Warning("correction_not_applied", path) for path in lost)
    if corrected.work != parsed.work:
        corrected = _recounted(corrected, today or _known_today(parsed))
    return replace(corrected, warnings=corrected.warnings + warnings)


def _paths(corrections: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each path with its value; objects are taken apart, except those that add an entry."""
    for key, value in corrections.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, Mapping) and not path.endswith("[+]"):
            yield from _paths(value, path)
        else:
            yield path, value


def _apply(record: dict[str, Any], path: str, value: Any) -> bool:
    """Set one value in ``record``; False where the chosen entry is not there."""
    entry = _ENTRY.match(path)
    if entry is None:
        _set_basics(record["basics"], path, value)
        return True
    section, choice, field = entry[1], entry[2], entry[3]
    if section not in _LISTS:
        raise Invalid(f"there is no {path} to correct", corrections=path)
    if choice == "+":
        record[section].append(_added(section, value, path))
        return True
    found = _choose(record[section], choice)
    if found is None:
        return False
    if field is None:
        record[section].remove(found)
    else:
        _set_field(section, found, _field(section, field, path), value, path)
    return True


def _set_basics(basics: dict[str, Any], path: str, value: Any) -> None:
    names = [_CAMEL.sub(r"_\1", name).lower() for name in path.split(".")]
    if len(names) == 3 and names[:2] == ["basics", "location"] and names[2] in _PLACE:
        basics["location"][names[2]] = _text(value, path)
    elif len(names) == 2 and names[0] == "basics" and names[1] in _BASICS[:-1]:
        basics[names[1]] = _text(value, path)
    else:
        raise Invalid(f"there is no {path} to correct", corrections=path)


def _choose(entries: list[dict[str, Any]], choice: str) -> dict[str, Any] | None:
    wanted = choice.strip().casefold()
    for key in _CHOSEN_BY:
        for entry in entries:
            if str(entry.get(key) or "").casefold() == wanted:
                return entry
    index = int(choice) if choice.isdigit() else len(entries)
    return entries[index] if index < len(entries) else None


def _field(section: str, name: str, path: str) -> str:
    plain = _CAMEL.sub(r"_\1", name).lower()
    field = _SAME.get(section, {}).get(plain, plain)
    if field not in _LISTS[section]:
        raise Invalid(f"there is no {path} to correct", corrections=path)
    return field


def _added(section: str, value: Any, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Invalid(f"{path} takes an object", corrections=path)
    entry: dict[str, Any] = {
        "span": [0, 0],
        "position": None,
        "company": None,
        "institution": None,
        "name": "",
    }
    for name, item in value.items():
        _set_field(section, entry, _field(section, name, path), item, path)
    return entry


def _set_field(section: str, entry: dict[str, Any], field: str, value: Any, path: str) -> None:
    if field == "highlights":
        entry[field] = [str(_text(line, path)) for line in value or ()]
    elif field == "internship":
        entry[field] = bool(value)
    else:
        entry[field] = _text(value, path)
    if field.endswith("date") and entry[field] is not None and not _DATE.match(entry[field]):
        raise Invalid(f"{path} must be YYYY-MM or YYYY", corrections=path)
    if section == "work" and field == "end_date":
        entry["current"] = value is None


def _text(value: Any, path: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise Invalid(f"{path} takes text or null", corrections=path)
    return value


def _recounted(parsed: ParsedResume, today: date) -> ParsedResume:
    """Return ``parsed`` with months and total experience counted anew; the level is kept."""
    work = tuple(
        replace(
            entry,
            months=months_between(_range(entry.start_date, entry.end_date), today),
            current=not entry.end_date,
        )
        if entry.start_date
        else entry
        for entry in parsed.work
    )
    experience = replace(experience_of(work, parsed.text, today=today), level=parsed.experience.level)
    return replace(parsed, work=work, experience=experience)


def _range(start: str, end: str | None) -> DateRange:
    from domain.spans import Span

    return DateRange(parse_month(start), parse_month(end) if end else None, Span(0, 0))


def _known_today(parsed: ParsedResume) -> date:
    """Return the month that an open end meant when the file was read, else the latest month named."""
    months = [0]
    for entry in parsed.work:
        if entry.start_date and entry.months and entry.current:
            months.append(parse_month(entry.start_date).first() + entry.months - 1)
        elif entry.end_date:
            months.append(parse_month(entry.end_date).last())
    latest = max(months) or Month(1970).last()
    return date(latest // 12, latest % 12 + 1, 1)
