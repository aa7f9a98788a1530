"""Whatever a board does, the outcome has a type and comes in time; an error is never an empty list."""

import time

import pytest

from adapters.boards import addresses, fetching, source
from adapters.boards.source import BoardSource
from domain.sources import SourceError, SourceQuery
from embedded.boards_standin.faults import KINDS
from embedded.boards_standin.server import Running
from tests.boards.conftest import Clock, MakeBoards, MemoryCache
from tests.boards.test_board_contracts import ALL, CURSORS

pytestmark = pytest.mark.slow

SEARCHES = ("hackernews", "adzuna", "usajobs")
FEEDS = ("remotive", "arbeitnow", "remoteok", "themuse", *SEARCHES)
OWN_JSON = ("greenhouse", "ashby", "workable", "rippling", "lever")
ADDRESS = {
    "remotive": "remotive.com/api",
    "arbeitnow": "www.arbeitnow.com/api",
    "remoteok": "remoteok.com/api",
    "themuse": "www.themuse.com/api",
    "hackernews": "hn.algolia.com/api",
    "usajobs": "data.usajobs.gov/api",
    "adzuna": "api.adzuna.com/v1",
    "greenhouse": "boards-api.greenhouse.io/v1",
    "ashby": "api.ashbyhq.com/posting-api",
    "workable": "www.workable.com/api",
    "rippling": "api.rippling.com/platform",
    "lever": "lever.co/v0",
    "personio": "jobs.personio.de/xml",
    "teamtailor": "acme.teamtailor.com/jobs.rss",
    "careersite": "careers.acme.example/sitemap.xml",
}
CODES = {
    "400": {"bad_query"},
    "401": {"auth_expired"},
    "403": {"blocked", "rate_limited"},
    "404": {"schema_drift", "unknown_company"},
    "410": {"schema_drift", "unknown_company"},
    "429": {"rate_limited"},
    "500": {"transient"},
    "502": {"transient"},
    "503": {"transient"},
    "451": {"blocked"},
    "999": {"blocked"},
    "html": {"schema_drift"},
    "garbage": {"schema_drift"},
    "empty": {"schema_drift"},
    "null": {"schema_drift"},
    "list-of-odd": {"schema_drift"},
    "wrong-shape": {"schema_drift"},
    "gzip-cut": {"transient"},
    "deep": {"schema_drift"},
    "truncated": {"transient"},
    "reset": {"transient"},
    "slow": {"transient"},
    "drip-headers": {"transient"},
    "drip-body": {"transient"},
    "flood": {"schema_drift"},
    "redirect-private": {"disallowed"},
    "redirect-loopback": {"disallowed"},
    "redirect-file": {"disallowed", "schema_drift"},
    "redirect-loop": {"schema_drift", "unknown_company"},
}
SLOW = ("slow", "drip-headers", "drip-body")
QUICK = sorted(set(CODES) - set(SLOW) - {"flood"})
COMPANY_BOARDS_DIFFER = {"list-of-odd", "null"}
"""Readers of boards skip odd entries; a list of nothing but odd ones is what they give."""


