"""Cancel work together with what it was for."""

from datetime import datetime

from sqlalchemy.orm import Session

from domain.codes import ResumeStatus, TaskStatus
from domain.problems import Problem
from domain.records import to_record
from models.resume import Resume
from models.search import Search
from models.task import Task
from services.tasks.submit import cancel

CANCELLED = Problem("cancelled", "The task was cancelled")


def cancel_work(session: Session, account_id: int, task_id: int, now: datetime) -> Task:
    """Cancel a task; its search is then cancelled, its unread resume failed. Conflict if it has finished."""
    task = cancel(session, account_id, task_id)
    if task.kind == "search.run" and (search := session.get(Search, task.subject_id)) is not None:
        search.status, search.finished_at = TaskStatus.CANCELLED, now
    if task.kind == "resume.parse" and (resume := session.get(Resume, task.subject_id)) is not None:
        _give_up(resume)
    session.flush()
    return task


def _give_up(resume: Resume) -> None:
    """Mark a resume that was never read; one that was only being read again keeps what it has."""
    if resume.parsed is None:
        resume.status, resume.error = ResumeStatus.FAILED, to_record(CANCELLED)
