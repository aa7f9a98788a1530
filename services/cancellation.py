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
    """Cancel a task; its search is then cancelled, its resume failed. Conflict if it has finished."""
    task = cancel(session, account_id, task_id)
    if task.kind == "search.run" and (search := session.get(Search, task.subject_id)) is not None:
        search.status, search.finished_at = TaskStatus.CANCELLED, now
    if task.kind == "resume.parse" and (resume := session.get(Resume, task.subject_id)) is not None:
        resume.status, resume.error = ResumeStatus.FAILED, to_record(CANCELLED)
    session.flush()
    return task
