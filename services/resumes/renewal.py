"""Read stored resumes again: after an upgrade of the reader, or because someone asks.

The uploaded bytes are kept, so nothing has to be sent again. Corrections are stored apart from what was
read and are laid over the new reading; matches stay as they were computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from domain.codes import ResumeStatus
from domain.problems import NotFound
from domain.skills import OwnSkill
from models.resume import Resume
from models.task import Task
from services.ports import Cache
from services.resumes.store import forget_cached
from services.resumes.version import current_version
from services.skills.own import own_skills
from services.tasks.leases import OPEN
from services.tasks.submit import submit

KIND = "resume.parse"


def every_resume(session: Session) -> list[int]:
    """Return the keys of all resumes of the account."""
    return list(session.scalars(select(Resume.id).order_by(Resume.id)))


def outdated(session: Session) -> list[int]:
    """Return the keys of the account's resumes that would be read otherwise now.

    Another reader or taxonomy has read them, or the account has changed its own skills since.
    """
    version = current_version(own_skills(session))
    older = select(Resume.id).where(Resume.parser_version.is_distinct_from(version))
    return list(session.scalars(older.order_by(Resume.id)))


@dataclass(frozen=True)
class Vocabulary:
    """What an account has added to the taxonomy, and the keys of the resumes read without it."""

    skills: tuple[OwnSkill, ...]
    outdated: list[int]


def vocabulary(session: Session) -> Vocabulary:
    """Return the account's own skills and which resumes should be read again because of them."""
    return Vocabulary(own_skills(session), outdated(session))


def read_again(
    session: Session, keys: Sequence[int], cache: Cache, request_id: str | None = None
) -> list[Task]:
    """Promise to read these resumes of the account again, one task each; keys that are gone are left out.

    A resume that is already going to be read keeps that one promise. Searches go on with the former reading
    until the new one is stored.
    """
    # Locked in one order, so that two callers neither promise twice nor wait for each other.
    mine = select(Resume).where(Resume.id.in_(keys)).order_by(Resume.id).with_for_update()
    resumes = session.scalars(mine.options(defer(Resume.text), defer(Resume.parsed))).all()
    promised = _promised(session, keys)
    return [promised.get(resume.id) or _promise(session, resume, cache, request_id) for resume in resumes]


def read_one_again(
    session: Session, key: int, cache: Cache, request_id: str | None = None
) -> tuple[Resume, Task]:
    """Promise to read one resume again; NotFound when the account has no such resume."""
    tasks = read_again(session, [key], cache, request_id)
    if not tasks:
        raise NotFound("no resume has this id")
    return session.get_one(Resume, key), tasks[0]


def _promised(session: Session, keys: Sequence[int]) -> dict[int, Task]:
    waiting = select(Task).where(Task.kind == KIND, Task.subject_id.in_(keys), Task.status.in_(OPEN))
    return {task.subject_id: task for task in session.scalars(waiting)}


def _promise(session: Session, resume: Resume, cache: Cache, request_id: str | None) -> Task:
    if resume.status == ResumeStatus.FAILED:
        resume.status, resume.error = ResumeStatus.QUEUED, None
        forget_cached(session, resume, cache)
    account_id = resume.account_id
    return submit(session, account_id=account_id, kind=KIND, subject_id=resume.id, request_id=request_id)
