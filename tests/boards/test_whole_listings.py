"""A board's listing counts as whole only where the board shows it to be: nothing is closed on a guess."""

from typing import Any

import pytest

from adapters.boards import source as source_module
from adapters.boards.source import BoardSource
from adapters.boards.whole import is_whole
from domain.sources import SourceError, SourceQuery
from embedded.boards_standin.server import Running
from tests.boards.conftest import MemoryCache

SAY_SO = ("greenhouse", "lever", "ashby", "workable")
ALL = SourceQuery("", limit=500)


@pytest.mark.parametrize("name", SAY_SO)
def test_a_whole_listing_names_everything_whatever_was_searched(
    name: str, boards: dict[str, BoardSource]
) -> None:
    every = boards[name].search_page(ALL, "acme")
    page = boards[name].search_page(SourceQuery("no-such-word", limit=1), "acme")
    assert page.cards == ()
    assert page.whole is not None
    assert set(page.whole.external_ids) == {card.external_id for card in every.cards}
    assert all(name.startswith(f"{page.whole.company}:") for name in page.whole.external_ids)


@pytest.mark.parametrize("name", SAY_SO)
def test_a_kept_listing_says_when_it_was_read(name: str, boards: dict[str, BoardSource]) -> None:
    first, second = (boards[name].search_page(ALL, "acme").whole for _ in range(2))
    assert first is not None
    assert first == second


@pytest.mark.parametrize("name", ["rippling", "personio", "teamtailor", "remotive", "arbeitnow", "adzuna"])
def test_boards_that_show_a_part_or_do_not_say_close_nothing(
    name: str, boards: dict[str, BoardSource]
) -> None:
    cursor = {"remotive": None, "adzuna": None, "arbeitnow": "0"}.get(name, "acme")
    assert boards[name].search_page(ALL, cursor).whole is None


@pytest.mark.parametrize("name", SAY_SO)
def test_a_row_that_cannot_be_read_leaves_the_listing_partial(
    name: str, boards: dict[str, BoardSource], standin: Running
) -> None:
    shown = standin.state.shown_by(name)[3]
    standin.state.postings = [
        {**posting, "title": ""} if posting["id"] == shown["id"] else posting
        for posting in standin.state.postings
    ]
    page = boards[name].search_page(ALL, "acme")
    assert len(page.cards) == len(standin.state.shown_by(name)) - 1
    assert page.whole is None


@pytest.mark.parametrize("name", SAY_SO)
def test_an_empty_list_is_believed_only_where_the_board_also_counts_none(
    name: str, boards: dict[str, BoardSource], standin: Running
) -> None:
    standin.state.taken_down = {str(posting["id"]) for posting in standin.state.postings}
    page = boards[name].search_page(ALL, "acme")
    assert page.cards == ()
    assert (page.whole is not None) == (name != "lever")


@pytest.mark.parametrize("kind", ["503", "html", "empty", "truncated", "wrong-shape"])
def test_a_listing_that_failed_is_no_listing(
    kind: str, boards: dict[str, BoardSource], standin: Running
) -> None:
    standin.fault(kind, "greenhouse")
    with pytest.raises(SourceError):
        boards["greenhouse"].search_page(ALL, "acme")


def test_a_listing_that_was_cut_at_our_bound_is_partial(
    boards: dict[str, BoardSource], cache: MemoryCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "_LONGEST_LISTING", 10)
    page = boards["greenhouse"].search_page(ALL, "acme")
    assert (len(page.cards), page.complete, page.whole) == (10, False, None)


@pytest.mark.parametrize(
    ("system", "documents", "read", "whole"),
    [
        ("greenhouse", [{"jobs": [{}], "meta": {"total": 1}}], 1, True),
        ("greenhouse", [{"jobs": [{}], "meta": {"total": 2}}], 1, False),
        ("greenhouse", [{"jobs": [{}]}], 1, False),
        ("greenhouse", [{"jobs": [], "meta": {"total": 0}}], 0, True),
        ("greenhouse", [{"jobs": [], "meta": None}], 0, False),
        ("ashby", [{"jobs": [{"isListed": True}, {"isListed": False}]}], 1, True),
        ("ashby", [{"jobs": []}], 0, False),
        ("lever", [[{}, {}]], 2, True),
        ("lever", [[]], 0, False),
        ("lever", [{"ok": False}], 0, False),
        ("lever", [[{}], [{}]], 2, False),
        ("workable", [{"jobs": [{}]}], 1, True),
        ("workable", [{"jobs": None}], 0, False),
        ("rippling", [{"items": [{}], "totalItems": 1}], 1, False),
        ("lever", [], 0, False),
    ],
)
def test_what_shows_a_listing_to_be_whole(system: str, documents: list[Any], read: int, whole: bool) -> None:
    assert is_whole(system, documents, read) is whole
