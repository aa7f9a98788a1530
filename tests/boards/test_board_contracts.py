"""Each board, in its own published shape over HTTP: what it shows is what a search gets."""

import re
from contextlib import suppress

import pytest

from adapters.boards.source import BoardSource
from domain.codes import JobType, Provenance, Workplace
from domain.credits import credit
from domain.postings import JobPosting
from domain.sources import BudgetSpent, Paced, SourceQuery, Unavailable, UnknownCompany
from embedded.boards_standin.server import Running
from tests.boards.conftest import Clock, MakeBoards, MemoryCache

ALL = SourceQuery("", limit=500)
CURSORS = {
    **dict.fromkeys(
        ("greenhouse", "lever", "ashby", "workable", "rippling", "personio", "teamtailor"), "acme"
    ),
    "careersite": "careers.acme.example",
    **dict.fromkeys(("arbeitnow", "themuse"), "0"),
    **dict.fromkeys(("remotive", "remoteok", "hackernews", "usajobs", "adzuna")),
}
WITHOUT_TEXT = {"rippling"}
"""Its list has no descriptions."""


def _by_title(found: tuple[JobPosting, ...]) -> dict[str, JobPosting]:
    return {posting.title: posting for posting in found}


@pytest.mark.parametrize("name", CURSORS)
def test_a_board_gives_whole_postings_with_its_cards(
    name: str, boards: dict[str, BoardSource], standin: Running
) -> None:
    page = boards[name].search_page(ALL, CURSORS[name])
    assert page.complete
    assert 5 <= len(page.cards) == len(page.postings) == page.total
    assert [card.rank for card in page.cards] == list(range(len(page.cards)))
    assert {card.external_id for card in page.cards} == {posting.external_id for posting in page.postings}
    assert len({card.external_id for card in page.cards}) == len(page.cards)
    shown = {str(posting["title"]) for posting in standin.state.postings}
    for posting in page.postings:
        assert posting.source == name
        assert posting.title in shown
        assert re.match(r"https://", posting.url or "")
        assert posting.company.name
        assert posting.posted_at is not None or name in WITHOUT_TEXT


@pytest.mark.parametrize("name", sorted(set(CURSORS) - WITHOUT_TEXT))
def test_descriptions_are_text_with_their_lines(name: str, boards: dict[str, BoardSource]) -> None:
    page = boards[name].search_page(ALL, CURSORS[name])
    for posting in page.postings:
        assert len(posting.description_text) > 40
        assert not re.search(r"</?(p|li|ul|strong|br)\b|&(lt|amp|nbsp);", posting.description_text)
    if name not in ("adzuna", "personio", "teamtailor", "careersite"):
        assert all("<p>" in (posting.description_html or "") for posting in page.postings)
        broken = [posting for posting in page.postings if "</p><p>" in (posting.description_html or "")]
        assert broken
        assert all("\n" in posting.description_text for posting in broken)


def test_greenhouse_descriptions_are_unescaped_before_they_are_cleaned(
    boards: dict[str, BoardSource],
) -> None:
    posting = boards["greenhouse"].search_page(ALL, "acme").postings[0]
    assert "&lt;p" not in (posting.description_html or "")
    assert "<" not in posting.description_text


def test_lever_keeps_lists_and_closing_words(boards: dict[str, BoardSource]) -> None:
    text = boards["lever"].search_page(ALL, "acme").postings[0].description_text
    assert re.search(r"What we offer\n+ *[*-] *Time\n *[*-] *Tools", text)
    assert text.endswith("We answer everybody.")


@pytest.mark.parametrize("name", ["lever", "ashby", "adzuna", "careersite", "usajobs"])
def test_stated_pay_is_kept_as_stated(name: str, boards: dict[str, BoardSource], standin: Running) -> None:
    told = [p["salary"] for p in standin.state.postings if p.get("salary")]
    ranges = {(float(pay["min"]), float(pay["max"])) for pay in told} | {(50000.0, 60000.0)}
    paid = [p.salary for p in boards[name].search_page(ALL, CURSORS[name]).postings if p.salary]
    assert paid
    for pay in paid:
        assert (pay.min, pay.max) in ranges
        assert pay.currency
        assert pay.provenance is Provenance.STATED


def test_a_guess_of_adzuna_is_not_shown_as_pay(boards: dict[str, BoardSource]) -> None:
    found = boards["adzuna"].search_page(ALL, None).postings
    assert any(posting.salary is None for posting in found)
    assert all(posting.salary is None or posting.salary.min != 33333.33 for posting in found)


