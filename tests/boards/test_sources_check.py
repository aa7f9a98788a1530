"""`rolefit sources check` asks for real and tells what came of it."""

import pytest
from click.testing import CliRunner

from cli.sources import command
from embedded.boards_standin.server import Running
from embedded.boards_standin.state import USAJOBS_KEY


@pytest.fixture(autouse=True)
def environment(standin: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point this environment's boards at the stand-ins."""
    monkeypatch.setenv("SOURCE_STAND_INS", f"*={standin.url}")
    monkeypatch.setenv("USAJOBS_KEY", USAJOBS_KEY)
    monkeypatch.setenv("USAJOBS_EMAIL", "person@example.com")
    monkeypatch.setenv("COLUMNS", "200")


def test_every_source_that_is_set_up_is_asked_once(standin: Running) -> None:
    result = CliRunner().invoke(command, ["check", "--company", "greenhouse:acme"])
    assert result.exit_code == 0, result.output
    for name in ("greenhouse:acme", "remotive", "arbeitnow", "remoteok", "hackernews", "themuse", "usajobs"):
        line = next(line for line in result.output.splitlines() if line.strip().startswith(f"{name} "))
        assert " ok " in line
    assert "skipped: needs key: set ADZUNA_APP_ID" in result.output
    assert "terms of remotive: https://" in result.output
    assert standin.state.count("remotive.com") == 1


def test_a_failure_is_named_and_sets_the_exit_status(standin: Running) -> None:
    standin.fault("html", "remotive.com")
    result = CliRunner().invoke(command, ["check"])
    assert result.exit_code == 1
    assert "failed: schema_drift" in result.output


def test_the_optional_package_is_asked_through_its_own_function_and_its_errors_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether it is installed or not, a small object stands in at its boundary alone."""
    from adapters.boards import jobspy_reader
    from adapters.boards.feed import Asked
    from domain.sources import RateLimited, SourceQuery

    class Frame:
        def __init__(self, rows: list[dict[str, object]], errors: dict[str, str]) -> None:
            self.rows, self.attrs = rows, {"errors": errors}

        def to_dict(self, orient: str) -> list[dict[str, object]]:
            assert orient == "records"
            return self.rows

    row = {
        "id": "in-1",
        "title": "Data Engineer",
        "company": "Krume",
        "job_url": "https://www.indeed.com/viewjob?jk=1",
        "location": "Austin, TX, US",
        "job_type": "fulltime",
        "interval": "yearly",
        "min_amount": 90000.0,
        "max_amount": float("nan"),
        "currency": "USD",
        "description": "<p>Data.</p>",
    }

    def ask(frame: Frame) -> object:
        feed = jobspy_reader.feed(accepted=True, scrape=lambda **_: frame)
        assert feed.missing is None
        return feed.read(None, Asked(SourceQuery("data")))  # type: ignore[arg-type]

    listing = ask(Frame([row], {"indeed": "429"}))
    assert not listing.complete  # type: ignore[attr-defined]
    posting = listing.postings[0]  # type: ignore[attr-defined]
    assert (posting.title, posting.job_type, posting.salary.min, posting.salary.max) == (
        "Data Engineer",
        "F",
        90000.0,
        None,
    )
    with pytest.raises(RateLimited):
        ask(Frame([], {"indeed": "bad response: 429"}))
    monkeypatch.setattr(jobspy_reader, "find_spec", lambda _name: None)
    assert "requirements-extra.txt" in (jobspy_reader.feed(accepted=True).missing or "")
