"""Signing in, staying signed in, and giving nothing away while doing so."""

import builtins
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from adapters.linkedin.accounts import LinkedInAccount, linkedin_policy
from adapters.linkedin.cookies import MemoryCookies
from adapters.linkedin.memory import Memory
from adapters.linkedin.source import LinkedInSource
from adapters.pacing.pacer import Pacer
from adapters.pacing.stores import LocalStore
from domain.sources import (
    AuthExpired,
    Blocked,
    ChallengeRequired,
    Paced,
    RateLimited,
    SchemaDrift,
    SourceError,
    SourceQuery,
    Transient,
    Unavailable,
)
from embedded.linkedin_standin.server import Running
from embedded.linkedin_standin.state import GRACE, JSESSIONID, LI_AT, PASSWORD

pytestmark = pytest.mark.slow

Make = Callable[..., LinkedInSource]
Asked = Callable[[], list[str]]
QUERY = SourceQuery("python")
BROWSER = LinkedInAccount(li_at=LI_AT, jsessionid=JSESSIONID, terms_accepted=True)
PERSON = LinkedInAccount(username="me@example.com", password=PASSWORD, terms_accepted=True)


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        (LinkedInAccount(terms_accepted=True), "LINKEDIN_LI_AT"),
        (LinkedInAccount(li_at=LI_AT, terms_accepted=True), "LINKEDIN_JSESSIONID"),
        (LinkedInAccount(username="me", terms_accepted=True), "LINKEDIN_PASSWORD"),
        (LinkedInAccount(li_at=LI_AT, jsessionid=JSESSIONID), "LINKEDIN_ACCEPT_TERMS"),
        (LinkedInAccount(username="me", password="x"), "LINKEDIN_ACCEPT_TERMS"),
    ],
)
def test_without_credentials_or_acknowledgement_it_is_off(
    linkedin: Make, asked: Asked, account: LinkedInAccount, reason: str
) -> None:
    """The search's source is `skipped` with this reason; LinkedIn hears nothing."""
    source = linkedin(account)
    assert reason in (source.capabilities.missing or "")
    for call in (lambda: source.search_page(QUERY, None), lambda: source.fetch("4100000001")):
        with pytest.raises(Unavailable) as caught:
            call()
        assert caught.value.detail == source.capabilities.missing
    assert asked() == []


def test_with_both_it_is_on_and_says_that_a_stand_in_is_a_demo(linkedin: Make) -> None:
    assert linkedin().capabilities.missing is None
    assert linkedin().capabilities.demo
    real = replace(linkedin()._settings, base_url="https://www.linkedin.com")
    assert not LinkedInSource(real).capabilities.demo


@pytest.mark.parametrize("jsessionid", [JSESSIONID, f'"{JSESSIONID}"'])
def test_cookies_of_a_browser_work_with_or_without_their_quotes(linkedin: Make, jsessionid: str) -> None:
    assert linkedin(replace(BROWSER, jsessionid=jsessionid)).search_page(QUERY, None).cards


def test_a_wrong_cookie_is_an_expired_session(linkedin: Make) -> None:
    with pytest.raises(AuthExpired):
        linkedin(replace(BROWSER, li_at="old")).search_page(QUERY, None)


def test_user_name_and_password_sign_in_once(linkedin: Make, asked: Asked) -> None:
    """Two requests for the sign-in, by the package's own code, then one per call."""
    source = linkedin(PERSON)
    source.search_page(QUERY, None)
    source.fetch("4100000001")
    assert [address.split("?")[0] for address in asked()] == [
        "GET /uas/authenticate",
        "POST /uas/authenticate",
        "GET /voyager/api/voyagerJobsDashJobCards",
        "GET /voyager/api/jobs/jobPostings/4100000001",
    ]


@pytest.mark.parametrize(
    ("username", "password", "outcome"),
    [
        ("challenge@example.com", PASSWORD, ChallengeRequired),
        ("me@example.com", "wrong", AuthExpired),
        ("nojs@example.com", PASSWORD, AuthExpired),
        ("unknown@example.com", PASSWORD, SchemaDrift),
    ],
)
def test_a_refused_sign_in_is_typed(
    linkedin: Make, username: str, password: str, outcome: type[SourceError]
) -> None:
    source = linkedin(replace(PERSON, username=username, password=password))
    with pytest.raises(SourceError) as caught:
        source.search_page(QUERY, None)
    assert type(caught.value) is outcome
    assert username not in str(caught.value)
    assert password not in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("429-html", RateLimited),
        ("999", Blocked),
        ("503", Transient),
        ("403", AuthExpired),
        ("checkpoint", ChallengeRequired),
        ("authwall", AuthExpired),
        ("html200", SchemaDrift),
        ("empty-body", SchemaDrift),
        ("list200", AuthExpired),
        ("slow", Transient),
        ("drip", Transient),
        ("drip-headers", Transient),
        ("reset", Transient),
        ("truncated", Transient),
    ],
)
@pytest.mark.parametrize("step", [0, 1])
def test_faults_during_the_sign_in_are_typed(
    linkedin: Make, fault: Callable[..., None], kind: str, outcome: type[SourceError], step: int
) -> None:
    """In the first step, which only fetches a cookie, an odd body means a missing JSESSIONID."""
    fault(kind, path="/uas/", after=step, seconds=3, gap=0.2)
    with pytest.raises(SourceError) as caught:
        linkedin(PERSON, facing=kind).search_page(QUERY, None)
    assert type(caught.value) is (AuthExpired if step == 0 and outcome is SchemaDrift else outcome)


def test_a_restart_does_not_sign_in_again(linkedin: Make, asked: Asked) -> None:
    store = MemoryCookies()
    linkedin(PERSON, memory=Memory(store)).search_page(QUERY, None)
    linkedin(PERSON, memory=Memory(store)).search_page(QUERY, None)
    assert sum("POST" in address for address in asked()) == 1


