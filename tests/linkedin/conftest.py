"""A stand-in LinkedIn over real HTTP, and the adapter pointed at it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from adapters.linkedin.accounts import LinkedInAccount, LinkedInSettings
from adapters.linkedin.source import LinkedInSource
from adapters.linkedin.transport import Deadlines
from embedded.linkedin_standin.server import Running, running
from embedded.linkedin_standin.state import JSESSIONID, LI_AT, State

TITLES = ("Python Engineer", "Ward Nurse", "C++ Developer", "Line Cook", "Data Analyst")
PLACES = (
    ("Berlin, Berlin, Germany", "Berlin", "Berlin", "Germany"),
    ("San Francisco, CA", "San Francisco", "CA", "United States"),
    ("Paris, Île-de-France, France", "Paris", "Île-de-France", "France"),
)
PERIODS = ("YEAR", "HOUR", "MONTH", "DAY")
COOKIES = LinkedInAccount(li_at=LI_AT, jsessionid=JSESSIONID, terms_accepted=True)
SHORT = Deadlines(connect=1.0, read=0.5, total=1.0)
PATIENT = Deadlines(connect=5.0, read=10.0, total=15.0)


def row(number: int) -> dict[str, Any]:
    """Return the ``number``-th fictional posting; its fields walk through every value at different paces."""
    raw, city, region, country = PLACES[number % len(PLACES)]
    return {
        "id": str(4_100_000_000 + number),
        "title": TITLES[number % len(TITLES)],
        "company": f"Company {number % 7}",
        "company_url": None if number % 7 == 3 else f"https://company{number % 7}.example.com",
        "location": {"raw": raw, "city": city, "region": region, "country": country},
        "workplace": ("onsite", "remote", "hybrid")[number % 4 % 3],
        "job_type": "FPCTIV"[number % 6],
        "level": number % 6 + 1,
        "salary": _salary(number),
        "posted_days_ago": number % 40,
        "expires_in_days": 10,
        "apply_url": None if number % 2 else f"https://apply.example.com/{number}",
        "description_html": (
            f"<p>About <strong>us</strong> &amp; you, posting {number}</p>"
            "<ul><li>4+ years TypeScript or Go</li><li>2+ years Rust 🚀</li></ul><h3>Nice 🐍 to have</h3>"
            "<ol><li>Redis</li><li>SQL</li></ol>"
        ),
        "skills": ["Go", "Rust"],
        "profession": "software",
    }


def _salary(number: int) -> dict[str, Any] | None:
    if number % 3:
        return None
    return {"min": 50_000 + number, "max": 60_000, "currency": "EUR", "period": PERIODS[number % 4]}


@pytest.fixture(scope="session")
def postings_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write 120 fictional postings to a file."""
    path = tmp_path_factory.mktemp("linkedin") / "postings.jsonl"
    path.write_text("\n".join(json.dumps(row(number)) for number in range(120)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def _server(postings_file: Path) -> Iterator[Running]:
    with running(State(postings_file)) as server:
        yield server


@pytest.fixture
def standin(_server: Running) -> Running:
    """Return the stand-in, freshly reset."""
    _server.state.reset()
    return _server


@pytest.fixture
def fault(standin: Running) -> Callable[..., None]:
    """Return a function that puts a fault in force, over HTTP as a person would."""

    def put(kind: str, **fields: object) -> None:
        requests.post(f"{standin.url}/__fault", json={"kind": kind, **fields}, timeout=5).raise_for_status()

    return put


@pytest.fixture
def asked(standin: Running) -> Callable[[], list[str]]:
    """Return a function that gives the addresses asked so far."""

    def addresses() -> list[str]:
        answer = requests.get(f"{standin.url}/__log", timeout=5)
        return [f"{entry['method']} {entry['path']}" for entry in answer.json()]

    return addresses


@pytest.fixture
def linkedin(standin: Running) -> Callable[..., LinkedInSource]:
    """Return a function that makes a source signed in by cookies, impatient with faults that take time."""

    def make(account: LinkedInAccount = COOKIES, *, facing: str = "", **options: Any) -> LinkedInSource:
        deadlines = SHORT if facing in ("slow", "drip", "drip-headers") else PATIENT
        return LinkedInSource(LinkedInSettings(account, standin.url, deadlines), **options)

    return make
