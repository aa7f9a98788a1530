"""Real workers, real Postgres, real broker."""

import json
import subprocess
import sys

import pytest

from tests.workers.processes import ROOT, wait_until

pytestmark = pytest.mark.worker


def test_both_pools_do_work_and_fan_outs_cross_them(office, run):
    """A fan-out plans and fetches on the io pool and ends on the cpu pool; every effect happens once."""
    run("cpu")
    run("io")
    single, wide = office.submit("noop", request_id="req-1"), office.submit("fan")
    assert wait_until(lambda: office.task(single).status == office.task(wide).status == "succeeded")
    parts = [[wide, kind, n] for kind in ("page", "detail") for n in range(3)]
    steps = [[single, "noop"], [wide, "start"], [wide, "merge"], [wide, "end", 3]]
    assert sorted(office.effects(), key=str) == sorted(parts + steps, key=str)


def test_a_task_that_kills_its_process_is_tried_three_times_and_others_go_on(office, run):
    """The row counts the tries, the sweeper brings it back, and the pool stays in service."""
    worker = run("cpu")
    run("beat")
    poisoned = office.submit("poison")
    others = [office.submit("noop") for _ in range(5)]
    assert wait_until(lambda: all(office.task(key).status == "succeeded" for key in others))
    assert wait_until(lambda: office.task(poisoned).status == "failed", 60)
    task = office.task(poisoned)
    assert (task.attempts, task.error["code"]) == (3, "attempts_exhausted")
    assert worker.alive()


def test_every_line_is_json_and_names_the_task_and_the_request(office, run):
    worker = run("cpu")
    task_id = office.submit("poison", request_id="req-7")
    assert wait_until(lambda: office.task(task_id).attempts == 1)
    worker.kill()
    lines = [json.loads(line) for line in worker.log.read_text().splitlines()]
    assert lines
    assert all({"event", "level", "timestamp"} <= set(line) for line in lines)


def test_a_worker_starts_without_the_heavy_libraries():
    """NLTK and scikit-learn cost seconds and memory: only a task that needs them imports them."""
    code = (
        "import sys, workers.app, workers.tasks.searches;"
        "print([name for name in ('nltk', 'sklearn', 'scipy', 'numpy', 'pypdfium2', 'flask')"
        " if name in sys.modules])"
    )
    environ = {"DATABASE_URL": "postgresql://u@h/d", "SECRET_KEY": "x" * 32, "PATH": ""}
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert (shown.stdout.strip(), shown.stderr) == ("[]", "")


def test_a_deaf_worker_ends_itself_so_that_its_supervisor_starts_another(office, run):
    """It looks alive and consumes nothing; work is due and rung: the watchdog gives it up."""
    from workers.app import app

    worker = run("cpu", NOOP_DEAF_SECONDS="3")
    run("beat")
    warm_up = office.submit("noop")
    assert wait_until(lambda: office.task(warm_up).status == "succeeded")
    app.control.cancel_consumer("cpu")
    assert worker.alive()
    task_id = office.submit("noop")
    assert wait_until(lambda: not worker.alive(), 40)
    run("cpu")
    assert wait_until(lambda: office.task(task_id).status == "succeeded")
