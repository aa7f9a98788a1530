"""``GET /api/jobs/{id}/tone``: the signals of a posting, and its sentences that are not neutral."""

import io
import json
from collections.abc import Callable

import pytest

from tests.web.conftest import Caller

pytestmark = pytest.mark.services

TEXT = "Baker wanted for Leeds. You will love our wonderful team. Hustle under pressure at 4 am. " * 3


@pytest.fixture
def job(caller: Caller, work: Callable[[], None]) -> str:
    """Import one posting, have it read, and return where it is."""
    listing = json.dumps([{"title": "Baker", "company": "Krume", "description": TEXT}]).encode()
    answer = caller.post("/api/jobs/import", data={"file": (io.BytesIO(listing), "jobs.json")})
    assert answer.status_code == 200, answer.text
    work()
    return f"/api/jobs/{caller.get('/api/jobs').json['items'][0]['id']}"


def test_sentences_are_shown_beside_the_signals_and_change_no_number(caller: Caller, job: str) -> None:
    tone, whole = caller.get(f"{job}/tone").json, caller.get(job).json
    assert "pressure" in {flag["code"] for flag in tone["flags"]}
    assert "You will love our wonderful team." in {sentence["text"] for sentence in tone["sentences"]}
    for sentence in tone["sentences"]:
        start, end = sentence["span"]
        assert whole["description_text"][start:end] == sentence["text"]
        assert 0.05 <= abs(sentence["sentiment"]) <= 1
    assert {key: tone[key] for key in ("sentiment", "flags")} == whole["tone"]


def test_a_posting_of_somebody_else_has_no_tone(job: str, make_caller: Callable[[str], Caller]) -> None:
    assert make_caller("second").get(f"{job}/tone").status_code == 404
