"""JSON log lines on standard error; every line of a task names the task and the request behind it."""

import logging
from typing import Any

import structlog
from billiard.util import get_logger as get_pool_logger

from adapters.logs import configure_logs
from services.tasks.leases import PartClaim, TaskClaim


def configure(level: str) -> None:
    """Send everything that logs, ours and the libraries', through one JSON formatter."""
    configure_logs(level)
    logging.captureWarnings(True)
    # The pool says by a logger of its own, which would print plain text, that a child has died.
    get_pool_logger().propagate = True
    # Celery logs a line per message with its arguments; the engine says what matters.
    logging.getLogger("celery.worker.strategy").setLevel(logging.WARNING)
    logging.getLogger("celery.app.trace").setLevel(logging.WARNING)


def begin(name: str, ids: dict[str, Any]) -> None:
    """Bind what the message says; ids only."""
    known = {key: ids[key] for key in ("task_id", "part_id") if key in ids}
    structlog.contextvars.bind_contextvars(work=name, **known)


def bind_claim(claim: TaskClaim | PartClaim) -> None:
    """Bind what the claimed row adds: the request that asked for it, and a part's task."""
    task_id = claim.task_id if isinstance(claim, PartClaim) else claim.id
    structlog.contextvars.bind_contextvars(request_id=claim.request_id, task_id=task_id)


def end() -> None:
    """Forget the task: threads are used again."""
    structlog.contextvars.clear_contextvars()
