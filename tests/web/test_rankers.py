"""Who weighs: the asker or the learned ranker, wherever weights may be given."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.records import to_record
from domain.searches import Weights
from services.matching.shipped import load_learned
from services.matching.version import FORMULA
from tests.web.conftest import Caller
from tests.web.test_main_job import SAMPLE, resume, run, upload  # noqa: F401 - a fixture, used by name

pytestmark = pytest.mark.services

Work = Callable[[], None]
ELECTRICIAN = SAMPLE.parent / "electrician.txt"


def test_a_search_by_the_learned_ranker_says_so(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Search, matches and stored matches name ranker and version; points sum to the learned score."""
    search = run(caller, work, ranker="learned")
    shipped = load_learned()
    assert (search["ranker"], search["ranker_version"]) == ("learned", shipped.version)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    assert {match["algorithm"] for match in matches} == {f"learned@{FORMULA}+{shipped.version}"}
    for match in matches:
        parts = match["breakdown"].values()
        assert round(sum(part["points"] for part in parts), 1) == match["score"]
        assert match["breakdown"]["skills"]["weight"] == shipped.weights.skills
    stored = caller.get(f"/api/resumes/{resume['id']}/matches", ranker="learned", limit=100).json
    assert stored["ranker_version"] == shipped.version
    assert [(m["job"]["id"], m["score"], m["algorithm"]) for m in stored["items"]] == [
        (m["job"]["id"], m["score"], m["algorithm"]) for m in matches
    ]
    what_if = caller.post(f"/api/matches/{matches[0]['id']}/what-if", json={"years": 1}).json
    assert what_if["before"] == matches[0]["score"]


