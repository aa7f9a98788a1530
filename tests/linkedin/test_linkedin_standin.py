"""The stand-in is strict where LinkedIn is, and steered over HTTP."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from adapters.linkedin.source import LinkedInSource
from benchmarks.linkedin_sequential import run_sequentially
from domain.sources import SourceQuery
from embedded.linkedin_standin.faults import KINDS
from embedded.linkedin_standin.restli import read_query
from embedded.linkedin_standin.server import Running


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("(a:b)", {"a": "b"}),
        ("(a:b%2Cc%3A%28d%29,e:List(1,2),f:(g:h))", {"a": "b,c:(d)", "e": ["1", "2"], "f": {"g": "h"}}),
        ("(a:)", {"a": ""}),
        ("(a:List())", {"a": []}),
        ("()", {}),
    ],
)
def test_restli_objects_are_read(raw: str, value: object) -> None:
    assert read_query(raw) == value


@pytest.mark.parametrize(
    "raw", ["", "a", "(a:b", "(a:b))", "(a:(Python OR Go))", "(a:b,c)", "(a:b:c)", "List(1)"]
)
def test_anything_else_is_refused(raw: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_query(raw)


def test_latency_delays_every_answer(linkedin: Callable[..., LinkedInSource], standin: Running) -> None:
    requests.post(f"{standin.url}/__reset", json={"latency": 0.2}, timeout=5)
    started = time.monotonic()
    linkedin().search_page(SourceQuery(""), None)
    assert time.monotonic() - started >= 0.2


def test_an_unknown_fault_is_refused(standin: Running) -> None:
    for body in ({"kind": "gremlins"}, {"kind": "429", "colour": "red"}):
        assert requests.post(f"{standin.url}/__fault", json=body, timeout=5).status_code == 422
    assert standin.state.faults == []


def test_faults_can_be_lifted_and_limited(standin: Running, fault: Callable[..., None]) -> None:
    fault("503", times=1)
    assert [requests.get(standin.url, timeout=5).status_code for _ in range(2)] == [503, 200]
    fault("503")
    fault("none")
    assert requests.get(standin.url, timeout=5).status_code == 200


def test_at_least_the_26_faults_of_the_catalogue_exist() -> None:
    assert len(set(KINDS)) >= 26


def test_it_runs_by_itself_and_prints_its_settings(postings_file: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "embedded.linkedin_standin", "--postings", str(postings_file)],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert server.stdout is not None
        printed = [server.stdout.readline() for _ in range(4)]
        address = re.fullmatch(r"LINKEDIN_BASE_URL=(http://127\.0\.0\.1:\d+)\n", printed[0])
        assert address
        assert [line.partition("=")[0] for line in printed[1:]] == [
            "LINKEDIN_LI_AT", "LINKEDIN_JSESSIONID", "LINKEDIN_ACCEPT_TERMS",
        ]  # fmt: skip
        assert requests.get(f"{address[1]}/__log", timeout=5).json() == []
    finally:
        server.terminate()
        server.wait(10)


def test_the_sequential_baseline_is_the_plain_package_without_its_sleeps(standin: Running) -> None:
    """What the search benchmark divides by: every posting and its skills, one request after the other."""
    run = run_sequentially(standin.url, "engineer", 5)
    assert (run.postings, run.requests) == (5, 11)
    assert run.requests == len(standin.state.log)
    assert run.seconds < 5
