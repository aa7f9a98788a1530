"""Write a parsed resume in the open format JSON Resume 1.0.0 (jsonresume.org)."""

from typing import Any

from domain.resumes import Basics, EducationEntry, ParsedResume, WorkEntry

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def to_json_resume(parsed: ParsedResume) -> dict[str, Any]:
    """Return the resume under JSON Resume's names; what is unknown is left out."""
    return _known(
        {
            "$schema": _SCHEMA,
            "basics": _basics(parsed.basics),
            "work": [_work(entry) for entry in parsed.work],
            "education": [_education(entry) for entry in parsed.education],
            "projects": [
                _known({"name": entry.name, "description": entry.detail}) for entry in parsed.projects
            ],
            "certificates": [
                _known({"name": entry.name, "issuer": entry.detail, "date": entry.date})
                for entry in parsed.certificates
            ],
            "languages": [
                _known({"language": entry.name, "fluency": entry.detail}) for entry in parsed.languages
            ],
            "skills": [{"name": skill.name} for skill in parsed.skills],
        }
    )


def _basics(basics: Basics) -> dict[str, Any]:
    place = basics.location
    return _known(
        {
            "name": basics.name,
            "label": basics.label,
            "email": basics.email,
            "phone": basics.phone,
            "url": basics.url,
            "summary": basics.summary,
            "location": _known(
                {
                    "address": place.address,
                    "postalCode": place.postal_code,
                    "city": place.city,
                    "region": place.region,
                    "countryCode": place.country_code,
                }
            ),
            "profiles": [
                _known({"network": profile.network, "username": profile.username, "url": profile.url})
                for profile in basics.profiles
            ],
        }
    )


def _work(entry: WorkEntry) -> dict[str, Any]:
    return _known(
        {
            "name": entry.company,
            "position": entry.position,
            "location": entry.location,
            "startDate": entry.start_date,
            "endDate": entry.end_date,
            "summary": entry.summary,
            "highlights": list(entry.highlights),
        }
    )


def _education(entry: EducationEntry) -> dict[str, Any]:
    return _known(
        {
            "institution": entry.institution,
            "area": entry.area,
            "studyType": entry.study_type,
            "startDate": entry.start_date,
            "endDate": entry.end_date,
        }
    )


def _known(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, [], {}, "")}
