"""Search and match 50 postings against a slow stand-in: ours beside the unmodified sequential client."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.linkedin_sequential import run_sequentially
from benchmarks.stack import Caller, running_stack
from embedded.linkedin_standin.server import running
from embedded.linkedin_standin.state import JSESSIONID, LI_AT, Options, State

NEEDS_SERVERS = True
ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "results" / "search.json"
RESUME = ROOT / "data" / "samples" / "software_engineer.pdf"
POSTINGS = ROOT / "data" / "demo" / "postings.jsonl"
KEYWORDS = "engineer"
ROUNDS = 3


@click.command()
@click.option("--postings", default=50, show_default=True)
@click.option("--latency", default=0.3, show_default=True, help="Seconds that every answer takes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, postings: int, latency: float, as_json: bool, save: bool) -> None:
    """Measure a search against the stand-in, pacing off, and the same with everything cached."""
    with _standin(latency) as url, running_stack(_variables(url)) as caller:
        report = measure(caller, url, postings)
    report |= {"postings": postings, "latency_seconds": latency}
    if save:
        RESULTS.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(report))
    else:
        _show(report)


def measure(caller: Caller, url: str, postings: int) -> dict[str, Any]:
    """Return seconds of both ways, of the cached way, and the ratio; medians of alternating rounds.

    Repeats of an offer are read once, so the ratio compares seconds per posting that was read.
    """
    resume = _upload(caller)
    _search(caller, {"keywords": "nurse", "limit": 5, "resume_id": resume})  # loads what loads once
    plain, ours, cached, read = [], [], [], postings
    for weight in range(1, ROUNDS + 1):
        sequential = run_sequentially(url, KEYWORDS, postings)
        plain.append(sequential.seconds)
        question = {
            "keywords": KEYWORDS,
            "limit": postings,
            "resume_id": resume,
            "weights": {"skills": weight},
        }
        seconds, read = _search(caller, question | {"refresh": True})
        ours.append(seconds)
        cached.append(_search(caller, question)[0])
    return {
        "sequential_seconds": round(median(plain), 3),
        "search_seconds": round(median(ours), 3),
        "cached_seconds": round(median(cached), 3),
        "postings_read": read,
        "ratio": round((median(plain) / postings) / (median(ours) / read), 1),
        "sequential_requests": sequential.requests,
    }


def _search(caller: Caller, question: dict[str, Any]) -> tuple[float, int]:
    began = perf_counter()
    answer = caller.call("POST", "/api/searches", json=question)
    task = caller.finish(answer["task"])
    seconds = perf_counter() - began
    search = caller.call("GET", f"/api/searches/{answer['search']['id']}")
    counts = search["counts"]
    if task["status"] != "succeeded" or counts["matched"] + counts["duplicates"] != question["limit"]:
        raise click.ClickException(f"the search did not come out whole: {search['sources']}")
    return seconds, counts["matched"]


def _upload(caller: Caller) -> str:
    with RESUME.open("rb") as file:
        answer = caller.call("POST", "/api/resumes/upload", files={"file": (RESUME.name, file)})
    caller.finish(answer["task"])
    return str(answer["resume"]["id"])


@contextmanager
def _standin(latency: float) -> Iterator[str]:
    with running(State(POSTINGS, Options(latency=latency))) as server:
        yield server.url


def _variables(url: str) -> dict[str, str]:
    return {
        "LINKEDIN_BASE_URL": url,
        "SOURCES": "linkedin",
        "LINKEDIN_LI_AT": LI_AT,
        "LINKEDIN_JSESSIONID": JSESSIONID,
        "LINKEDIN_SECONDS_PER_REQUEST": "0",
        "RATE_LIMIT": "100000/minute",
    }


def _show(report: dict[str, Any]) -> None:
    table = Table(title=f"{report['postings']} postings, {report['latency_seconds']} s per answer")
    table.add_column("way")
    table.add_column("seconds", justify="right")
    requests = report["sequential_requests"]
    table.add_row(
        f"linkedin-api as it is, {requests} requests one by one", f"{report['sequential_seconds']:.2f}"
    )
    table.add_row("search_and_match, everything fetched", f"{report['search_seconds']:.2f}")
    table.add_row("search_and_match, postings cached", f"{report['cached_seconds']:.2f}")
    Console().print(table)
    Console().print(f"{report['ratio']} times as fast")
