"""`rolefit match` hands on what it is asked, in the names of the API."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import api, match, matching


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand in for a running Rolefit; return what a search was asked with."""
    criteria: dict[str, Any] = {}
    monkeypatch.setattr(api, "Client", lambda: None)
    monkeypatch.setattr(matching, "upload", lambda _client, _path: "res_1")
    monkeypatch.setattr(matching, "search", lambda _client, given: criteria.update(given) or {})
    monkeypatch.setattr(matching, "show", lambda _result, _console: None)
    return criteria


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ((), {}),
        (("--ranker", "learned"), {"ranker": "learned"}),
        (("--weights", "skills:1,semantic:1"), {"weights": "skills:1,semantic:1"}),
    ],
)
def test_who_weighs_is_handed_on(
    asked: dict[str, Any], tmp_path: Path, options: tuple[str, ...], wanted: dict[str, str]
) -> None:
    """What is not given is left to the API."""
    resume = tmp_path / "cv.txt"
    resume.write_text("Ann Example")
    done = CliRunner().invoke(match.command, [str(resume), "-k", "nurse", *options])
    assert done.exit_code == 0, done.output
    assert asked == {"keywords": "nurse", "limit": 25, "resume_id": "res_1"} | wanted


def test_an_unknown_ranker_is_refused(tmp_path: Path) -> None:
    """Before anything is uploaded, and with the rankers there are."""
    resume = tmp_path / "cv.txt"
    resume.write_text("Ann Example")
    done = CliRunner().invoke(match.command, [str(resume), "-k", "nurse", "--ranker", "oracle"])
    assert done.exit_code == 2
    assert "learned" in done.output
