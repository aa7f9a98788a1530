"""RETRIEVAL names what this database does not have: the answer says so, and the rest of the API works."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from services.shortlist import nearest
from services.shortlist.nearest import Pgvector
from tests.web.conftest import Caller
from tests.web.test_main_job import resume  # noqa: F401 - a fixture, used by name
from web.dependencies import Dependencies

pytestmark = pytest.mark.services


@pytest.fixture
def dependencies(dependencies: Dependencies, monkeypatch: pytest.MonkeyPatch) -> Dependencies:
    """Wire the application with RETRIEVAL=pgvector on a Postgres without it."""
    monkeypatch.setattr(nearest, "_INSTALLED", text("select false, false"))
    return replace(dependencies, retrieval=Pgvector)


def test_a_missing_extension_is_a_problem_with_a_name(
    caller: Caller,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """503, for whoever runs the service to mend: the code, and what to create or to set."""
    answer = caller.get(f"/api/resumes/{resume['id']}/matches")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "pgvector_absent"
    assert "create extension vector" in answer.json["detail"]
    assert caller.get("/api/jobs").status_code == 200
