"""The kind of task that reads a resume: bytes in a killable child, everything else in one effect."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from domain.codes import ResumeStatus
from domain.problems import Problem
from domain.records import to_record
from domain.resumes import ParsedResume
from domain.skills import OwnSkill
from services.notify.events import announce
from services.ports import Cache
from services.resumes.store import find_resume, forget_cached, resume_file
from services.resumes.version import current_version
from services.skills.own import own_skills
from services.tasks.kinds import Done, Effect, Kind, ResultRef
from services.tasks.work import Work


class ResumeReader(Protocol):
    """Read a file within limits of time and memory."""

    def understand(
        self, data: bytes, media_type: str, *, today: date, own: Sequence[OwnSkill]
    ) -> ParsedResume:
        """Return everything read, knowing ``own`` skills too; ReadFailed with a code when it cannot be."""


class ReadResume:
    """Read the stored file and store what was read."""

    def __init__(self, reader: Callable[[], ResumeReader], cache: Cache) -> None:
        self._reader = reader
        self._cache = cache

    def __call__(self, work: Work) -> Effect:
        """Return the effect that makes the resume ready."""
        with work.reading() as session:
            resume, content = resume_file(session, work.subject_id)
            media_type, own = resume.media_type, own_skills(session)
            if resume.parsed is None:  # what was read before stays ready while it is read again
                resume.status = ResumeStatus.PARSING
                session.commit()
        now = datetime.now(UTC)
        parsed = self._reader().understand(content, media_type, today=now.date(), own=own)
        return lambda session: self._store(session, work, parsed, now)

    def _store(self, session: Session, work: Work, parsed: ParsedResume, now: datetime) -> Done:
        resume = find_resume(session, work.subject_id)
        resume.text = parsed.text
        resume.parsed = to_record(replace(parsed, text=""))
        resume.parser_version = parsed.parser_version
        resume.status, resume.error, resume.parsed_at = ResumeStatus.READY, None, now
        forget_cached(session, resume, self._cache)
        announce(session, resume.account_id, "resume.parsed", ("resume", resume.id))
        return Done(result=ResultRef("resume", resume.id))

    def fail(self, session: Session, work: Work, problem: Problem) -> None:
        """Store why a resume could not be read: an outcome like any other.

        One that was read before keeps what was read; only the task tells that renewing it failed.
        """
        resume = find_resume(session, work.subject_id)
        if resume.parsed is not None:
            return
        resume.parser_version = current_version(own_skills(session))
        resume.status, resume.error = ResumeStatus.FAILED, to_record(problem)
        forget_cached(session, resume, self._cache)
        announce(session, resume.account_id, "resume.failed", ("resume", resume.id))


def reading_kind(reader: Callable[[], ResumeReader], cache: Cache) -> Kind:
    """Return the kind ``resume.parse``, which belongs on the cpu pool."""
    reading = ReadResume(reader, cache)
    return Kind(
        name="resume.parse",
        steps={"start": reading},
        max_attempts=3,
        time_limit=60.0,
        on_failure=reading.fail,
    )
