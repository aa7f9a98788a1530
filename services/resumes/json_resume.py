"""Read JSON Resume (schema 1.0.0) straight into our own form, with a readable text that spans point into."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from domain.codes import ReadFailure
from domain.resumes import (
    Basics,
    EducationEntry,
    Location,
    NamedEntry,
    ParsedResume,
    Profile,
    Section,
    WorkEntry,
)
from domain.spans import Span
from services.resumes.dates import DateRange
from services.resumes.experience import months_between, parse_month, total_experience
from services.resumes.failures import ReadFailed
from services.resumes.words import degree_level

_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?")


class _Page:
    """The text being written; gives each piece its span."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self.sections: list[Section] = []

    def write(self, *lines: str | None) -> Span:
        start = self._length
        for line in lines:
            if line:
                self._lines.append(line)
                self._length += len(line) + 1
        return Span(start, max(start, self._length - 1))

    def head(self, kind: str, heading: str) -> None:
        self._close()
        start = self.write(heading).start
        self.sections.append(Section(kind, heading, Span(start, start)))

    def finish(self) -> str:
        self._close()
        return "\n".join(self._lines)

    def _close(self) -> None:
        if self.sections:
            last = self.sections[-1]
            self.sections[-1] = Section(
                last.kind, last.heading, Span(last.span.start, max(0, self._length - 1))
            )


def read_json_resume(data: bytes, *, today: date) -> ParsedResume:
    """Return a JSON Resume as parsed; ReadFailed when it is not one."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReadFailed(ReadFailure.UNREADABLE, "The JSON is damaged.") from error
    if not isinstance(value, dict):
        raise ReadFailed(ReadFailure.UNREADABLE, "This JSON is not a JSON Resume.")
    page = _Page()
    basics = _basics(_mapping(value.get("basics")), page)
    work = _section(page, "work", "Work", value, lambda item: _work(item, page, today))
    _section(page, "volunteer", "Volunteer", value, lambda item: _work(item, page, today))
    education = _section(page, "education", "Education", value, lambda item: _education(item, page))
    projects = _section(
        page,
        "projects",
        "Projects",
        value,
        lambda item: _named(item, page, "name", "description", "startDate"),
    )
    certificates = _section(
        page, "certificates", "Certificates", value, lambda item: _named(item, page, "name", "issuer", "date")
    )
    _section(page, "skills", "Skills", value, lambda item: page.write(_skill(item)))
    languages = _section(
        page, "languages", "Languages", value, lambda item: _named(item, page, "language", "fluency", "")
    )
    text = page.finish()
    return ParsedResume(
        text=text,
        basics=basics,
        work=tuple(work),
        education=tuple(education),
        projects=tuple(projects),
        certificates=tuple(certificates),
        languages=tuple(languages),
        sections=tuple(page.sections),
        experience=total_experience(work, today=today),
        confidence={"basics": 1.0, "work": 1.0, "education": 1.0, "sections": 1.0},
    )


def _section(page: _Page, kind: str, heading: str, value: Mapping[str, Any], build: Any) -> list[Any]:
    items = [item for item in _list(value.get(kind)) if isinstance(item, dict)]
    if not items:
        return []
    page.head(kind, heading)
    return [build(item) for item in items]


def _basics(value: Mapping[str, Any], page: _Page) -> Basics:
    place = _mapping(value.get("location"))
    location = Location(
        _text(place, "address"),
        _text(place, "postalCode"),
        _text(place, "city"),
        _text(place, "region"),
        _text(place, "countryCode"),
    )
    profiles = tuple(
        Profile(_text(item, "network") or "", _text(item, "url") or "", _text(item, "username"))
        for item in _list(value.get("profiles"))
        if isinstance(item, dict)
    )
    basics = Basics(
        name=_text(value, "name"),
        email=_text(value, "email"),
        phone=_text(value, "phone"),
        url=_text(value, "url"),
        label=_text(value, "label"),
        summary=_text(value, "summary"),
        location=location,
        profiles=profiles,
    )
    page.write(
        basics.name,
        basics.label,
        basics.email,
        basics.phone,
        basics.url,
        ", ".join(filter(None, (location.city, location.region))),
    )
    if basics.summary:
        page.head("basics", "Summary")
        page.write(basics.summary)
    return basics


def _work(item: Mapping[str, Any], page: _Page, today: date) -> WorkEntry:
    position, company = (
        _text(item, "position"),
        _text(item, "name") or _text(item, "company") or _text(item, "organization"),
    )
    start, end = _month(item, "startDate"), _month(item, "endDate")
    highlights = tuple(str(line) for line in _list(item.get("highlights")) if line)
    span = page.write(
        " — ".join(filter(None, (position, company))),
        f"{start} – {end or 'Present'}" if start else None,
        _text(item, "location"),
        _text(item, "summary"),
        *(f"• {line}" for line in highlights),
    )
    months = (
        months_between(DateRange(parse_month(start), parse_month(end) if end else None, span), today)
        if start
        else None
    )
    internship = bool(re.search(r"\bintern(?:ship)?\b", position or "", re.I))
    return WorkEntry(
        position,
        company,
        _text(item, "location"),
        start,
        end,
        bool(start and not end),
        months,
        _text(item, "summary"),
        highlights,
        internship,
        span,
    )


def _education(item: Mapping[str, Any], page: _Page) -> EducationEntry:
    institution, area, kind = _text(item, "institution"), _text(item, "area"), _text(item, "studyType")
    start, end = _month(item, "startDate"), _month(item, "endDate")
    span = page.write(
        " in ".join(filter(None, (kind, area))), institution, " – ".join(filter(None, (start, end)))
    )
    return EducationEntry(institution, area, kind, degree_level(kind or ""), start, end, span)


def _named(item: Mapping[str, Any], page: _Page, name: str, detail: str, when: str) -> NamedEntry:
    title, note = _text(item, name) or "", _text(item, detail)
    span = page.write(title, note, *(f"• {line}" for line in _list(item.get("highlights"))))
    return NamedEntry(title, note, _month(item, when), span)


def _skill(item: Mapping[str, Any]) -> str:
    words = ", ".join(str(word) for word in _list(item.get("keywords")))
    return ": ".join(filter(None, (_text(item, "name"), words)))


def _month(item: Mapping[str, Any], key: str) -> str | None:
    match = _DATE.match(_text(item, key) or "")
    return "-".join(filter(None, match.groups())) if match else None


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _list(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else ()


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