def test_another_ranker_is_another_question(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """A fresh answer by weights is none to a question for the learned ranker."""
    query = {"keywords": "python engineer", "limit": 3}
    caller.get("/api/jobs/search_and_match", **query)
    work()
    assert caller.get("/api/jobs/search_and_match", **query).status_code == 200
    assert caller.get("/api/jobs/search_and_match", **query, ranker="learned").status_code == 202


def test_a_wrong_ranker_or_weights_for_the_learned_one_are_refused(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """422 names the field, for searches and stored matches alike."""
    both = {"ranker": "learned", "weights": "skills:1"}
    for wrong, field in (({"ranker": "oracle"}, "ranker"), (both, "weights")):
        search = caller.post("/api/searches", json={"keywords": "python", **wrong})
        stored = caller.get(f"/api/resumes/{resume['id']}/matches", **wrong)
        assert (search.status_code, stored.status_code) == (422, 422)
        assert field in search.json["errors"]
        assert field in stored.json["errors"]


def judge(caller: Caller, matches: list[dict[str, Any]]) -> None:
    """Like the matches near the resume's line of work, dislike the others: five and more of each."""
    by_experience = sorted(matches, key=lambda match: -match["breakdown"]["experience"]["score"])
    half = len(by_experience) // 2
    for place, match in enumerate(by_experience):
        verdict = "relevant" if place < half else "irrelevant"
        assert (
            caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": verdict}).status_code == 200
        )


def test_verdicts_teach_the_accounts_own_ranker(
    caller: Caller,
    work: Work,
    make_due: Callable[[], None],
    make_caller: Callable[..., Caller],
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Too few: the shipped one, which says so. Enough: an own version that searches name, until forgotten."""
    search = run(caller, work, keywords="engineer", limit=30)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    for match in matches[:3]:
        caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": "relevant"})
    before = caller.get("/api/ranker").json
    assert (before["own"], before["version"]) == (False, load_learned().version)
    assert before["verdicts"] == {"liked": 3, "disliked": 0, "needed_of_each": 1}
    assert "shipped" in before["note"]
    refused = caller.post("/api/ranker/train")
    assert (refused.status_code, "at least 1" in refused.json["detail"]) == (409, True)
    judge(caller, matches)
    kinds = [task["kind"] for task in caller.get("/api/tasks").json["items"]]
    assert kinds.count("ranker.train") == 1, "a burst of verdicts is learnt from once"
    make_due()
    work()
    own = caller.get("/api/ranker").json
    assert own["own"]
    assert own["note"] is None
    assert own["version"].startswith("own.")
    default = to_record(Weights())
    assert own["weights"]["experience"] > default["experience"]
    assert max(abs(own["weights"][name] - share) for name, share in default.items()) < 0.2
    assert run(caller, work, ranker="learned")["ranker_version"] == own["version"]
    assert make_caller("stranger").get("/api/ranker").json["version"] == load_learned().version
    assert caller.call("DELETE", "/api/ranker").status_code == 204
    assert caller.get("/api/ranker").json["version"] == load_learned().version
    assert caller.post("/api/ranker/train").status_code == 202
    work()
    assert caller.get("/api/ranker").json["version"] == own["version"], "the same verdicts, the same ranker"


def teach(caller: Caller, work: Work) -> None:
    """Judge the matches of a search, and have the account's ranker learn from it with the next work."""
    search = run(caller, work, keywords="engineer", limit=30)
    judge(caller, caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"])
    assert caller.post("/api/ranker/train").status_code == 202


def names(leanings: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in leanings]


def test_verdicts_teach_what_in_postings_is_liked(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """It moves the scores of searches and stored rankings alike, is named, and is gone when forgotten."""
    teach(caller, work)
    work()
    (told,) = caller.get("/api/ranker").json["preferences"]
    assert told["resume_id"] == resume["id"]
    assert told["liked"]
    assert told["disliked"]
    search = run(caller, work, ranker="learned", keywords="engineer", limit=30)
    matches = caller.get(f"/api/searches/{search['id']}/matches", limit=100).json["items"]
    moved = [match["breakdown"]["preference"]["points"] for match in matches]
    assert min(moved) < 0 < max(moved)
    for match in matches:
        part = match["breakdown"]["preference"]
        assert round(sum(one["points"] for one in match["breakdown"].values()), 1) == match["score"]
        if part["points"] > 1:
            assert min(names(part["liked"]), key="line of work".__eq__) in match["summary"]
    stored = caller.get(f"/api/resumes/{resume['id']}/matches", ranker="learned", limit=100).json
    assert {m["job"]["id"]: m["score"] for m in stored["items"]} == {
        m["job"]["id"]: m["score"] for m in matches
    }
    several = caller.get("/api/matches/best", ranker="learned").json["items"]
    assert [m["score"] for m in several[0]["matches"]] == [m["score"] for m in matches[:10]]
    best = f"/api/matches/{matches[0]['id']}"
    assert caller.post(f"{best}/what-if", json={"years": 1}).json["before"] == matches[0]["score"]
    again = caller.post(f"{best}/rescore", json={}).json
    assert (again["score"], again["outdated"]) == (matches[0]["score"], False)
    caller.call("DELETE", "/api/ranker")
    assert caller.get("/api/ranker").json["preferences"] == []
    forgotten = caller.post(f"{best}/rescore", json={}).json
    assert (forgotten["outdated"], "preference" in forgotten["breakdown"]) == (True, False)


def new_version(caller: Caller, resume: dict[str, Any]) -> str:  # noqa: F811
    """Upload a resume with a line more, and return its id."""
    text = caller.get(f"/api/resumes/{resume['id']}/text").text
    return str(upload(caller, f"{text}\nPlays the oboe.\n".encode(), "new.txt").json["resume"]["id"])


def test_a_new_version_of_a_resume_keeps_what_was_learnt_and_another_persons_does_not(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Who uploads a resume anew need not judge everything again."""
    teach(caller, work)
    version = new_version(caller, resume)
    other = upload(caller, ELECTRICIAN.read_bytes(), ELECTRICIAN.name).json["resume"]["id"]
    work()

    def preferred(key: str) -> list[bool]:
        found = caller.get(f"/api/resumes/{key}/matches", ranker="learned", limit=100).json["items"]
        return ["preference" in match["breakdown"] for match in found]

    assert all(preferred(version))
    assert not any(preferred(other))


def test_likes_for_one_resume_and_dislikes_for_another_teach_nothing(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """An account may hold many people's resumes: no one of them has said what he prefers."""
    other = upload(caller, ELECTRICIAN.read_bytes(), ELECTRICIAN.name).json["resume"]["id"]
    work()
    for key, verdict in ((resume["id"], "relevant"), (other, "irrelevant")):
        search = run(caller, work, keywords="engineer", limit=5, resume_id=key)
        for match in caller.get(f"/api/searches/{search['id']}/matches").json["items"]:
            caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": verdict})
    caller.post("/api/ranker/train")
    work()
    state = caller.get("/api/ranker").json
    assert (state["own"], state["preferences"]) == (False, [])
    assert "for one resume" in state["note"]


def test_likes_for_one_version_and_dislikes_for_another_teach(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """The terminal uploads the resume with every search: its verdicts are one person's."""
    version = new_version(caller, resume)
    work()
    for key, verdict in ((resume["id"], "relevant"), (version, "irrelevant")):
        search = run(caller, work, keywords="engineer", limit=8, resume_id=key)
        matches = caller.get(f"/api/searches/{search['id']}/matches").json["items"]
        for match in matches[:2] if verdict == "relevant" else matches[-2:]:
            caller.post(f"/api/matches/{match['id']}/feedback", json={"verdict": verdict})
    caller.post("/api/ranker/train")
    work()
    state = caller.get("/api/ranker").json
    assert state["own"]
    assert [one["resume_id"] for one in state["preferences"]] == [resume["id"], version]


def test_what_was_borrowed_from_a_deleted_resume_is_missed_and_said_so(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """No fresh answer is given with it any more, and a match that had it is outdated."""
    teach(caller, work)
    version = new_version(caller, resume)
    work()
    query = {"keywords": "engineer", "limit": 5, "ranker": "learned", "resume_id": version}
    caller.get("/api/jobs/search_and_match", **query)
    work()
    found = caller.get("/api/jobs/search_and_match", **query)
    assert found.status_code == 200
    (best, *_) = caller.get(f"/api/searches/{found.json['search']['id']}/matches").json["items"]
    assert "preference" in best["breakdown"]
    assert caller.call("DELETE", f"/api/resumes/{resume['id']}").status_code == 204
    assert caller.get("/api/jobs/search_and_match", **query).status_code == 202
    again = caller.post(f"/api/matches/{best['id']}/rescore", json={}).json
    assert ("preference" in again["breakdown"], again["outdated"]) == (False, True)


def test_a_search_whose_ranker_was_forgotten_says_what_ranked_it(
    caller: Caller,
    work: Work,
    resume: dict[str, Any],  # noqa: F811
) -> None:
    """Nor does it answer the question it was asked, once that can be answered again."""
    teach(caller, work)
    work()
    query = {"keywords": "engineer", "limit": 5, "ranker": "learned"}
    key = caller.get("/api/jobs/search_and_match", **query).json["search"]["id"]
    caller.call("DELETE", "/api/ranker")
    work()
    done = caller.get(f"/api/searches/{key}").json
    assert done["ranker_version"] == load_learned().version
    (best, *_) = caller.get(f"/api/searches/{key}/matches").json["items"]
    assert best["algorithm"].endswith(done["ranker_version"])
    caller.post("/api/ranker/train")
    work()
    assert caller.get("/api/jobs/search_and_match", **query).status_code == 202
