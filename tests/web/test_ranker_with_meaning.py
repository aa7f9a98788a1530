"""An account that judges what was compared by meaning has a ranker that weighs it, where a model reads."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from services.ports import SentenceModelAbsent
from tests.web.conftest import Caller
from tests.web.reading_model import HashedWords
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

Work = Callable[[], None]
WEIGHTS = {"skills": 0.4, "experience": 0.3, "keywords": 0.1, "semantic": 0.2}


class Extra:
    """The packages of the sentence model, which may be taken away."""

    def __init__(self) -> None:
        self.installed = True

    def __call__(self) -> HashedWords:
        """Return the model; SentenceModelAbsent without its packages."""
        return HashedWords() if self.installed else self._absent()

    def _absent(self) -> NoReturn:
        raise SentenceModelAbsent("install onnxruntime")


@pytest.fixture
def extra() -> Extra:
    """Install the model."""
    return Extra()


@pytest.fixture
def dependencies(dependencies: Dependencies, extra: Extra) -> Dependencies:
    """Wire the application with it."""
    return replace(dependencies, sentences=extra)


def judge_by_meaning(caller: Caller, search: dict[str, Any]) -> list[dict[str, Any]]:
    """Like the half of a search's matches that is most alike in meaning, dislike the other."""
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    matches.sort(key=lambda match: -match["breakdown"]["semantic"]["score"])
    for place, match in enumerate(matches):
        verdict = "relevant" if 2 * place < len(matches) else "irrelevant"
        caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": verdict})
    return matches


def test_verdicts_on_what_was_compared_teach_a_weight_for_meaning(
    caller: Caller,
    work: Work,
    extra: Extra,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """It is used in searches and stored rankings, explained, and gone with the model; nothing else is."""
    shipped = caller.get("/api/ranker").json
    assert "semantic" not in shipped["weights"]
    judge_by_meaning(caller, run(caller, work, weights=WEIGHTS, keywords="engineer", limit=30))
    caller.post("/api/ranker/train")
    work()
    own = caller.get("/api/ranker").json
    assert own["weights"]["semantic"] > 0.02
    search = run(caller, work, ranker="learned")
    assert search["ranker_version"] == own["version"]
    assert search["counts"]["compared"] == search["counts"]["matched"]
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    for match in matches:
        assert match["breakdown"]["semantic"]["weight"] == own["weights"]["semantic"]
        assert round(sum(part["points"] for part in match["breakdown"].values()), 1) == match["score"]
    stored = caller.get(f"/api/resumes/{resume['id']}/matches", ranker="learned", limit=10).json
    assert (stored["ranker_version"], stored["compared"]) == (own["version"], stored["scored"])
    rescored = caller.post(f"/api/matches/{matches[0]['id']}/rescore", json={"ranker": "learned"}).json
    assert (rescored["score"], rescored["outdated"]) == (matches[0]["score"], False)
    extra.installed = False
    plain = caller.get("/api/ranker").json
    assert plain["own"]
    assert plain["version"] != own["version"]
    assert "semantic" not in plain["weights"]
    assert run(caller, work, ranker="learned", limit=3)["ranker_version"] == plain["version"]


def test_verdicts_on_what_was_never_compared_teach_none(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """The model is installed, but read nothing: weights have three parts, as without it."""
    search = run(caller, work, keywords="engineer", limit=30)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    for place, match in enumerate(matches):
        verdict = "relevant" if 2 * place < len(matches) else "irrelevant"
        caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": verdict})
    caller.post("/api/ranker/train")
    work()
    own = caller.get("/api/ranker").json
    assert own["own"]
    assert list(own["weights"]) == ["skills", "experience", "keywords"]
