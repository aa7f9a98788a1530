"""A posting that its company's board no longer lists is closed, and open again once it is listed again."""

from collections.abc import Callable
from typing import Any

import pytest
from redis import Redis

from embedded.boards_standin.server import Running
from tests.web.conftest import Caller
from tests.web.test_board_search import (  # noqa: F401 - fixtures, used by name
    Search,
    search,
    source_options,
    standin,
)

pytestmark = pytest.mark.services

Look = Callable[..., dict[str, Any]]


@pytest.fixture
def look(search: Search, cache: Redis) -> Look:  # noqa: F811
    """Return a search of one company's board, read anew: none of its postings may answer the words."""

    def run(keywords: str = "no-such-word", board: str = "greenhouse") -> dict[str, Any]:
        for key in cache.scan_iter("*listing*"):
            cache.delete(key)
        return search(sources=[board], companies=[f"{board}:acme"], keywords=keywords, limit=50, refresh=True)

    return run


def listed(caller: Caller, status: str) -> dict[str, Any]:
    answer = caller.get("/api/jobs", status=status, duplicates="true", source="greenhouse", limit=100).json
    return {item["external_id"]: item for item in answer["items"]}


def test_what_is_no_longer_listed_is_closed_and_what_comes_back_is_open(
    caller: Caller,
    look: Look,
    standin: Running,  # noqa: F811
) -> None:
    """Even by a search that asks for something else; matches of earlier searches show it too."""
    earlier = look("manager")
    before = listed(caller, "open")
    gone = sorted(before)[:2]
    assert len(before) > len(gone)
    standin.state.taken_down = {name.partition(":")[2] for name in gone}
    look()
    assert set(listed(caller, "closed")) == set(gone)
    assert set(listed(caller, "open")) == set(before) - set(gone)
    shown = caller.get(f"/api/jobs/{before[gone[0]]['id']}").json
    assert shown["closed_at"] > shown["first_seen_at"]
    matches = caller.get(f"/api/searches/{earlier['id']}/matches", limit=100).json["items"]
    marked = {match["job"]["external_id"] for match in matches if match["job"]["closed_at"]}
    assert marked == set(gone) & {match["job"]["external_id"] for match in matches}
    standin.state.taken_down = set()
    look()
    assert set(listed(caller, "open")) == set(before)


@pytest.mark.parametrize("kind", ["503", "html", "truncated", "empty"])
def test_a_listing_that_failed_closes_nothing(
    caller: Caller,
    look: Look,
    standin: Running,  # noqa: F811
    kind: str,
) -> None:
    look("manager")
    before = listed(caller, "open")
    standin.fault(kind, "greenhouse")
    look()
    assert set(listed(caller, "open")) == set(before)
    assert listed(caller, "closed") == {}


def test_a_partial_listing_closes_nothing(
    caller: Caller,
    look: Look,
    standin: Running,  # noqa: F811
) -> None:
    """One row that cannot be read is reason enough not to believe in the absence of another."""
    look("manager")
    before = listed(caller, "open")
    standin.state.postings = [
        {**posting, "title": "" if f"acme:{posting['id']}" in before else posting["title"]}
        for posting in standin.state.postings
    ]
    look()
    assert set(listed(caller, "open")) == set(before)


def test_a_board_says_nothing_of_other_boards_and_of_ones_own_postings(
    caller: Caller,
    look: Look,
    standin: Running,  # noqa: F811
) -> None:
    look("manager")
    before = listed(caller, "open")
    pasted = {"title": "Clerk", "text": "Files papers in a small office."}
    assert caller.post("/api/jobs", json=pasted).status_code == 201
    standin.state.taken_down = {str(posting["id"]) for posting in standin.state.postings}
    look(board="lever")
    assert set(listed(caller, "open")) == set(before)
    look()
    assert listed(caller, "open") == {}
    assert caller.get("/api/jobs", source="own").json["total"] == 1
