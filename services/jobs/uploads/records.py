"""Read one record of an imported file as a posting: our own names, common ones, or schema.org's."""

import hashlib
from collections.abc import Mapping
from typing import Any

from domain.codes import Provenance, Workplace
from domain.postings import Company, JobPosting, Place, Salary
from services.jobs import fields
from services.jobs.descriptions import clean_html, html_text, tidy_text
from services.jobs.places.applicants import stated_areas

SOURCE = "own"
MOST_TITLE, MOST_TEXT = 300, 100_000
_NAMES = {
    "title": ("title", "job_title", "position", "role", "name"),
    "company": ("company", "company_name", "employer", "organization", "organisation", "hiringorganization"),
    "location": ("location", "place", "city", "joblocation"),
    "description": ("description", "description_html", "description_text", "text", "body", "summary"),
    "url": ("url", "link", "job_url"),
    "apply_url": ("apply_url", "application_url"),
    "workplace": ("workplace", "remote", "joblocationtype", "workplace_type"),
    "applicants": ("applicant_location_requirements", "applicantlocationrequirements"),
    "job_type": ("job_type", "employment_type", "employmenttype", "contract"),
    "level": ("level", "seniority", "experience_level"),
    "salary": ("salary", "basesalary"),
    "posted_at": ("posted_at", "date_posted", "dateposted", "published_at", "date"),
    "expires_at": ("expires_at", "valid_through", "validthrough", "deadline"),
    "id": ("external_id", "id", "identifier"),
    "skills": ("skills", "tags"),
}
_PERIODS = ("HOUR", "DAY", "WEEK", "MONTH", "YEAR")


class Unreadable(ValueError):
    """A record cannot be a posting; the message says why, for the person who made the file."""


def read_record(given: Mapping[str, Any]) -> JobPosting:
    """Return the record as a posting; Unreadable with the first thing that is wrong."""
    record = {str(name).strip().lower(): value for name, value in given.items() if value not in (None, "")}
    said = {name: _first(record, names) for name, names in _NAMES.items()}
    title, (html, text) = _title(said["title"]), _description(said["description"])
    company = Company(_name(said["company"]) or None, _link(_within(said["company"], "url"), "company"))
    place = Place(_place(said["location"]) or None)
    url = _link(said["url"], "url")
    return JobPosting(
        source=SOURCE,
        external_id=_identity(said["id"], title, company.name, place.raw, url, html),
        title=title,
        url=url,
        apply_url=_link(said["apply_url"], "apply_url"),
        company=company,
        location=place,
        workplace=_workplace(said["workplace"]),
        applicant_location_requirements=_applicants(said["applicants"]),
        job_type=fields.job_type(*_list(said["job_type"])),
        level=_level(said["level"]),
        level_provenance=Provenance.STATED if said["level"] is not None else None,
        salary=_salary(said["salary"], record),
        posted_at=_moment(said["posted_at"], "posted_at"),
        expires_at=_moment(said["expires_at"], "expires_at"),
        description_html=html,
        description_text=text,
        stated_skills=_skills(said["skills"]),
    )


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if name in record), None)


def _title(value: Any) -> str:
    title = _storable(fields.text(value), "title")
    if not title:
        raise Unreadable("has no title")
    if len(title) > MOST_TITLE:
        raise Unreadable(f"title is longer than {MOST_TITLE} characters")
    return title


def _description(value: Any) -> tuple[str, str]:
    """Return sanitised HTML and its text; plain text keeps its lines."""
    if not isinstance(value, str) or not value.strip():
        raise Unreadable("has no description")
    if len(value) > MOST_TEXT:
        raise Unreadable(f"description is longer than {MOST_TEXT:,} characters")
    text = _storable(value.strip(), "description")
    if "</" in text or "&lt;" in text:
        html = clean_html(text)
        return html, html_text(html)
    paragraphs = "".join(f"<p>{_escaped(part)}</p>" for part in text.split("\n\n"))
    return clean_html(paragraphs), tidy_text(text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _storable(text: str, name: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable(f"{name} holds characters that are none") from None
    if "\0" in text:
        raise Unreadable(f"{name} holds NUL characters")
    return text


def _name(value: Any) -> str:
    return _storable(fields.text(_within(value, "name") or value), "company")


def _within(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _place(value: Any) -> str:
    """Return a place written in one line, from text, our own object, or schema.org's."""
    first = _list(value)[0] if value not in (None, []) else None
    if not isinstance(first, dict):
        return _storable(fields.text(first), "location")
    address = first.get("address", first)
    if not isinstance(address, dict):
        return _storable(fields.text(address), "location")
    country = _within(address.get("addressCountry"), "name") or address.get("addressCountry")
    parts = (address.get("addressLocality"), address.get("addressRegion"), country)
    written = address.get("raw") or ", ".join(filter(None, map(fields.text, parts)))
    return _storable(fields.text(written or first.get("name")), "location")


def _link(value: Any, name: str) -> str | None:
    if value in (None, ""):
        return None
    found = fields.link(value)
    if found is None:
        raise Unreadable(f"{name} is not a web address")
    return _storable(found, name)


def _workplace(value: Any) -> Workplace | None:
    said = fields.text(value).lower().replace("-", "")
    if value is True or said in ("true", "yes", "telecommute", "2"):
        return Workplace.REMOTE
    for word, workplace in (
        ("hybrid", Workplace.HYBRID),
        ("remote", Workplace.REMOTE),
        ("onsite", Workplace.ONSITE),
    ):
        if word in said:
            return workplace
    return {"1": Workplace.ONSITE, "3": Workplace.HYBRID}.get(said)


def _applicants(value: Any) -> tuple[str, ...]:
    """Return where applicants may be, from names or from schema.org's countries and areas."""
    names = [fields.text(_within(one, "name") or one) for one in _list(value)]
    return stated_areas(filter(None, names))


def _level(value: Any) -> int | None:
    said = fields.text(value)
    if said.isdigit():
        if not 1 <= int(said) <= 6:
            raise Unreadable("level must be 1 to 6")
        return int(said)
    return fields.level(said)


def _salary(value: Any, record: Mapping[str, Any]) -> Salary | None:
    pay = fields.record(value)
    inner = fields.record(pay.get("value")) or pay
    low = _first({**record, **_lower(inner)}, ("minvalue", "min", "value", "salary_min"))
    high = _first({**record, **_lower(inner)}, ("maxvalue", "max", "value", "salary_max"))
    currency = pay.get("currency") or record.get("salary_currency") or record.get("salarycurrency")
    said = fields.text(inner.get("unitText") or pay.get("period") or record.get("salary_period")).upper()
    return fields.salary(low, high, currency, said if said in _PERIODS else None)


def _lower(record: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in record.items()}


def _moment(value: Any, name: str) -> Any:
    if value is None:
        return None
    found = fields.moment(value)
    if found is None:
        raise Unreadable(f"{name} is not a date; write it like 2026-11-23")
    return found


def _skills(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else fields.text(value).split(",")
    return fields.texts([_within(item, "name") or item for item in listed])


def _identity(given: Any, *told: str | None) -> str:
    """Return the record's own id, or one made of what it says, so that importing twice stores once."""
    own = fields.text(_within(given, "value") or given)
    if own:
        return _storable(own, "id")
    return hashlib.sha256("\n".join(part or "" for part in told).encode()).hexdigest()[:24]
