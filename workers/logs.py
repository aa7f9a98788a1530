"""JSON log lines on standard error; every line of a task names the task and the request behind it."""

import logging
from typing import Any

import structlog

from services.tasks.leases import PartClaim, TaskClaim

_transform = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)

_SHARED: Any = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def _traceback(information: Any) -> list[dict[str, Any]]:
    """Describe an exception by type and place: its message and its locals may quote a resume."""
    kept = ("exc_type", "frames", "is_cause")
    return [{key: one[key] for key in kept} for one in _transform(information)]


def configure(level: str) -> None:
    """Send everything that logs, ours and the libraries', through one JSON formatter."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(_traceback),
            structlog.processors.JSONRenderer(),
        ],
    )
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
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
