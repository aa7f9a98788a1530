"""A resume can be read again: after an upgrade, by its owner or from the terminal, and nothing is lost by it."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from embedded.servers import Servers
from models.resume import Resume
from models.sessions import Sessions, act_as
from services.resumes.version import current_version
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

TEXT = (
    b"Jane Example\njane@example.org\nExperience\nData Engineer, Acme Ltd\nJan 2019 - Dec 2020\n"
    b"- Built streams in Python and Kafka\n"
)
Work = Callable[[], None]


@pytest.fixture
def stored(caller: Caller, work: Work) -> str:
    """Upload a resume and have it read."""
    answer = caller.post("/api/resumes/upload", data={"file": (io.BytesIO(TEXT), "cv.txt")})
    work()
    return str(answer.json["resume"]["id"])


@pytest.fixture
def age(sessions: Sessions, caller: Caller) -> Callable[..., None]:
    """Make every stored reading that of an older version, which knew less."""

    def make(**values: Any) -> None:
        with sessions.begin() as session:
            act_as(session, caller.account_id)
            read = {"basics": {"name": "Somebody Else"}, "parser_version": "0"}
            session.execute(update(Resume).values({"parser_version": "0", "parsed": read, **values}))

    return make


@pytest.fixture
def terminal(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a function that runs `rolefit reparse --no-wait` and returns what it prints."""
    for name, value in servers.environ().items():
        monkeypatch.setenv(name, value)

    def run(*options: str) -> str:
        from cli.reparse import command

        result = CliRunner().invoke(command, [*options, "--no-wait"], catch_exceptions=False)
        return result.stdout

    return run


def reading(caller: Caller, resume_id: str) -> dict[str, Any]:
    return dict(caller.get(f"/api/resumes/{resume_id}").json)


def test_the_version_names_the_reader_and_its_taxonomy(caller: Caller, stored: str) -> None:
    from services.features.tools import load_feature_tools

    version = reading(caller, stored)["parser_version"]
    assert version == current_version()
    assert load_feature_tools().version in version


def test_reading_again_replaces_what_an_older_version_read(
    caller: Caller, stored: str, age: Callable[..., None], work: Work
) -> None:
    age()
    answer = caller.post(f"/api/resumes/{stored}/reparse")
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/api/tasks/{answer.json['task']['id']}"
    assert answer.json["resume"]["status"] == "ready"
    work()
    again = reading(caller, stored)
    assert (again["basics"]["name"], again["parser_version"]) == ("Jane Example", current_version())
    assert again["work"][0]["company"] == "Acme Ltd"
    assert (again["experience"]["total_months"], again["experience"]["level"]) == (24, 3)


def test_corrections_survive(caller: Caller, stored: str, age: Callable[..., None], work: Work) -> None:
    corrections = {"basics.name": "Janet Example", "work[2019-01].company": "Acme Limited"}
    caller.call("PATCH", f"/api/resumes/{stored}", json={"corrections": corrections})
    age()
    caller.post(f"/api/resumes/{stored}/reparse")
    work()
    again = reading(caller, stored)
    assert (again["basics"]["name"], again["work"][0]["company"]) == ("Janet Example", "Acme Limited")


def test_old_matches_stay(caller: Caller, stored: str, work: Work) -> None:
    caller.post("/api/searches", json={"keywords": "python engineer", "limit": 5})
    work()
    before = [match["id"] for match in caller.get("/api/matches/history").json["items"]]
    caller.post(f"/api/resumes/{stored}/reparse")
    work()
    assert [match["id"] for match in caller.get("/api/matches/history").json["items"]] == before != []


def test_asking_twice_promises_once(caller: Caller, stored: str) -> None:
    first, second = (caller.post(f"/api/resumes/{stored}/reparse").json["task"]["id"] for _ in range(2))
    assert first == second


def test_a_reading_that_fails_leaves_the_former_one(
    caller: Caller, stored: str, sessions: Sessions, work: Work
) -> None:
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        session.execute(update(Resume).values(media_type="application/pdf"))
    task = caller.post(f"/api/resumes/{stored}/reparse").json["task"]["id"]
    work()
    assert caller.get(f"/api/tasks/{task}").json["status"] == "failed"
    again = reading(caller, stored)
    assert (again["status"], again["error"], again["basics"]["name"]) == ("ready", None, "Jane Example")


def test_cancelling_it_leaves_the_former_reading(caller: Caller, stored: str) -> None:
    task = caller.post(f"/api/resumes/{stored}/reparse").json["task"]["id"]
    assert caller.call("DELETE", f"/api/tasks/{task}").status_code == 200
    assert reading(caller, stored)["status"] == "ready"


def test_a_file_that_could_not_be_read_gets_another_chance(
    caller: Caller, stored: str, age: Callable[..., None], work: Work
) -> None:
    age(parsed=None, text=None, status="failed", error={"code": "timeout", "title": "Too slow"})
    assert caller.post(f"/api/resumes/{stored}/reparse").json["resume"]["status"] == "queued"
    work()
    assert reading(caller, stored)["basics"]["name"] == "Jane Example"


def test_another_account_finds_nothing(make_caller: Callable[..., Caller], stored: str) -> None:
    assert make_caller("second").post(f"/api/resumes/{stored}/reparse").status_code == 404


def test_the_terminal_renews_only_what_is_older(
    caller: Caller, stored: str, age: Callable[..., None], work: Work, terminal: Callable[..., str]
) -> None:
    assert terminal().startswith("0 resumes")
    age()
    assert terminal("--dry-run").startswith("1 resumes")
    assert _open_tasks(caller) == 0
    terminal()
    terminal()
    assert _open_tasks(caller) == 1
    work()
    assert reading(caller, stored)["basics"]["name"] == "Jane Example"
    assert terminal("--all").startswith("1 resumes")


def _open_tasks(caller: Caller) -> int:
    return sum(task["status"] == "queued" for task in caller.get("/api/tasks").json["items"])
