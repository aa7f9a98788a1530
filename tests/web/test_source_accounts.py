"""Logins at LinkedIn: stored encrypted and never shown, shared out, rested after refusals, resumed by a person."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from adapters.demo import DEMO_POSTINGS
from adapters.sources import SourceOptions
from embedded.linkedin_standin.server import Running, running
from embedded.linkedin_standin.state import JSESSIONID, LI_AT, PASSWORD, State
from models.sessions import SYSTEM, Sessions, act_as
from models.source_account import SourceAccount, SourceSession
from models.task import TaskPart
from tests.web.conftest import Caller
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

RESUME = Path(__file__).parent.parent.parent / "data" / "samples" / "electrician.txt"
PATH = "/api/source-accounts"
COOKIES = {"li_at": LI_AT, "jsessionid": JSESSIONID}
PERSON = {"username": "me@example.com", "password": PASSWORD}
Work = Callable[[], None]


@pytest.fixture
def standin() -> Iterator[Running]:
    """Serve the stand-in over the demo postings."""
    with running(State(DEMO_POSTINGS)) as server:
        yield server


@pytest.fixture
def source_options(standin: Running) -> SourceOptions:
    """Point the real client at the stand-in, without a login in the settings."""
    return SourceOptions(base_url=standin.url, seconds_per_request=0)


@pytest.fixture
def store(caller: Caller) -> Callable[..., dict[str, Any]]:
    """Return a function that stores a login over HTTP."""

    def post(credentials: dict[str, str] = COOKIES, **more: Any) -> dict[str, Any]:
        body = {"source": "linkedin", "credentials": credentials, "acknowledge_terms_risk": True, **more}
        answer = caller.post(PATH, json=body)
        assert answer.status_code == 201, answer.json
        return answer.json

    return post


@pytest.fixture
def search(caller: Caller, work: Work, make_due: Work) -> Callable[..., dict[str, Any]]:
    """Return a function that searches LinkedIn to the end and gives its outcome there."""
    with RESUME.open("rb") as file:
        caller.post("/api/resumes/upload", data={"file": (file, "cv.txt")})
    work()

    def run(limit: int = 25) -> dict[str, Any]:
        question = {"keywords": "engineer", "limit": limit, "refresh": True, "sources": ["linkedin"]}
        started = caller.post("/api/searches", json=question).json["search"]
        for _ in range(2):
            work()
            make_due()
        found = caller.get(f"/api/searches/{started['id']}").json
        return found["sources"][0] | {"matched": found["counts"].get("matched", 0)}

    return run


def fault(standin: Running, kind: str, **options: Any) -> None:
    requests.post(f"{standin.url}/__fault", json={"kind": kind, **options}, timeout=5).raise_for_status()


def asked(standin: Running) -> int:
    return len(requests.get(f"{standin.url}/__log", timeout=5).json())


def test_without_the_acknowledgement_nothing_is_stored(caller: Caller, search: Any) -> None:
    body = {"source": "linkedin", "credentials": COOKIES}
    for refused in (body, body | {"acknowledge_terms_risk": False}):
        answer = caller.post(PATH, json=refused)
        assert answer.status_code == 422
        assert "account may be restricted" in answer.json["errors"]["acknowledge_terms_risk"][0]
    assert caller.get(PATH).json["items"] == []
    outcome = search()
    assert (outcome["status"], outcome["error"]["code"]) == ("skipped", "not_configured")
    assert "/api/source-accounts" in outcome["error"]["detail"]


@pytest.mark.parametrize(
    "credentials",
    [{}, {"li_at": "SeCrEt"}, {"username": "me", "password": ""}, {"li_at": "SeCrEt", "password": "SeCrEt"}],
)
def test_half_a_login_is_refused_and_not_repeated(caller: Caller, credentials: dict[str, str]) -> None:
    body = {"source": "linkedin", "credentials": credentials, "acknowledge_terms_risk": True}
    answer = caller.post(PATH, json=body)
    assert answer.status_code == 422
    assert "SeCrEt" not in answer.text


def test_credentials_are_encrypted_and_in_no_answer_and_no_log(
    caller: Caller, store: Any, sessions: Sessions, capfd: pytest.CaptureFixture[str]
) -> None:
    secrets = {"username": "somebody@example.com", "password": "SeCrEt-password"}
    login = store(secrets, label="Mine")
    assert (login["kind"], login["label"], login["status"]["breaker"]) == ("password", "Mine", "closed")
    one = f"{PATH}/{login['id']}"
    shown = [caller.get(PATH).text, caller.get(one).text, caller.call("PATCH", one, json={"label": "x"}).text]
    with sessions() as session:
        act_as(session, caller.account_id)
        sealed = session.scalars(select(SourceAccount.encrypted_credentials)).one()
    captured = capfd.readouterr()
    for secret in secrets.values():
        assert secret not in "".join(shown) + str(login) + captured.out + captured.err
        assert secret.encode() not in bytes(sealed)


def test_a_stored_login_belongs_to_its_account_alone(
    caller: Caller, store: Any, make_caller: Callable[..., Caller]
) -> None:
    login, stranger = store(), make_caller("second")
    assert stranger.get(PATH).json["items"] == []
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/resume")):
        body = {"json": {}} if method == "PATCH" else {}
        assert stranger.call(method, f"{PATH}/{login['id']}{path}", **body).status_code == 404
    assert caller.get(f"{PATH}/{login['id']}").status_code == 200


@pytest.mark.parametrize("credentials", [COOKIES, PERSON], ids=["cookies", "password"])
def test_a_stored_login_is_searched_with(search: Any, store: Any, credentials: dict[str, str]) -> None:
    store(credentials)
    outcome = search()
    assert (outcome["status"], outcome["found"], outcome["matched"]) == ("ok", 25, 25)


def test_a_session_is_kept_encrypted_so_that_no_process_signs_in_again(
    caller: Caller, search: Any, store: Any, standin: Running, sessions: Sessions, dependencies: Dependencies
) -> None:
    store(PERSON)
    search()
    with sessions() as session:
        act_as(session, caller.account_id)
        sealed = session.scalars(select(SourceSession.encrypted_cookies)).one()
    assert LI_AT.encode() not in bytes(sealed or b"")
    dependencies.sources.get("linkedin")._open.clear()  # what a restart forgets
    search()
    log = requests.get(f"{standin.url}/__log", timeout=5).json()
    assert sum(entry["method"] == "POST" for entry in log) == 1


def test_deleting_a_login_leaves_nothing_of_it(
    caller: Caller, search: Any, store: Any, standin: Running, sessions: Sessions
) -> None:
    login = store(PERSON)
    search()
    assert caller.call("DELETE", f"{PATH}/{login['id']}").status_code == 204
    with sessions() as session:
        act_as(session, caller.account_id)
        left = [
            session.scalar(select(func.count()).select_from(row)) for row in (SourceAccount, SourceSession)
        ]
    assert left == [0, 0]
    before = asked(standin)
    assert search()["status"] == "skipped"
    assert asked(standin) == before


def test_a_disabled_login_is_not_used_until_it_is_enabled(caller: Caller, search: Any, store: Any) -> None:
    one = f"{PATH}/{store()['id']}"
    assert caller.call("PATCH", one, json={"disabled": True}).json["disabled_at"]
    assert search()["status"] == "skipped"
    assert caller.call("PATCH", one, json={"disabled": False}).json["disabled_at"] is None
    assert search()["status"] == "ok"


def test_two_logins_share_the_requests(caller: Caller, search: Any, store: Any) -> None:
    """The least used one is chosen each time."""
    store(label="one"), store(label="two")
    search()
    left = [login["status"]["budget_left"] for login in caller.get(PATH).json["items"]]
    used = [500 - number for number in left]
    assert sum(used) == 26
    assert abs(used[0] - used[1]) <= 1


def test_a_login_that_died_costs_two_requests_and_the_other_goes_on(
    caller: Caller, search: Any, store: Any
) -> None:
    """What met the dead session is asked through the other login; the search is not even partial."""
    store({"li_at": "dead", "jsessionid": JSESSIONID}, label="dead")
    store(label="alive")
    assert search()["status"] == "ok"
    dead, alive = (login["status"] for login in caller.get(PATH).json["items"])
    assert (dead["breaker"], dead["reason"], dead["needs_person"]) == ("open", "auth_expired", True)
    assert (500 - dead["budget_left"], alive["breaker"]) == (2, "closed")
    assert search()["status"] == "ok"


def test_a_refusal_outlives_the_loss_of_redis_and_ends_when_a_person_acted(
    caller: Caller, search: Any, store: Any, standin: Running, dependencies: Dependencies
) -> None:
    login = store()
    fault(standin, "checkpoint", times=1)
    assert search()["error"]["code"] == "challenge_required"
    dependencies.logins.pacer._store._states.clear()  # what a wiped Redis forgets
    shown = caller.get(f"{PATH}/{login['id']}").json["status"]
    assert (shown["breaker"], shown["reason"], shown["needs_person"]) == ("open", "challenge_required", True)
    before = asked(standin)
    outcome = search()
    assert (outcome["error"]["code"], asked(standin)) == ("resting", before)
    assert "a person must act" in outcome["error"]["detail"]
    assert caller.post(f"{PATH}/{login['id']}/resume").json["status"]["breaker"] == "closed"
    assert search()["status"] == "ok"


def test_the_source_says_that_a_person_must_act_and_is_resumed_by_one(
    caller: Caller, search: Any, store: Any, standin: Running
) -> None:
    """``/api/sources`` speaks for the login that would be asked next, that of the settings among them."""
    store()
    fault(standin, "999", times=1)
    search()
    linkedin = caller.get("/api/sources").json["items"][0]
    assert (linkedin["breaker"]["state"], linkedin["breaker"]["needs_person"]) == ("open", True)
    assert caller.post("/api/sources/linkedin/resume").status_code == 204
    linkedin = caller.get("/api/sources").json["items"][0]
    assert linkedin["breaker"] == {
        "state": "closed", "opens_until": None, "reason": None, "needs_person": False
    }  # fmt: skip
    assert search()["status"] == "ok"
    assert caller.post("/api/sources/demo/resume").status_code == 409
    assert caller.post("/api/sources/nobody/resume").status_code == 404


def test_new_credentials_begin_anew(caller: Caller, search: Any, store: Any) -> None:
    one = f"{PATH}/{store({'li_at': 'dead', 'jsessionid': JSESSIONID})['id']}"
    assert search()["error"]["code"] == "auth_expired"
    search()
    assert caller.get(one).json["status"]["breaker"] == "open"
    changed = caller.call("PATCH", one, json={"credentials": COOKIES}).json
    assert (changed["kind"], changed["status"]["breaker"]) == ("cookies", "closed")
    assert search()["status"] == "ok"


class TestPaced:
    """A search through a login that may send one request per four seconds."""

    @pytest.fixture
    def source_options(self, standin: Running) -> SourceOptions:
        """Pace as an installation does."""
        return SourceOptions(base_url=standin.url)

    def test_pages_and_postings_wait_as_due_rows_and_use_up_no_attempt(
        self, caller: Caller, work: Work, make_due: Work, store: Any, standin: Running, sessions: Sessions
    ) -> None:
        """Six requests and one turn at a time: no worker sleeps, nothing is lost, nothing counts as a failure."""
        store()
        with RESUME.open("rb") as file:
            caller.post("/api/resumes/upload", data={"file": (file, "cv.txt")})
        work()
        question = {"keywords": "engineer", "limit": 5, "sources": ["linkedin"]}
        started = caller.post("/api/searches", json=question).json["search"]
        seen = []
        for _ in range(8):
            work()
            seen.append(asked(standin))
            make_due()
        found = caller.get(f"/api/searches/{started['id']}").json
        assert (found["status"], found["counts"]["matched"]) == ("succeeded", 5)
        assert seen[:6] == [1, 2, 3, 4, 5, 6]
        assert seen[-1] == 6
        with sessions() as session:
            act_as(session, SYSTEM)
            attempts = session.scalars(select(TaskPart.attempts)).all()
        assert set(attempts) == {1}


def test_at_most_ten_logins_at_one_source(caller: Caller, store: Any) -> None:
    for _ in range(10):
        store()
    body = {"source": "linkedin", "credentials": COOKIES, "acknowledge_terms_risk": True}
    assert caller.post(PATH, json=body).status_code == 422


def test_the_daily_budget_is_an_outcome_and_not_an_empty_list(
    search: Any, store: Any, dependencies: Dependencies
) -> None:
    store()
    for _ in range(500):
        dependencies.logins.pacer.reserve("linkedin-1", dependencies.logins.policy)
    outcome = search()
    assert (outcome["status"], outcome["error"]["code"]) == ("failed", "budget_spent")
