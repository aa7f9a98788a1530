"""A task as clients poll it."""

from typing import Any

from sqlalchemy import Row

from domain.public_ids import public_id
from models.task import Task
from web.problems import stored

_PATHS = {
    "resume": "/api/resumes/",
    "search": "/api/searches/",
    "posting": "/api/jobs/",
    "delivery": "/api/webhooks/",
}
POLL_SECONDS = 1


def shown_task(task: Task | Row[Any]) -> dict[str, Any]:
    """Return a task in the contract's form."""
    return {
        "id": task.id,
        "kind": task.kind,
        "status": task.status,
        "progress": {"done": task.progress_done, "total": task.progress_total, "stage": task.stage},
        "result": _result(task),
        "error": stored(task.error),
        "attempts": task.attempts,
        "created_at": task.created_at,
        "started_at": task.started_at,
        "finished_at": task.finished_at,
    }


def accepted(task: Task) -> dict[str, str]:
    """Return the headers of a 202: where to poll, and how soon."""
    return {"Location": f"/api/tasks/{public_id('task', task.id)}", "Retry-After": str(POLL_SECONDS)}


def _result(task: Task | Row[Any]) -> dict[str, str] | None:
    if task.result_kind is None or task.result_id is None:
        return None
    return {"href": _PATHS[task.result_kind] + public_id(task.result_kind, task.result_id)}
