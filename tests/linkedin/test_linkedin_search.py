"""A search page: one request, LinkedIn's own order, filters that reach the server, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
import requests

from adapters.linkedin.source import LinkedInSource
from domain.codes import JobType, Workplace
from domain.sources import BadQuery, SourceQuery
from embedded.linkedin_standin.search import find
from embedded.linkedin_standin.server import Running

Make = Callable[..., LinkedInSource]
Asked = Callable[[], list[str]]
EVERYTHING = SourceQuery("")


def all_ids(source: LinkedInSource, query: SourceQuery) -> list[str]:
    """Return the ids of every page, following the cursors."""
    ids, cursor = [], None
    while True:
        page = source.search_page(query, cursor)
        ids += [card.external_id for card in page.cards]
        cursor = page.next_cursor
        if cursor is None:
            return ids


def test_one_call_is_one_request(linkedin: Make, asked: Asked) -> None:
    source = linkedin()
    source.search_page(EVERYTHING, None)
    source.search_page(EVERYTHING, "25")
    source.fetch("4100000001")
    source.stated_skills("4100000001")
    assert len(asked()) == 4


def test_a_short_page_costs_no_second_request_and_says_that_more_is_there(
    linkedin: Make, asked: Asked, standin: Running
) -> None:
    standin.state.reset(page_cap=10)
    page = linkedin().search_page(EVERYTHING, None)
    assert (len(page.cards), page.next_cursor, page.complete) == (10, "10", False)
    assert len(asked()) == 1


def test_rank_is_the_servers_order_although_the_pool_is_shuffled(linkedin: Make, standin: Running) -> None:
    expected = [posting.id for posting in find(standin.state.postings.values(), {"keywords": "python"})]
    pages = [linkedin().search_page(SourceQuery("python"), cursor) for cursor in (None, "25")]
    cards = [card for page in pages for card in page.cards]
    within_a_month = [identity for identity in expected if identity in {card.external_id for card in cards}]
    assert [card.external_id for card in cards] == within_a_month
    assert [card.rank for card in cards] == list(range(len(cards)))
    raw = requests.get(
        f"{standin.url}/voyager/api/voyagerJobsDashJobCards?query=()&start=0&count=25",
        cookies={"li_at": "AQEDA-standin", "JSESSIONID": "ajax:1234567890"},
        headers={"csrf-token": "ajax:1234567890"},
        timeout=5,
    ).json()
    pool = [entity["entityUrn"] for entity in raw["included"] if "*jobPosting" in entity]
    assert pool != [element["jobCardUnion"]["*jobPostingCard"] for element in raw["data"]["elements"]]


def test_cards_carry_what_the_package_throws_away(linkedin: Make, standin: Running) -> None:
    card = linkedin().search_page(EVERYTHING, None).cards[0]
    posting = standin.state.postings[card.external_id]
    assert (card.title, card.company) == (posting.data["title"], posting.data["company"])
    assert card.location == posting.data["location"]["raw"]
    assert card.workplace is Workplace(posting.data["workplace"])
    assert card.listed_at is not None
    assert card.listed_at.timestamp() * 1000 == pytest.approx(posting.listed_at)


def test_pages_hold_every_posting_once(linkedin: Make, standin: Running) -> None:
    ids = all_ids(linkedin(), EVERYTHING)
    recent = [key for key, posting in standin.state.postings.items() if posting.data["posted_days_ago"] < 29]
    assert len(ids) == len(set(ids))
    assert set(recent) <= set(ids)


FILTERS = [
    ({"keywords": "nurse"}, lambda data: "Nurse" in data["title"]),
    ({"location": "Berlin"}, lambda data: data["location"]["city"] == "Berlin"),
    ({"location": "Île-de-France, France"}, lambda data: data["location"]["country"] == "France"),
    *(({"experience": (level,)}, lambda data, level=level: data["level"] == level) for level in range(1, 7)),
    ({"experience": (2, 5)}, lambda data: data["level"] in (2, 5)),
    *(
        ({"workplaces": (place,)}, lambda data, place=place: data["workplace"] == place.value)
        for place in Workplace
    ),
    *(
        ({"job_types": (JobType(letter),)}, lambda data, letter=letter: data["job_type"] == letter)
        for letter in "FPCTIV"
    ),
]


@pytest.mark.parametrize(("criteria", "holds"), FILTERS)
def test_every_parameter_really_filters(
    linkedin: Make, standin: Running, criteria: dict[str, object], holds: Callable[[dict], bool]
) -> None:
    """The result is exactly the postings that pass, and not the unfiltered result."""
    everything = all_ids(linkedin(), EVERYTHING)
    found = all_ids(linkedin(), replace(EVERYTHING, **criteria))
    passing = [identity for identity in everything if holds(standin.state.postings[identity].data)]
    assert 0 < len(found) < len(everything)
    assert sorted(found) == sorted(passing)


def test_filters_combine(linkedin: Make, standin: Running) -> None:
    query = SourceQuery(
        "python", "Berlin", (1, 4), (Workplace.ONSITE, Workplace.HYBRID), (JobType.FULL_TIME,)
    )
    for identity in all_ids(linkedin(), query):
        data = standin.state.postings[identity].data
        assert data["title"] == "Python Engineer"
        assert (data["location"]["city"], data["job_type"]) == ("Berlin", "F")
        assert data["level"] in (1, 4)
        assert data["workplace"] != "remote"


@pytest.mark.parametrize(
    "keywords",
    [
        "(Python OR Django) AND backend",
        "C++ developer",
        "R&D, data: lead",
        "naïve café",
        "a{b}c 'quoted' \"both\"",
        "100% remote? #1 + more / less",
        "KEYWORD_PLACEHOLDER LOCATION_PLACEHOLDER",
        "日本語 🚀",
    ],
)
def test_keywords_and_location_arrive_as_they_were_written(
    linkedin: Make, asked: Asked, keywords: str
) -> None:
    """The stand-in's Rest.li reader is strict: an unescaped comma, colon or parenthesis would be a 400."""
    linkedin().search_page(SourceQuery(keywords, location=keywords), None)
    look_up, search = (unquote(address) for address in asked())
    assert f"(keywords:{keywords},query:" in look_up
    assert f"keywords:{keywords}," in search
    assert f"locationFallback:{keywords}," in search


def test_boolean_keywords_find_what_the_words_find(linkedin: Make) -> None:
    boolean = linkedin().search_page(SourceQuery("(Python OR Cook)"), None)
    assert {card.title for card in boolean.cards} == {"Python Engineer", "Line Cook"}


def test_cards_alone_are_enough(linkedin: Make, fault: Callable[..., None]) -> None:
    """Without JobPosting entities the package itself returns nothing."""
    before = linkedin().search_page(EVERYTHING, None)
    fault("cards-only")
    assert linkedin().search_page(EVERYTHING, None) == before


def test_a_server_that_ignores_the_offset_is_noticed(linkedin: Make, fault: Callable[..., None]) -> None:
    fault("ignore-start")
    page = linkedin().search_page(EVERYTHING, "50")
    assert page.next_cursor is None
    assert not page.complete


@pytest.mark.parametrize("cursor", ["x", "-25", "1000", "1e3"])
def test_a_cursor_that_is_no_offset_is_refused_without_asking(
    linkedin: Make, asked: Asked, cursor: str
) -> None:
    with pytest.raises(BadQuery):
        linkedin().search_page(EVERYTHING, cursor)
    assert asked() == []
