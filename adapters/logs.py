"""JSON log lines on standard error, for web and workers alike: ours and the libraries'.

Tracebacks carry neither messages nor local variables, and database errors no parameters: all of
them may quote a resume.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

_SHARED: Any = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

_transform = ExceptionDictTransformer(show_locals=False)


class _StandardErrorHandler(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


class _StandardError:
    """Write finished lines to whatever standard error is at the moment."""

    def msg(self, line: str) -> None:
        sys.stderr.write(line + "\n")

    debug = info = warning = error = critical = msg


def _traceback(information: Any) -> list[dict[str, Any]]:
    kept = ("exc_type", "frames", "is_cause")
    return [{key: one[key] for key in kept} for one in _transform(information)]


def configure_logs(level: str) -> None:
    """Send everything that logs through one JSON formatter; doing it twice changes nothing."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(_traceback),
            structlog.processors.JSONRenderer(),
        ],
    )
    # A handler that fails would print the record it failed on, with all that it quotes.
    logging.raiseExceptions = False
    handler = _StandardErrorHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Our own lines, one for every request, go the short way.
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _StandardError(),
        cache_logger_on_first_use=True,
    )
