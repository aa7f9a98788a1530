"""A weight for meaning, through the API: with the sentence model installed, and without."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from adapters.sentence_model import installed
from services.ports import SentenceModelAbsent
from tests.web.conftest import Caller
from tests.web.test_main_job import resume, run  # noqa: F401 - a fixture, used by name
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

Work = Callable[[], None]
WEIGHTS = {"skills": 0.4, "experience": 0.3, "keywords": 0.1, "semantic": 0.2}


@pytest.mark.skipif(not installed(), reason="needs the extra packages of the sentence model")
def test_meaning_is_explained_and_scores_stored_postings_alike(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Four parts sum to the score; the stored ranking reads nothing anew and says how many it compared."""
    search = run(caller, work, weights=WEIGHTS, limit=8)
    assert search["weights"] == WEIGHTS
    assert search["counts"]["compared"] == search["counts"]["matched"] == 8
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    for match in matches:
        parts = match["breakdown"]
        assert list(parts) == ["skills", "experience", "keywords", "semantic"]
        assert round(sum(part["points"] for part in parts.values()), 1) == match["score"]
        assert 0 <= parts["semantic"]["score"] <= 1
    assert len({match["breakdown"]["semantic"]["cosine"] for match in matches}) > 3
    assert any(match["breakdown"]["semantic"]["nearest_position"] for match in matches)
    query = ",".join(f"{name}:{share}" for name, share in WEIGHTS.items())
    answer = caller.get(f"/api/resumes/{resume['id']}/matches", weights=query, limit=100).json
    assert answer["compared"] == answer["scored"] == 8
    shown = [(match["job"]["id"], match["score"], match["breakdown"]) for match in answer["items"]]
    assert shown == [(match["job"]["id"], match["score"], match["breakdown"]) for match in matches]
    what_if = caller.post(f"/api/matches/{matches[0]['id']}/what-if", json={"years": 5}).json
    assert what_if["before"] == matches[0]["score"]
    assert what_if["breakdown"]["semantic"] == matches[0]["breakdown"]["semantic"]


class TestWithoutTheModel:
    """Where the extra packages are not installed."""

    @pytest.fixture
    def dependencies(self, dependencies: Dependencies) -> Dependencies:
        """Wire the application as on a plain installation."""

        def absent() -> NoReturn:
            raise SentenceModelAbsent("install onnxruntime")

        return replace(dependencies, sentences=absent)

    def test_a_weight_for_meaning_is_refused_and_names_the_extra(
        self,
        caller: Caller,
        work: Work,
        resume: dict[str, Any],  # noqa: F811
    ) -> None:
        """422 for a search and for stored postings; a weight of zero is none."""
        for answer in (
            caller.post("/api/searches", json={"keywords": "python", "weights": WEIGHTS}),
            caller.get(f"/api/resumes/{resume['id']}/matches", weights="skills:1,semantic:1"),
        ):
            assert answer.status_code == 422
            assert answer.mimetype == "application/problem+json"
            assert answer.json["code"] == "sentence_model_absent"
            assert "make extras" in answer.json["errors"]["weights"][0]
        none = caller.post(
            "/api/searches", json={"keywords": "python", "weights": {**WEIGHTS, "semantic": 0}}
        )
        assert none.status_code == 202