def test_a_dead_session_is_forgotten_and_the_next_call_signs_in(
    linkedin: Make, asked: Asked, fault: Callable[..., None]
) -> None:
    store = MemoryCookies()
    source = linkedin(PERSON, memory=Memory(store))
    source.search_page(QUERY, None)
    fault("401", times=1)
    with pytest.raises(AuthExpired):
        source.search_page(QUERY, None)
    assert store.load(PERSON.key) is None
    assert source.search_page(QUERY, None).cards
    assert sum("POST" in address for address in asked()) == 2


def test_a_rotated_session_cookie_is_adopted_with_its_csrf_header(
    linkedin: Make, fault: Callable[..., None], asked: Asked
) -> None:
    store = MemoryCookies()
    source = linkedin(PERSON, memory=Memory(store))
    fault("rotate", times=1, path="/voyager")
    assert source.search_page(QUERY, None).cards
    time.sleep(GRACE)
    assert source.search_page(QUERY, None).cards
    assert source.fetch("4100000001")
    assert sum("/voyager" in address for address in asked()) == 3
    assert JSESSIONID not in (store.load(PERSON.key) or {})["JSESSIONID"]


def test_a_refused_token_that_comes_with_a_new_one_is_sent_again(
    linkedin: Make, fault: Callable[..., None], asked: Asked
) -> None:
    fault("stale-csrf", times=1)
    assert linkedin().search_page(QUERY, None).cards
    assert len(asked()) == 2


def test_a_session_renewed_by_one_process_is_taken_over_by_the_others(
    linkedin: Make, fault: Callable[..., None], asked: Asked
) -> None:
    """Two workers with one login: the second learns of the new cookies when its own are refused."""
    store = MemoryCookies()
    first, second = (linkedin(PERSON, memory=Memory(store)) for _ in range(2))
    first.search_page(QUERY, None)
    second.search_page(QUERY, None)
    fault("rotate", times=1, path="/voyager")
    first.fetch("4100000001")
    time.sleep(GRACE)
    before = len(asked())
    assert second.fetch("4100000002")
    assert len(asked()) == before + 2
    assert sum("POST" in address for address in asked()) == 1


def test_a_session_that_nobody_renewed_is_not_sent_twice(
    linkedin: Make, fault: Callable[..., None], asked: Asked
) -> None:
    source = linkedin(PERSON, memory=Memory(MemoryCookies()))
    source.search_page(QUERY, None)
    before = len(asked())
    fault("401")
    with pytest.raises(AuthExpired):
        source.search_page(QUERY, None)
    assert len(asked()) == before + 1


def test_threads_share_one_session_while_cookies_rotate(linkedin: Make, fault: Callable[..., None]) -> None:
    """Nobody sees a jar half changed; every thread gets its own posting."""
    source = linkedin(PERSON)
    fault("rotate", after=10, times=1, path="/voyager")
    wanted = [str(4_100_000_000 + number % 120) for number in range(96)]
    with ThreadPoolExecutor(8) as threads:
        postings = list(threads.map(source.fetch, wanted))
    assert [posting.external_id for posting in postings] == wanted


def test_cookies_go_to_no_other_host(linkedin: Make, fault: Callable[..., None], standin: Running) -> None:
    """A redirect is never followed, so a session cannot be sent where it points."""
    fault("redirect-elsewhere")
    with pytest.raises(AuthExpired) as caught:
        linkedin().search_page(QUERY, None)
    assert "127.0.0.2" not in str(caught.value)
    assert len(standin.state.log) == 1


def test_secrets_are_in_no_repr() -> None:
    shown = repr(BROWSER) + repr(PERSON) + BROWSER.key + PERSON.key
    for secret in (LI_AT, JSESSIONID, PASSWORD, "me@example.com"):
        assert secret not in shown


def test_nothing_is_pickled_or_written(linkedin: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **_: Any) -> None:
        raise AssertionError(f"touched {arguments[:1]}")

    source = linkedin(PERSON)
    monkeypatch.setattr(pickle, "dump", refuse)
    monkeypatch.setattr(pickle, "load", refuse)
    monkeypatch.setattr(builtins, "open", refuse)
    assert source.search_page(QUERY, None).cards


def test_the_root_logger_stays_as_it_was(standin: Running) -> None:
    """The package calls logging.basicConfig(INFO), which would add a handler in a fresh process."""
    script = f"""
import logging
from adapters.linkedin.accounts import LinkedInAccount, LinkedInSettings
from adapters.linkedin.source import LinkedInSource
from domain.sources import SourceQuery
account = LinkedInAccount(username="me@example.com", password="{PASSWORD}", terms_accepted=True)
source = LinkedInSource(LinkedInSettings(account, "{standin.url}"))
assert source.search_page(SourceQuery("python"), None).cards
assert (logging.root.handlers, logging.root.level) == ([], logging.WARNING)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_logging_basicconfig_would_have_added_a_handler() -> None:
    """What the test above guards against is real in this version of the package."""
    script = "import logging; from linkedin_api.client import Client; Client(); assert logging.root.handlers"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_pacing_sends_nothing_and_says_when_to_come_back(linkedin: Make, asked: Asked) -> None:
    pacer = Pacer(LocalStore())
    pacer.reserve(BROWSER.key, linkedin_policy())
    with pytest.raises(Paced) as caught:
        linkedin(BROWSER, pacer=pacer).search_page(QUERY, None)
    assert (caught.value.code, caught.value.retryable) == ("paced", True)
    assert 4.0 <= (caught.value.retry_after or 0) <= 9.1
    assert asked() == []
