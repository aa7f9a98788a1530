"""Read truth files and put their dates and contact lines into words."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "samples"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
Resume = dict[str, Any]


def truths() -> list[Resume]:
    """Return all truth files (JSON Resume 1.0.0 with our ``meta``) in alphabetical order."""
    return [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "truth").glob("*.json"))
    ]


def date(month: str | None, style: str) -> str:
    """Write ``2021-03`` in the resume's own style; None is the present."""
    if month is None:
        return {"Month to Month": "present", "YYYY-MM": "present"}.get(style, "Present")
    year, number = month.split("-")
    name = MONTHS[int(number) - 1]
    return {"Mmm YYYY": f"{name[:3]} {year}", "MM/YYYY": f"{number}/{year}", "YYYY-MM": month}.get(
        style, f"{name} {year}"
    )


def period(entry: Resume, style: str) -> str:
    """Write from and to in the resume's own style."""
    joiner = " to " if style == "Month to Month" else " – "
    return date(entry["startDate"], style) + joiner + date(entry.get("endDate"), style)


def contact(resume: Resume) -> list[str]:
    """Return the contact details line by line."""
    basics = resume["basics"]
    place = f"{basics['location']['city']}, {basics['location']['region']}"
    urls = [basics["url"]] if "url" in basics else []
    return [
        basics["email"],
        basics["phone"],
        place,
        *urls,
        *(profile["url"] for profile in basics.get("profiles", [])),
    ]


def studies(entry: Resume) -> str:
    """Return degree and subject as one phrase."""
    joiner = " in " if " of " in entry["studyType"] and "Nursing" not in entry["studyType"] else ", "
    return (
        entry["studyType"]
        if entry["area"] in entry["studyType"]
        else f"{entry['studyType']}{joiner}{entry['area']}"
    )


def extras(resume: Resume, style: str) -> list[tuple[str, list[str]]]:
    """Return projects, certificates and languages as headed lists of lines, those that exist."""
    projects = [f"{project['name']}: {project['description']}" for project in resume.get("projects", [])]
    certificates = [
        f"{item['name']} ({date(item['date'], style)})" for item in resume.get("certificates", [])
    ]
    languages = [f"{item['language']} ({item['fluency']})" for item in resume.get("languages", [])]
    named = [("Projects", projects), ("Certifications", certificates), ("Languages", languages)]
    return [(heading, lines) for heading, lines in named if lines]
