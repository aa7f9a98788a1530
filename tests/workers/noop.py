"""The real worker application plus kinds that only leave a trace: run with ``-A tests.workers.noop``.

``noop`` sleeps ``subject_id`` milliseconds on the cpu pool. ``fan`` plans on io, does three parts on
io, merges, does three more, and ends on cpu. ``poison`` kills the process that runs it.
"""

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

import celery_config
from models.webhook import WebhookEvent
from services.tasks.kinds import Done, FanOut, Kind, Part
from services.tasks.work import PartWork, Work

IO, CPU = {"queue": "io"}, {"queue": "cpu"}
celery_config.task_routes |= {
    "noop": CPU,
    "poison": CPU,
    "fan": IO,
    "fan.page": IO,
    "fan.merge": IO,
    "fan.detail": IO,
    "fan.end": CPU,
}

from workers import wiring  # noqa: E402 - it reads the routes
from workers.app import app  # noqa: E402
from workers.tasks import durable  # noqa: E402

TRIES = int(os.environ.get("NOOP_TRIES", "3"))
__all__ = ["app"]


def trace(what: Any) -> Callable[[Session], None]:
    """Return a writer of one row that can be counted."""

    def write(session: Session) -> None:
        account = session.scalar(select(func.current_setting("rolefit.account_id")))
        session.execute(
            insert(WebhookEvent).values(account_id=int(account or 0), type="effect", payload={"what": what})
        )

    return write


def _noop(work: Work) -> Any:
    time.sleep(work.subject_id / 1000)
    return lambda session: trace([work.id, "noop"])(session) or Done()


def _poison(_: Work) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _fan_to(step: str, part: str) -> Any:
    parts = tuple(Part(part, {"n": n}) for n in range(3))

    def handler(work: Work) -> Any:
        return lambda session: trace([work.id, work.step])(session) or FanOut(step, parts)

    return handler


def _part(work: PartWork) -> Any:
    time.sleep(work.subject_id / 1000)
    what = [work.task_id, work.kind, work.position]
    return lambda session: trace(what)(session) or {"n": work.payload["n"]}


def _end(work: Work) -> Any:
    found = len([part for part in work.parts() if part.outcome is not None])
    return lambda session: trace([work.id, "end", found])(session) or Done()


KINDS = (
    Kind("noop", {"start": _noop}, max_attempts=TRIES),
    Kind("poison", {"start": _poison}),
    Kind(
        "fan",
        {"start": _fan_to("merge", "page"), "merge": _fan_to("end", "detail"), "end": _end},
        {"page": _part, "detail": _part},
        max_attempts=TRIES,
    ),
)
wiring.kinds = lambda _sessions: KINDS
wiring.DEAF_SECONDS = float(os.environ.get("NOOP_DEAF_SECONDS", "30"))
for name in ("noop", "poison", "fan", "fan.merge", "fan.end"):
    durable.step(name)
for name in ("fan.page", "fan.detail"):
    durable.part(name)
