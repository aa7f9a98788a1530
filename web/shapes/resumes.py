"""A resume in the contract's form."""

from typing import Any

from domain.records import to_record
from models.resume import Resume
from services.resumes.store import parsed_resume
from web.problems import stored

_READ = ("basics", "work", "education", "projects", "certificates", "languages", "skills", "experience")
_SHOWN = (*_READ, "keywords", "confidence", "warnings", "pages", "ocr", "language")


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
        return shown | {"basics": None, "experience": None, "pages": None, "language": None}
    record = to_record(parsed_resume(resume))
    return shown | {name: record[name] for name in _SHOWN}
