"""Polling a task beside a bare Flask route with one indexed SELECT: same gunicorn, Postgres and client.

The bare route is a floor for what a request costs here: no key, no account, no limits, no log line.
Both are asked over kept-alive connections by the same client processes, in turn, and the medians count.
"""

import contextlib
import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import click
from alembic import command as migrations
from alembic.config import Config
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from domain.public_ids import public_id
from embedded.home import Home
from embedded.ports import HOST, reserve_port
from models.sessions import act_as, make_engine, make_sessions
from models.task import Task
from services.accounts.keys import create_account, issue_key
from settings import Settings

NEEDS_SERVERS = True
ROOT = Path(__file__).parent.parent
RESULT = ROOT / "benchmarks" / "results" / "http.json"
_GUNICORN = (
    "--preload",
    "--no-control-socket",
    "--worker-class",
    "gthread",
    "--workers",
    "2",
    "--threads",
    "8",
)
_CLIENTS = 2
_BARE_TABLE = "bare_task"  # as benchmarks.bare_flask reads it; importing that would connect
_UNLIMITED = "100000000/minute"


@click.command()
@click.option("--rounds", default=5, show_default=True, help="Measurements of each route, in turn.")
@click.option("--seconds", default=3.0, show_default=True, help="Length of one measurement.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: tasks are made up.")
def command(*, rounds: int, seconds: float, as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Compare polling a task with a bare Flask route and one SELECT."""
    report = measure(rounds, seconds)
    if save:
        RESULT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(report))
    else:
        _show(report)


def measure(rounds: int, seconds: float) -> dict:
    """Return requests per second of both routes, medians of ``rounds`` alternating measurements."""
    key, task_id, row = _prepare(Settings.from_environ())
    home = Home(Path(os.environ["ROLEFIT_VAR"]))
    poll = (f"/api/tasks/{task_id}", {"Authorization": f"Bearer {key}"})
    with (
        served("wsgi:app", reserve_port(home, "poll")) as poll_port,
        served("benchmarks.bare_flask:app", reserve_port(home, "bare")) as bare_port,
    ):
        asked = [(poll_port, *poll), (bare_port, f"/task/{row}", {})]
        for target in asked:
            speed(target, 1.0)
        pairs = [[speed(target, seconds) for target in asked] for _ in range(rounds)]
    polled, bare = (median(speeds) for speeds in zip(*pairs, strict=True))
    return {
        "rounds": rounds,
        "poll_per_second": round(polled, 1),
        "bare_per_second": round(bare, 1),
        "ratio": round(median(one / other for one, other in pairs), 3),
    }


def speed(target: tuple[int, str, dict[str, str]], seconds: float) -> float:
    """Return answers per second to all client processes together."""
    with multiprocessing.get_context("fork").Pool(_CLIENTS) as pool:
        return sum(pool.starmap(_ask, [(target, seconds)] * _CLIENTS))


def _ask(target: tuple[int, str, dict[str, str]], seconds: float) -> float:
    port, path, headers = target
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    answers, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        if answer.status != 200 or not answer.read():
            raise RuntimeError(f"{path} answered {answer.status}")
        answers += 1
    connection.close()
    return answers / spent


def _prepare(settings: Settings) -> tuple[str, str, int]:
    """Migrate, and return a key, a queued task's public id and its row's key."""
    owner = make_engine(settings.owner_database_url)
    with owner.begin() as connection:
        alembic = Config(ROOT / "alembic.ini")
        alembic.attributes["connection"] = connection
        migrations.upgrade(alembic, "head")
    with make_sessions(make_engine(settings.database_url)).begin() as session:
        account_id = create_account(session, "benchmark").id
        _, secret = issue_key(session, account_id, "benchmark")
        rows = [Task(account_id=account_id, kind="search.run", subject_id=1) for _ in range(1000)]
        session.add_all(rows)
    with make_sessions(owner).begin() as session:
        act_as(session, account_id)
        session.execute(text(f"create table {_BARE_TABLE} as select * from task"))
        session.execute(text(f"alter table {_BARE_TABLE} add primary key (id)"))
    owner.dispose()
    return secret, public_id("task", rows[500].id), rows[500].id


@contextlib.contextmanager
def served(app: str, port: int) -> Iterator[int]:
    """Serve an application under gunicorn, as ``make run`` does, and yield its port."""
    argv = [sys.executable, "-m", "gunicorn", app, "--bind", f"{HOST}:{port}", *_GUNICORN]
    environ = {**os.environ, "RATE_LIMIT": _UNLIMITED, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        argv, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _await_port(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _await_port(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise RuntimeError("gunicorn did not come up")


def _show(report: dict) -> None:
    table = Table("requests per second", "poll", "bare Flask", "ratio", "floor")
    table.add_row(
        f"median of {report['rounds']}",
        f"{report['poll_per_second']:.0f}",
        f"{report['bare_per_second']:.0f}",
        f"{report['ratio']:.0%}",
        "60%",
    )
    Console().print(table)