def test_workplace_type_and_level_are_read_where_a_board_states_them(boards: dict[str, BoardSource]) -> None:
    lever = boards["lever"].search_page(ALL, "acme").postings
    assert {posting.workplace for posting in lever} == set(Workplace)
    assert JobType.FULL_TIME in {posting.job_type for posting in lever}
    muse = boards["themuse"].search_page(ALL, "0").postings
    assert {p.level_provenance for p in muse if p.level} == {Provenance.STATED}
    assert {posting.workplace for posting in boards["remotive"].search_page(ALL, None).postings} == {
        Workplace.REMOTE
    }


def test_hacker_news_comments_become_company_role_and_place(boards: dict[str, BoardSource]) -> None:
    found = boards["hackernews"].search_page(SourceQuery("data", limit=500), None).postings
    assert found
    for posting in found:
        assert posting.company.name
        assert "|" not in posting.title
        assert posting.workplace is not None
        assert posting.location.raw
        assert posting.job_type is JobType.FULL_TIME
        assert "data" in (posting.title + posting.description_text).lower()


@pytest.mark.parametrize(
    "name", ["greenhouse", "lever", "ashby", "workable", "rippling", "personio", "teamtailor"]
)
def test_a_company_that_a_board_does_not_know_is_said_so(name: str, boards: dict[str, BoardSource]) -> None:
    with pytest.raises(UnknownCompany):
        boards[name].search_page(ALL, "nobody-of-this-name")


@pytest.mark.parametrize("name", ["remotive", "arbeitnow", "remoteok", "greenhouse"])
def test_a_board_that_cannot_search_is_searched_here(name: str, boards: dict[str, BoardSource]) -> None:
    everything = boards[name].search_page(ALL, CURSORS[name]).postings
    title = everything[-1].title
    found = boards[name].search_page(SourceQuery(title, limit=3), CURSORS[name]).postings
    assert found[0].title == title
    assert len(found) <= 3
    nothing = boards[name].search_page(SourceQuery("zeppelin unobtainium"), CURSORS[name])
    assert (nothing.cards, nothing.total) == ((), 0)


def test_filters_hold_for_what_a_posting_states(boards: dict[str, BoardSource]) -> None:
    remote = SourceQuery("", workplaces=(Workplace.REMOTE,), limit=500)
    found = boards["lever"].search_page(remote, "acme").postings
    assert found
    assert {posting.workplace for posting in found} == {Workplace.REMOTE}
    interns = SourceQuery("", job_types=(JobType.PART_TIME,), limit=500)
    kinds = {posting.job_type for posting in boards["ashby"].search_page(interns, "acme").postings}
    assert kinds <= {JobType.PART_TIME}


def test_muse_is_asked_for_the_levels_wanted(boards: dict[str, BoardSource], standin: Running) -> None:
    found = boards["themuse"].search_page(SourceQuery("", experience=(2,), limit=50), "0").postings
    assert {posting.level for posting in found} <= {2}
    assert standin.state.count("level=Entry+Level") == 1


def test_a_listing_is_read_once_for_everybody(
    boards: dict[str, BoardSource], make: MakeBoards, standin: Running
) -> None:
    boards["remotive"].search_page(SourceQuery("engineer"), None)
    boards["remotive"].search_page(SourceQuery("nurse"), None)
    make()["remotive"].search_page(ALL, None)
    assert standin.state.count("remotive.com") == 1


def test_remotive_is_never_asked_more_than_four_times_a_day(
    boards: dict[str, BoardSource], standin: Running, clock: Clock, cache: MemoryCache
) -> None:
    for _ in range(12):
        cache.held.clear()
        with suppress(Paced, BudgetSpent):
            boards["remotive"].search_page(ALL, None)
        clock.now += 15.0
    assert standin.state.count("remotive.com") == 4
    clock.now += 86_400
    boards["remotive"].search_page(ALL, None)
    assert standin.state.count("remotive.com") == 5


@pytest.mark.parametrize(("name", "missing"), [("usajobs", "USAJOBS_KEY"), ("adzuna", "ADZUNA_APP_KEY")])
def test_a_board_that_needs_a_key_says_which(name: str, missing: str, make: MakeBoards) -> None:
    without = make(usajobs_key=None, adzuna_app_key=None)[name]
    assert missing in (without.capabilities.missing or "")
    with pytest.raises(Unavailable, match=missing):
        without.search_page(ALL, None)


def test_every_board_names_itself_and_its_terms(boards: dict[str, BoardSource]) -> None:
    for board in boards.values():
        able = board.capabilities
        assert able.attribution == credit(board.name)
        assert (able.terms_url or "").startswith("https://") or board.name == "careersite"
        assert not able.detail_needs_fetch


def test_a_posting_that_left_a_companys_board_is_gone(boards: dict[str, BoardSource]) -> None:
    posting = boards["greenhouse"].search_page(ALL, "acme").postings[0]
    assert boards["greenhouse"].fetch(posting.external_id).title == posting.title
    with pytest.raises(Exception, match="no longer lists it"):
        boards["greenhouse"].fetch("acme:1")
