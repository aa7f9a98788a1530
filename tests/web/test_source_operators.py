"""The installation's own login at LinkedIn is one for all accounts: only an operator may risk it again."""

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from cli.api_key import command as api_key
from domain.problems import Invalid
from domain.public_ids import public_id
from embedded.linkedin_standin.server import Running
from embedded.linkedin_standin.state import JSESSIONID
from models.sessions import Sessions, act_as
from models.source_account import SourceSession
from services.accounts.keys import SCOPES, issue_key
from tests.web.conftest import Caller
from tests.web.test_linkedin_search import fault, search, source_options, standin  # noqa: F401 - fixtures
from web.dependencies import Dependencies

pytestmark = pytest.mark.services

RESUME = "/api/sources/linkedin/resume"


@pytest.fixture
def operator(sessions: Sessions, caller: Caller) -> Caller:
    """Give the caller's account a key of an operator."""
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        _, secret = issue_key(session, caller.account_id, "operator", (*SCOPES, "operate"))
    return Caller(caller.client, caller.account_id, secret)


@pytest.fixture
def refused(search: Callable[..., Any], standin: Running) -> None:  # noqa: F811
    """Let LinkedIn refuse the login of the settings."""
    fault(standin, "999", times=1)
    search()


def breaker(caller: Caller) -> str:
    found = {item["name"]: item for item in caller.get("/api/sources").json["items"]}
    return found["linkedin"]["breaker"]["state"]


def test_a_key_that_may_write_may_not_resume_the_shared_login(caller: Caller, refused: None) -> None:
    answer = caller.post(RESUME)
    assert (answer.status_code, answer.json["title"]) == (403, "This API key does not allow that")
    assert "operate" in answer.json["detail"]
    assert breaker(caller) == "open"


def test_an_operator_resumes_it_for_every_account(
    caller: Caller,
    operator: Caller,
    refused: None,
    make_caller: Callable[..., Caller],
    sessions: Sessions,
    dependencies: Dependencies,
) -> None:
    """Also for those that remember the refusal themselves, so that it ends without Redis too."""
    other = make_caller("second")
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        rest = session.scalars(select(SourceSession)).one()
        remembered = ("login", "resting_reason", "resting_until")
        values = {name: getattr(rest, name) for name in remembered}
    with sessions.begin() as session:
        act_as(session, other.account_id)
        session.add(SourceSession(account_id=other.account_id, **values))
    assert breaker(other) == "open"
    assert other.post(RESUME).status_code == 403
    assert operator.post(RESUME).status_code == 204
    assert (breaker(caller), breaker(other)) == ("closed", "closed")


def test_resuming_ones_own_logins_leaves_the_shared_one_at_rest(
    caller: Caller, refused: None, dependencies: Dependencies
) -> None:
    login = {"li_at": "own", "jsessionid": JSESSIONID}
    body = {"source": "linkedin", "credentials": login, "acknowledge_terms_risk": True}
    assert caller.post("/api/source-accounts", json=body).status_code == 201
    assert caller.post(RESUME).status_code == 204
    shared: Any = dependencies.sources.get("linkedin")
    assert dependencies.logins.pacer.status(shared.account.key, shared.policy).breaker == "open"  # type: ignore[attr-defined]


def test_nobody_operates_by_default(caller: Caller, sessions: Sessions) -> None:
    with sessions.begin() as session:
        act_as(session, caller.account_id)
        key, _ = issue_key(session, caller.account_id, "usual")
        assert key.scopes == ["read", "write"]
        with pytest.raises(Invalid):
            issue_key(session, caller.account_id, "root", ("admin",))


def test_the_command_line_makes_an_operator(
    caller: Caller, refused: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("SECRET_KEY", settings.secret_keys[0])
    account = public_id("account", caller.account_id)
    scopes = ["--scope", "write", "--scope", "operate"]
    made = CliRunner().invoke(api_key, ["create", account, *scopes])
    assert made.exit_code == 0, made.output
    assert Caller(caller.client, caller.account_id, made.output.strip()).post(RESUME).status_code == 204
