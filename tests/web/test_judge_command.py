"""`rolefit judge` asks about the matches not judged yet, and says how the ranker stands."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from click.testing import Result as Done

from cli import api, judge, matching
from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name

pytestmark = pytest.mark.services

Work = Callable[[], None]


class Terminal:
    """The terminal's client, its calls handed to the application without a socket."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, path: str, **params: Any) -> Any:
        """Return the JSON at ``path``."""
        return self._caller.get(path, **params).json

    def post(self, path: str, json: dict[str, Any]) -> Any:
        """Post and return the JSON answer."""
        answer = self._caller.post(path, json=json)
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch, caller: Caller) -> Callable[..., Done]:
    """Run the command with these answers."""
    monkeypatch.setattr(api, "Client", lambda: Terminal(caller))
    return lambda answers, *options: CliRunner().invoke(judge.command, options, input="\n".join(answers))


def test_each_match_is_asked_about_once_until_one_has_enough(
    caller: Caller,
    work: Work,
    judged: Callable[..., Done],
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """One judged already is left out, one skipped stays as it is, and a wrong letter is asked again."""
    search = run(caller, work, keywords="engineer", limit=30)
    path = f"/api/searches/{search['id']}/matches"
    first, second, third, fourth, *_ = caller.get(path).json["items"]
    none = judged("yq")
    assert "1 told; 1 liked and 0 disliked in all. From 1 of either kind on your own" in none.output
    assert f"{first['score']:5.1f}  {first['job']['title']}, {first['job']['company']['name']}" in none.output
    caller.post(f"/api/matches/{second['id']}/feedback", json={"verdict": "hidden"})
    done = judged("xsaq", "--search", search["id"])
    assert done.exit_code == 0, done.output
    assert third["job"]["title"] in done.output
    assert "1 told; 2 liked and 1 disliked in all. Your ranker learns within a minute" in done.output
    told = {match["id"]: match["verdict"] for match in caller.get(path).json["items"] if match["verdict"]}
    assert told == {first["id"]: "relevant", second["id"]: "hidden", fourth["id"]: "applied"}
    assert judged("n", "--limit", "1").output.count("Of interest?") == 1
    work()


def test_matches_behind_the_first_page_are_asked_about_too(
    caller: Caller,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
    judged: Callable[..., Done],
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Where the first are judged already."""
    monkeypatch.setattr(matching, "PAGE", 2)
    search = run(caller, work, keywords="engineer", limit=5)
    matches = caller.get(f"/api/searches/{search['id']}/matches").json["items"]
    assert len(matches) > 3
    for match in matches[:3]:
        caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": "hidden"})
    done = judged("s" * (len(matches) - 3))
    assert done.output.count("Of interest?") == len(matches) - 3
    assert "0 told; 0 liked and 3 disliked in all." in done.output


def test_without_a_search_there_is_nothing_to_judge(judged: Callable[..., Done]) -> None:
    """It says what to do first."""
    done = judged("")
    assert (done.exit_code, "rolefit match" in done.output) == (1, True)
