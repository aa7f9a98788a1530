"""Places are understood as boards write them."""

import pytest

from domain.postings import Place
from services.jobs.places.understand import country_name, understand_place

PLACES = [
    ("Berlin, Germany", "Berlin", None, "Germany"),
    ("München", "Munich", None, "Germany"),
    ("Munich, Bavaria, Germany", "Munich", "Bavaria", "Germany"),
    ("80331 München, Deutschland", "Munich", None, "Germany"),
    ("Austin, TX", "Austin", "TX", "United States"),
    ("San Francisco, California, United States", "San Francisco", "CA", "United States"),
    ("New York, NY, USA", "New York City", "NY", "United States"),
    ("Greater London", "London", None, "United Kingdom"),
    ("London, ON, Canada", "London", "ON", "Canada"),
    ("Toronto, ON", "Toronto", "ON", "Canada"),
    ("Toronto, CA", "Toronto", "ON", "Canada"),
    ("San Jose, CA", "San Jose", "CA", "United States"),
    ("Remote - US", None, None, "United States"),
    ("Remote (Germany)", None, None, "Germany"),
    ("Remote", None, None, None),
    ("Paris (hybrid)", "Paris", None, "France"),
    ("Paris, TX", "Paris", "TX", "United States"),
    ("Berlin; Hamburg; Remote", "Berlin", None, "Germany"),
    ("Zürich, Schweiz", "Zürich", None, "Switzerland"),
    ("São Paulo, Brasil", "São Paulo", None, "Brazil"),
    ("Den Haag, Nederland", "The Hague", None, "Netherlands"),
    ("Bangalore, India", "Bengaluru", None, "India"),
    ("Cluj-Napoca, România", "Cluj-Napoca", None, "Romania"),
    ("Georgia", None, None, "Georgia"),
    ("Atlanta, Georgia", "Atlanta", "GA", "United States"),
    ("UK", None, None, "United Kingdom"),
    ("Little Whinging, Surrey, UK", "Little Whinging", "Surrey", "United Kingdom"),
    ("Multiple locations", None, None, None),
    ("Middle of Nowhere", None, None, None),
    ("", None, None, None),
]


@pytest.mark.parametrize(("raw", "city", "region", "country"), PLACES)
def test_a_place_is_understood(raw: str, city: str | None, region: str | None, country: str | None) -> None:
    """City, region and country come out, or nothing where the text does not say."""
    assert understand_place(Place(raw=raw)) == Place(raw, city, region, country)


def test_what_the_source_said_stays() -> None:
    """A city given by the source is not replaced; its country only gets its English name."""
    given = Place("somewhere else, France", "Springfield", "Ohio", "Deutschland")
    assert understand_place(given) == Place("somewhere else, France", "Springfield", "Ohio", "Germany")


@pytest.mark.parametrize(
    ("written", "name"),
    [("de", "Germany"), ("Allemagne", "Germany"), ("U.S.", "United States"), ("Narnia", None)],
)
def test_countries_have_one_name(written: str, name: str | None) -> None:
    """Codes and other languages' names lead to the English name."""
    assert country_name(written) == name
