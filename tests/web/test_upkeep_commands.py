"""Commands that renew what is computed: vectors after an upgrade, rankers after verdicts."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update

from cli.main import COMMANDS, _root
from embedded.servers import Servers
from models.posting_vector import StoredVector
from models.sessions import Sessions, act_as
from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name
from tests.web.test_rankers import judge

pytestmark = pytest.mark.services

Work = Callable[[], None]


@pytest.fixture
def rolefit(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return a runner of commands on the tests' database, which gives what they print."""
    for name, value in servers.environ().items():
        monkeypatch.setenv(name, value)

    def call(*words: str) -> str:
        done = CliRunner().invoke(_root, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def test_vectors_that_are_missing_or_outdated_are_made_again(
    caller: Caller,
    work: Work,
    sessions: Sessions,
    rolefit: Callable[..., str],
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Rows lost and rows of an older version are made from features; the ranking is as before."""
    run(caller, work)
    path = f"/api/resumes/{resume['id']}/matches"
    before = caller.get(path, limit=100).json
    assert rolefit("vectors") == "0 vectors made\n"
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        keys = session.scalars(
            update(StoredVector).values(version="older").returning(StoredVector.posting_id)
        ).all()
        session.execute(delete(StoredVector).where(StoredVector.posting_id.in_(keys[:3])))
    assert caller.get(path).json["scored"] == 0
    assert rolefit("vectors") == f"{len(keys)} vectors made\n"
    assert caller.get(path, limit=100).json == before


def test_rankers_are_learnt_from_the_terminal(
    caller: Caller,
    work: Work,
    rolefit: Callable[..., str],
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Without verdicts it says what is missing; with them it names what it learnt."""
    search = run(caller, work, keywords="engineer", limit=30)
    assert "at least 1 of each" in rolefit("ranker", "train")
    judge(caller, caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"])
    printed = rolefit("ranker", "train")
    version = caller.get("/api/ranker").json["version"]
    assert f"account {caller.account_id}: {version} from" in printed
    assert "ranker" in COMMANDS
