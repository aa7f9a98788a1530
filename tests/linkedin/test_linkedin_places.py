"""A place is sent as LinkedIn's own number where it has one, looked up once; its text is the way back."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from adapters.linkedin.geo import KnownPlaces
from adapters.linkedin.memory import Memory
from adapters.linkedin.source import LinkedInSource
from adapters.pacing.pacer import Pacer
from adapters.pacing.stores import LocalStore
from domain.sources import AuthExpired, BadQuery, Paced, SourceQuery, Transient
from embedded.linkedin_standin.geo import places
from embedded.linkedin_standin.server import Running

Make = Callable[..., LinkedInSource]
Asked = Callable[[], list[str]]
BERLIN = SourceQuery("python", location="Berlin, Germany")


class Remembering:
    """A cache that keeps everything, in plain sight."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[bytes, int]] = {}

    def get(self, key: str) -> bytes | None:
        """Return what was stored."""
        return self.kept.get(key, (None, 0))[0]

    def put(self, key: str, value: bytes, seconds: int, *, only_new: bool = False) -> None:
        """Store."""
        assert not only_new
        self.kept[key] = value, seconds


def test_the_search_names_the_place_by_its_number(linkedin: Make, asked: Asked, standin: Running) -> None:
    page = linkedin().search_page(BERLIN, None)
    numbers = {name: number for number, name in places(standin.state.postings.values()).items()}
    assert f"locationUnion:(geoId:{numbers['Berlin, Berlin, Germany']})" in unquote(asked()[-1])
    assert "locationFallback" not in unquote(asked()[-1])
    assert {card.location for card in page.cards} == {"Berlin, Berlin, Germany"}


def test_a_place_is_looked_up_once_and_by_every_process_together(linkedin: Make, asked: Asked) -> None:
    cache = Remembering()
    for _ in range(2):
        source = linkedin(memory=Memory(places=KnownPlaces(cache)))
        source.search_page(BERLIN, None)
        source.search_page(BERLIN, "25")
    assert sum("Typeahead" in address for address in asked()) == 1
    assert [seconds for _, seconds in cache.kept.values()] == [30 * 86_400]
    assert not any("berlin" in key.lower() for key in cache.kept), "what people search for is no cache key"


def test_a_place_nobody_knows_is_sent_as_text_and_asked_again_tomorrow(linkedin: Make, asked: Asked) -> None:
    cache = Remembering()
    source = linkedin(memory=Memory(places=KnownPlaces(cache)))
    for _ in range(2):
        source.search_page(SourceQuery("", location="Atlantis"), None)
    assert sum("Typeahead" in address for address in asked()) == 1
    assert "locationFallback:Atlantis" in unquote(asked()[-1])
    assert [seconds for _, seconds in cache.kept.values()] == [86_400]


@pytest.mark.parametrize("kind", ["400", "404", "410", "html200", "list200", "drift-no-type"])
def test_without_a_look_up_the_search_goes_on_by_text(
    linkedin: Make, asked: Asked, fault: Callable[..., None], kind: str
) -> None:
    """The look-up's address is the likeliest to retire; it must not take the search with it."""
    fault(kind, path="graphql")
    page = linkedin().search_page(BERLIN, None)
    assert page.cards
    assert "locationFallback:Berlin, Germany" in unquote(asked()[-1])


@pytest.mark.parametrize(("kind", "outcome"), [("401", AuthExpired), ("503", Transient)])
def test_what_is_wrong_with_the_session_is_not_hidden_by_the_look_up(
    linkedin: Make, asked: Asked, fault: Callable[..., None], kind: str, outcome: type[Exception]
) -> None:
    fault(kind, path="graphql")
    with pytest.raises(outcome):
        linkedin().search_page(BERLIN, None)
    assert len(asked()) == 1


def test_the_look_up_takes_a_turn_of_its_own(linkedin: Make, asked: Asked) -> None:
    now = [1000.0]
    source = linkedin(pacer=Pacer(LocalStore(lambda: now[0])))
    with pytest.raises(Paced) as paced:
        source.search_page(BERLIN, None)
    assert len(asked()) == 1
    now[0] += paced.value.retry_after or 0
    assert source.search_page(BERLIN, None).cards
    assert len(asked()) == 2


def test_the_stand_in_refuses_a_number_that_is_nobodys(linkedin: Make) -> None:
    source = linkedin(memory=Memory(places=_known("Berlin, Germany", "999")))
    with pytest.raises(BadQuery):
        source.search_page(BERLIN, None)


def _known(place: str, number: str) -> KnownPlaces:
    known = KnownPlaces(Remembering())
    known.put(place, number)
    return known
