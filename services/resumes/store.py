"""Keep resumes: accept an upload, list, change, delete. Reading them is a task (:mod:`reading_task`)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.codes import ResumeStatus
from domain.problems import DomainError, Invalid, NotFound
from domain.records import from_record
from domain.resumes import ParsedResume
from models.resume import Resume, ResumeFile
from models.sessions import after_commit
from models.task import Task
from services.ports import Cache
from services.resumes.sniff import sniff
from services.tasks.submit import submit

CACHE_SECONDS = 600


class UnsupportedMedia(DomainError):
    """The content is of no type that we read, whatever the file is called."""

    code, title = "unsupported_media_type", "This kind of file cannot be read"


@dataclass(frozen=True)
class Upload:
    """A file as it came in. ``filename`` is only ever shown, never used as a path."""

    content: bytes
    filename: str
    label: str | None = None


def accept_upload(
    session: Session, account_id: int, upload: Upload, request_id: str | None
) -> tuple[Resume, Task]:
    """Store the bytes and the promise to read them in the caller's transaction.

    Raise Invalid for an empty file and UnsupportedMedia for content that is no readable format.
    The account's first resume becomes its default.
    """
    if not upload.content:
        raise Invalid("the file is empty", file="must not be empty")
    filename = displayable(re.split(r"[\\/]", upload.filename)[-1]) or "resume"
    media_type = sniff(upload.content, filename)
    if media_type is None:
        raise UnsupportedMedia("send a PDF, DOCX, ODT, RTF, HTML, Markdown, text or JSON Resume file")
    resume = Resume(
        account_id=account_id,
        label=displayable(upload.label or "") or filename,
        is_default=not _has_default(session),
        status=ResumeStatus.QUEUED,
        filename=filename,
        media_type=media_type,
        byte_count=len(upload.content),
    )
    session.add(resume)
    session.flush()
    session.add(ResumeFile(account_id=account_id, resume_id=resume.id, content=upload.content))
    task = submit(
        session, account_id=account_id, kind="resume.parse", subject_id=resume.id, request_id=request_id
    )
    return resume, task


def find_resume(session: Session, key: int) -> Resume:
    """Return one of the account's resumes; NotFound otherwise."""
    resume = session.get(Resume, key)
    if resume is None:
        raise NotFound("no resume has this id")
    return resume


def list_resumes(session: Session, *, limit: int, before: int | None) -> Sequence[Resume]:
    """Return up to ``limit`` resumes older than ``before``, newest first, without their texts."""
    chosen = select(Resume).options(defer(Resume.text), defer(Resume.parsed)).order_by(Resume.id.desc())
    chosen = chosen if before is None else chosen.where(Resume.id < before)
    return session.scalars(chosen.limit(limit)).all()


def default_resume(session: Session) -> Resume:
    """Return the account's default resume; Invalid when it has none yet."""
    resume = session.scalar(select(Resume).where(Resume.is_default))
    if resume is None:
        raise Invalid("upload a resume first", resume_id="is needed: this account has no default resume")
    return resume


def resume_file(session: Session, key: int) -> tuple[Resume, bytes]:
    """Return a resume with its uploaded bytes."""
    resume = find_resume(session, key)
    content = session.scalars(select(ResumeFile.content).where(ResumeFile.resume_id == key)).one()
    return resume, content


def parsed_resume(resume: Resume) -> ParsedResume:
    """Return what was read, with the user's corrections laid over it; NotFound before it is ready."""
    if resume.parsed is None or resume.text is None:
        raise NotFound("this resume has not been read yet")
    parsed = from_record({**resume.parsed, "text": resume.text}, ParsedResume)
    if not resume.corrections:
        return parsed
    from services.resumes.corrections import apply_corrections

    return apply_corrections(parsed, resume.corrections)


def change_resume(session: Session, key: int, changes: dict[str, Any], cache: Cache) -> Resume:
    """Set ``label``, ``default`` or ``corrections``; corrections are checked against what was read."""
    resume = find_resume(session, key)
    if "label" in changes:
        resume.label = displayable(changes["label"]) or resume.filename
    if changes.get("default"):
        _make_default(session, resume, cache)
    if "corrections" in changes:
        resume.corrections = changes["corrections"] or None
        parsed_resume(resume)
    session.flush()
    forget_cached(session, resume, cache)
    return resume


def delete_resume(session: Session, key: int, cache: Cache) -> None:
    """Remove the file, the text, everything read and every match; another resume becomes default."""
    resume = find_resume(session, key)
    was_default = resume.is_default
    forget_cached(session, resume, cache)
    session.delete(resume)
    session.flush()
    if was_default:
        heir = session.scalar(select(Resume).order_by(Resume.id.desc()).limit(1))
        if heir is not None:
            _make_default(session, heir, cache)
            forget_cached(session, heir, cache)


def cache_key(account_id: int, resume_id: int) -> str:
    """Return where the shown form of a resume is cached."""
    return f"resume:{account_id}:{resume_id}"


def forget_cached(session: Session, resume: Resume, cache: Cache) -> None:
    """Drop the cached form once this transaction has committed."""
    key = cache_key(resume.account_id, resume.id)
    after_commit(session, lambda: cache.forget(key))


def displayable(name: str) -> str:
    """Return a name safe to show and to send back: no control or direction marks, at most 200 long."""
    shown = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(shown.split())[:200]


def _make_default(session: Session, resume: Resume, cache: Cache) -> None:
    for former in session.scalars(select(Resume).where(Resume.is_default, Resume.id != resume.id)):
        former.is_default = False
        forget_cached(session, former, cache)
    session.flush()  # one default at any moment: the unique index does not wait for the commit
    resume.is_default = True


def _has_default(session: Session) -> bool:
    return session.scalar(select(Resume.id).where(Resume.is_default)) is not None
