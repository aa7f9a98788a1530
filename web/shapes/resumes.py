"""A resume in the contract's form."""

from dataclasses import replace
from typing import Any

from domain.records import to_record
from models.resume import Resume
from services.features.qualifications import shown_qualifications
from services.resumes.store import parsed_resume
from web.problems import stored

_READ = ("basics", "work", "education", "projects", "certificates", "languages", "skills", "experience")
_SHOWN = (*_READ, "qualifications", "keywords", "confidence", "warnings", "pages", "ocr", "language")


def shown_summary(resume: Resume) -> dict[str, Any]:
    """Return what lists show."""
    return {
        "id": resume.id,
        "label": resume.label,
        "default": resume.is_default,
        "status": resume.status,
        "error": stored(resume.error),
        "filename": resume.filename,
        "media_type": resume.media_type,
        "bytes": resume.byte_count,
        "created_at": resume.created_at,
        "parsed_at": resume.parsed_at,
    }


def shown_resume(resume: Resume) -> dict[str, Any]:
    """Return everything; the parts that are read are null or empty until the resume is ready."""
    shown = shown_summary(resume) | {"parser_version": resume.parser_version}
    if resume.parsed is None:
        unread = ("basics", "experience", "qualifications", "pages", "language")
        return shown | dict.fromkeys(unread)
    parsed = parsed_resume(resume)
    record = to_record(replace(parsed, qualifications=shown_qualifications(parsed)))
    return shown | {name: record[name] for name in _SHOWN}
