"""Make the Celery tasks behind a kind's steps and parts: claim by id, and let the engine do the rest."""

from typing import Any

from services.tasks.engine import run_part, run_task
from workers import wiring
from workers.app import app


def step(name: str) -> Any:
    """Return the Celery task ``name`` that runs a step of the task whose id it receives."""

    @app.task(name=name)
    def run(*, task_id: int, **_newer: object) -> None:
        run_task(wiring.tools().engine, name, task_id)

    return run


def part(name: str) -> Any:
    """Return the Celery task ``name`` that runs the part whose id it receives."""

    @app.task(name=name)
    def run(*, part_id: int, **_newer: object) -> None:
        run_part(wiring.tools().engine, name, part_id)

    return run
