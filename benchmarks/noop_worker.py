"""The real worker application plus two tasks that do nothing: a durable one and a bare Celery one."""

import celery_config
from services.tasks.kinds import Done, Kind

celery_config.task_routes |= {"bare.noop": {"queue": "cpu"}, "durable.noop": {"queue": "cpu"}}

from workers import wiring  # noqa: E402 - it reads the routes
from workers.app import app  # noqa: E402
from workers.tasks import durable  # noqa: E402

wiring.kinds = lambda _sessions: (Kind("durable.noop", {"start": lambda _work: Done()}),)
durable.step("durable.noop")


@app.task(name="bare.noop")
def bare(*, task_id: int) -> None:
    """Do nothing with an id."""
