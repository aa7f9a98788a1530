"""Pacing across processes: how even, how bounded and how fully used one shared rate is."""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median

import click
from rich.console import Console
from rich.table import Table

from adapters.pacing.pacer import make_pacer
from adapters.pacing.policies import Policy
from domain.sources import Paced
from settings import Settings

NEEDS_SERVERS = True
RESULTS = Path(__file__).parent / "results" / "pacing.json"
KEY = "benchmark"
START_SECONDS = 120.0
"""How long the processes may take to start: the clock runs from when all of them are there."""


@dataclass(frozen=True)
class Load:
    """So many processes that would each ask as often as they may, for so many seconds, at one rate."""

    processes: int = 8
    per_second: float = 5.0
    seconds: float = 60.0


@dataclass(frozen=True)
class Pacing:
    """What came of it: ``used`` is the share of the budget, ``worst_second`` the most in any one second."""

    processes: int
    per_second: float
    seconds: float
    granted: int
    used: float
    worst_second: int
    smallest_gap_ms: float
    fewest_by_a_process: int
    refused: int
    call_ms: float


@click.command()
@click.option("--processes", default=8, show_default=True)
@click.option("--per-second", default=5.0, show_default=True)
@click.option("--seconds", default=60.0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, processes: int, per_second: float, seconds: float, as_json: bool, save: bool) -> None:
    """Let many processes share one rate through Redis, without a pause between their tries."""
    load = Load(processes, per_second, seconds)
    report = asdict(measure(Settings.from_environ(os.environ).cache_url, load))
    if save:
        RESULTS.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(report))
    else:
        table = Table("measure", "value")
        for name, value in report.items():
            table.add_row(name.replace("_", " "), str(value))
        Console().print(table)


def measure(redis_url: str, load: Load) -> Pacing:
    """Run the processes against the server at ``redis_url`` and judge the moments they were let through."""
    context = get_context("spawn")
    results: Queue[Outcome] = context.Queue()
    all_there = context.Barrier(load.processes)
    callers = [
        context.Process(target=_call, args=(redis_url, load, all_there, results))
        for _ in range(load.processes)
    ]
    for caller in callers:
        caller.start()
    outcomes = [results.get(timeout=START_SECONDS + 2 * load.seconds) for _ in callers]
    for caller in callers:
        caller.join()
    return _judged(load, outcomes)


@dataclass(frozen=True)
class Outcome:
    """The moments one process was let through, and how long each of its calls took, in seconds."""

    granted: tuple[float, ...]
    calls: tuple[float, ...]


def worst_second(moments: Sequence[float]) -> int:
    """Return the most moments in any one second, wherever that second begins; ``moments`` are sorted."""
    return max((sum(moment <= other < moment + 1 for other in moments) for moment in moments), default=0)


def _call(redis_url: str, load: Load, all_there: Barrier, results: "Queue[Outcome]") -> None:
    """Ask for turns until the time is over, coming back when told."""
    pacer, policy = make_pacer(redis_url), Policy(1 / load.per_second, jitter=0)
    granted, calls = [], []
    pacer.status(KEY, policy)
    all_there.wait(START_SECONDS)
    end = time.time() + load.seconds
    while (now := time.time()) < end:
        wait = 0.0
        try:
            with pacer.turn(KEY, policy):
                calls.append(time.time() - now)
                granted.append(time.time())
        except Paced as paced:
            calls.append(time.time() - now)
            wait = paced.retry_after or 0.0
        time.sleep(max(0.0, min(wait, end - time.time())))
    results.put(Outcome(tuple(granted), tuple(calls)))


def _judged(load: Load, outcomes: Sequence[Outcome]) -> Pacing:
    moments = sorted(moment for outcome in outcomes for moment in outcome.granted)
    calls = [seconds for outcome in outcomes for seconds in outcome.calls]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    return Pacing(
        **asdict(load),
        granted=len(moments),
        used=round(len(moments) / (load.per_second * load.seconds), 4),
        worst_second=worst_second(moments),
        smallest_gap_ms=round(min(gaps, default=0.0) * 1000, 1),
        fewest_by_a_process=min(len(outcome.granted) for outcome in outcomes),
        refused=len(calls) - len(moments),
        call_ms=round(median(calls) * 1000, 2),
    )
