"""An account may teach the tagger its own skills and names of known ones; nobody else sees them."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from domain.skills import OwnSkill
from services.features.own_skills import with_own_skills
from services.features.tools import FeatureTools, load_feature_tools
from tests.web.conftest import Caller

pytestmark = pytest.mark.services

TEXT = (
    b"Jane Example\njane@example.org\nExperience\nPlanner, Acme Ltd\nJan 2019 - Dec 2020\n"
    b"- Ran the Zorbflow planner and wrote reports in Snakelang\n"
)
ZORB = {"name": "Zorbflow", "synonyms": ["zorb flow", "ZF9"]}
Work = Callable[[], None]


@pytest.fixture(scope="module")
def tools() -> FeatureTools:
    return load_feature_tools()


def upload(caller: Caller, work: Work) -> dict[str, Any]:
    answer = caller.post("/api/resumes/upload", data={"file": (io.BytesIO(TEXT), "cv.txt")})
    work()
    return dict(caller.get(f"/api/resumes/{answer.json['resume']['id']}").json)


def skills(resume: dict[str, Any]) -> dict[str, str]:
    return {skill["name"]: skill["id"] for skill in resume["skills"]}


def test_an_own_skill_is_found_in_resumes_read_from_now_on(caller: Caller, work: Work) -> None:
    added = caller.post("/api/skills", json=ZORB)
    assert added.status_code == 201
    assert added.json["id"].startswith("own:")
    resume = upload(caller, work)
    assert skills(resume)["Zorbflow"] == added.json["id"]
    zorb = next(skill for skill in resume["skills"] if skill["name"] == "Zorbflow")
    assert (zorb["group"], zorb["years"]) == ("own", 2.0)


def test_a_further_name_counts_as_the_skill_of_the_taxonomy(
    caller: Caller, work: Work, tools: FeatureTools
) -> None:
    python = tools.taxonomy.find("python")
    assert python is not None
    caller.post("/api/skills", json={"name": "Snakelang", "same_as": python.id})
    assert skills(upload(caller, work))[python.name] == python.id


def test_resumes_read_before_are_named_and_can_be_read_again(caller: Caller, work: Work) -> None:
    resume = upload(caller, work)
    assert caller.get("/api/skills").json == {"items": [], "outdated_resumes": []}
    caller.post("/api/skills", json=ZORB)
    assert caller.get("/api/skills").json["outdated_resumes"] == [resume["id"]]
    caller.post(f"/api/resumes/{resume['id']}/reparse")
    work()
    assert caller.get("/api/skills").json["outdated_resumes"] == []
    assert "Zorbflow" in skills(caller.get(f"/api/resumes/{resume['id']}").json)


def test_a_removed_skill_is_named_no_more(caller: Caller, work: Work) -> None:
    added = caller.post("/api/skills", json=ZORB).json["id"]
    assert caller.call("DELETE", f"/api/skills/{added}").status_code == 204
    assert caller.call("DELETE", f"/api/skills/{added}").status_code == 404
    assert "Zorbflow" not in skills(upload(caller, work))


def test_postings_are_read_with_it_and_the_match_shows_it(caller: Caller, work: Work) -> None:
    """Whatever posting says "engineer" now asks for an own skill that the resume has."""
    upload(caller, work)
    before = _search(caller, work)
    added = caller.post(
        "/api/skills", json={"name": "engineering craft", "synonyms": ["engineer", "planner"]}
    )
    resume = caller.get("/api/skills").json["outdated_resumes"][0]
    caller.post(f"/api/resumes/{resume}/reparse")
    work()
    after = _search(caller, work)
    assert after["id"] != before["id"]
    matches = caller.get(f"/api/searches/{after['id']}/matches").json["items"]
    matched = {skill["id"] for match in matches for skill in _skills(caller, match)["matched"]}
    assert added.json["id"] in matched


def test_another_account_knows_nothing_of_it(make_caller: Callable[..., Caller], work: Work) -> None:
    first, second = make_caller("first"), make_caller("second")
    added = first.post("/api/skills", json=ZORB).json["id"]
    assert second.get("/api/skills").json["items"] == []
    assert second.call("DELETE", f"/api/skills/{added}").status_code == 404
    assert "Zorbflow" not in skills(upload(second, work))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "zorbFLOW"}, 409),
        ({"name": ""}, 422),
        ({"name": "--"}, 422),
        ({"name": "x" * 81}, 422),
        ({"name": "New", "synonyms": ["…"]}, 422),
        ({"name": "New", "same_as": "esco:none"}, 422),
        ({"synonyms": ["only"]}, 422),
    ],
)
def test_what_cannot_be_added_is_refused(caller: Caller, body: dict[str, Any], status: int) -> None:
    caller.post("/api/skills", json=ZORB)
    assert caller.post("/api/skills", json=body).status_code == status


def test_nothing_added_costs_nothing(tools: FeatureTools) -> None:
    assert with_own_skills(tools, ()) is tools


def test_the_version_of_features_tells_which_skills_were_known(tools: FeatureTools) -> None:
    one, two = OwnSkill("own:1", "Zorbflow", ("a", "b")), OwnSkill("own:2", "Quux")
    versions = [
        with_own_skills(tools, own).version
        for own in ((), (one,), (one, two), (two, one), (OwnSkill("own:1", "Zorbflow", ("b", "a")),))
    ]
    assert versions[2] == versions[3]
    assert versions[1] == versions[4]
    assert len(set(versions)) == 3


def _search(caller: Caller, work: Work) -> dict[str, Any]:
    accepted = caller.post("/api/searches", json={"keywords": "engineer", "limit": 5})
    work()
    return dict(caller.get(f"/api/searches/{accepted.json['search']['id']}").json)


def _skills(caller: Caller, match: dict[str, Any]) -> dict[str, Any]:
    return dict(caller.get(f"/api/matches/{match['id']}").json["breakdown"]["skills"])