@pytest.fixture(autouse=True)
def short_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the deadline: what it bounds is the same."""
    monkeypatch.setattr(source, "READING_SECONDS", 0.6)


def _outcome(board: BoardSource, cursor: str | None) -> str:
    try:
        page = board.search_page(ALL, cursor)
    except SourceError as error:
        return error.code
    return f"{len(page.cards)} postings"


def test_every_fault_of_the_stand_in_has_an_expected_outcome() -> None:
    assert set(KINDS) <= set(CODES)


@pytest.mark.parametrize("name", ["remotive", "hackernews", "greenhouse", "lever", "personio", "careersite"])
def test_every_fault_is_a_typed_outcome(
    name: str, make: MakeBoards, standin: Running, cache: MemoryCache
) -> None:
    outcomes = {}
    for kind in QUICK:
        standin.state.faults.clear()
        standin.fault(kind, ADDRESS[name])
        cache.held.clear()
        outcomes[kind] = _outcome(_unpaced(make, name), CURSORS[name])
    wrong = {
        kind: code
        for kind, code in outcomes.items()
        if code not in CODES[kind] and not (kind in COMPANY_BOARDS_DIFFER and name in OWN_JSON)
    }
    if name in (
        "personio",
        "careersite",
    ):  # both look elsewhere when a page is missing, and say what they saw
        wrong = {
            kind: code for kind, code in wrong.items() if code not in ("unknown_company", "schema_drift")
        }
    assert wrong == {}


@pytest.mark.parametrize("kind", ["429", "500", "html", "wrong-shape", "reset", "redirect-private"])
@pytest.mark.parametrize("name", ADDRESS)
def test_no_board_turns_an_error_into_an_empty_list(
    name: str, kind: str, boards: dict[str, BoardSource], standin: Running
) -> None:
    standin.fault(kind, ADDRESS[name])
    assert "postings" not in _outcome(boards[name], CURSORS[name])


@pytest.mark.parametrize("kind", SLOW)
@pytest.mark.parametrize("name", ["remotive", "greenhouse", "careersite"])
def test_the_deadline_holds_against_servers_that_drip(
    name: str, kind: str, boards: dict[str, BoardSource], standin: Running
) -> None:
    standin.fault(kind, ADDRESS[name], seconds=5.0)
    began = time.monotonic()
    assert _outcome(boards[name], CURSORS[name]) in ("transient", "unknown_company", "schema_drift")
    assert time.monotonic() - began < 3.0


def test_the_deadline_is_for_the_whole_call_of_a_site_of_many_pages(
    boards: dict[str, BoardSource], standin: Running
) -> None:
    standin.state.latency = 0.2
    began = time.monotonic()
    page = boards["careersite"].search_page(ALL, "careers.acme.example")
    assert time.monotonic() - began < 3.0
    assert not page.complete
    assert len(page.cards) < 5


def test_a_flood_is_cut_off(
    boards: dict[str, BoardSource], standin: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "READING_SECONDS", 9.0)
    monkeypatch.setattr(fetching, "MOST_BYTES", 1024 * 1024)
    standin.fault("flood", ADDRESS["remotive"])
    assert _outcome(boards["remotive"], None) == "schema_drift"


def test_a_long_retry_after_ends_the_try_and_a_short_one_is_waited_for(
    make: MakeBoards, standin: Running, cache: MemoryCache
) -> None:
    for seconds, retried in (("3600", False), ("5", True)):
        standin.state.faults.clear()
        standin.fault("429", ADDRESS["remotive"], retry_after=seconds)
        with pytest.raises(SourceError) as caught:
            _unpaced(make, "remotive").search_page(ALL, None)
        assert (caught.value.code, caught.value.retry_after) == ("rate_limited", float(seconds))
        assert caught.value.retryable is retried
        cache.held.clear()


def test_the_muse_throttling_with_403_is_no_block(boards: dict[str, BoardSource], standin: Running) -> None:
    standin.state.limits["www.themuse.com"] = 1
    boards["themuse"].search_page(ALL, "0")
    assert _outcome(boards["themuse"], "1") == "rate_limited"


def test_a_failure_is_told_at_once_to_who_would_have_to_wait(
    boards: dict[str, BoardSource], standin: Running
) -> None:
    standin.fault("500", ADDRESS["remotive"])
    _outcome(boards["remotive"], None)
    with pytest.raises(SourceError, match="a moment ago") as caught:
        boards["remotive"].search_page(ALL, None)
    assert not caught.value.retryable
    assert standin.state.count("remotive.com") == 1


def test_without_a_network_every_board_says_so_at_once(
    make: MakeBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", _no_network)
    began = time.monotonic()
    outcomes = {
        name: _outcome(board, CURSORS[name]) for name, board in make(stand_ins={}).items() if name in CURSORS
    }
    assert set(outcomes.values()) == {"unreachable"}
    assert time.monotonic() - began < 5.0


def test_a_resolver_that_hangs_is_left_behind(make: MakeBoards, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses.socket, "getaddrinfo", _hanging)
    monkeypatch.setattr(addresses, "LOOK_UP_SECONDS", 0.3)
    began = time.monotonic()
    assert _outcome(make(stand_ins={})["remotive"], None) == "unreachable"
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(
    address: str, make: MakeBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(None, None, None, "", (address, 443)), (None, None, None, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_a, **_k: found)
    assert _outcome(make(stand_ins={})["careersite"], "careers.example.com") == "disallowed"


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "127.1", "0.0.0.0", "[::1]", "localhost", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_a_private_address_is_connected_to(
    host: str, make: MakeBoards, standin: Running
) -> None:
    port = standin.url.rpartition(":")[2]
    for site in (host, f"{host}:{port}"):
        assert _outcome(make(stand_ins={})["careersite"], site) in ("disallowed", "unreachable")
    assert standin.state.asked == []


def test_without_a_network_no_request_of_the_days_few_is_spent(
    make: MakeBoards, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = make(stand_ins={})["remotive"]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", _no_network)
    for _ in range(6):
        assert _outcome(board, None) == "unreachable"
    assert board.standing().budget_left == 4


@pytest.mark.parametrize(
    ("name", "host"), [("careersite", "careers.acme.example"), ("ashby", "api.ashbyhq.com")]
)
def test_robots_txt_is_kept(name: str, host: str, boards: dict[str, BoardSource], standin: Running) -> None:
    standin.state.closed.add(host)
    assert _outcome(boards[name], CURSORS[name]) == "disallowed"
    assert standin.state.count(host) == 1


def _unpaced(make: MakeBoards, name: str) -> BoardSource:
    """Return a board whose pacing starts afresh."""
    from adapters.boards.catalogue import BoardOptions, make_boards
    from adapters.pacing.pacer import Pacer
    from adapters.pacing.stores import LocalStore

    used = make()[name]
    desk = used._desk
    options = BoardOptions(stand_ins=desk.stand_ins)
    return {b.name: b for b in make_boards(options, Pacer(LocalStore(Clock())), desk.shelf._cache)}[name]


def _hanging(*_: object, **__: object) -> None:
    time.sleep(4)
    raise OSError("no answer")


def _no_network(*_: object, **__: object) -> None:
    raise OSError("no network")


def test_a_query_reaches_a_searching_board(boards: dict[str, BoardSource], standin: Running) -> None:
    boards["adzuna"].search_page(SourceQuery("data engineer", location="Berlin"), None)
    assert standin.state.count("what=data+engineer") == standin.state.count("where=Berlin") == 1
