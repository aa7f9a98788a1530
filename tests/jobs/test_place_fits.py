"""A source's answer is checked against the place asked for: LinkedIn is known to answer with another."""

import pytest

from domain.codes import Workplace
from domain.postings import JobPosting, Place
from domain.sources import PostingCard
from services.jobs.filters import card_fits, place_fits
from services.jobs.normalise import normalise
from services.jobs.places.understand import understand_place

CASES = [
    ("Berlin, Berlin, Germany", "Berlin", True),
    ("Berlin, Berlin, Germany", "berlin, germany", True),
    ("Berlin, MA", "Berlin, Germany", False),
    ("Munich, Bavaria, Germany", "München", True),
    ("München", "Munich, Germany", True),
    ("Munich, Bavaria, Germany", "Bavaria", True),
    ("Hamburg, Germany", "Germany", True),
    ("Hamburg, Germany", "Deutschland", True),
    ("Hamburg, Germany", "Berlin", False),
    ("Paris, Île-de-France, France", "Ile-de-France", True),
    ("Paris, TX", "Paris, France", False),
    ("San Francisco, CA", "San Francisco, California, United States", True),
    ("San Francisco, CA", "California, United States", True),
    ("Austin, TX", "California, United States", False),
    ("Cambridge, MA", "Cambridge", True),
    ("Cambridge, England, United Kingdom", "Cambridge", True),
    ("United States", "Berlin", False),
    ("Atlantis", "Atlantis", True),
    ("", "Berlin", True),
]


@pytest.mark.parametrize(("stated", "wanted", "fits"), CASES)
def test_a_place_is_compared_by_what_it_means(stated: str, wanted: str, fits: bool) -> None:
    """Towns by any of their names, countries where one was asked for; unknown places by their words."""
    place = understand_place(Place(raw=stated or None))
    posting = JobPosting(source="linkedin", external_id="1", title="x", location=place)
    assert place_fits(posting, wanted) is fits
    assert card_fits(PostingCard("1", 0, "x", location=stated or None), wanted) is fits


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        ("", True),
        ("Munich, Bavaria, Germany", True),
        ("Germany", True),
        ("EMEA", True),
        ("United States", False),
    ],
)
def test_remote_work_is_at_every_place_from_where_one_may_do_it(shown: str, fits: bool) -> None:
    """A country beside "remote" says where applicants may be; a town may be the employer's."""
    card = PostingCard("1", 0, "x", location=shown, workplace=Workplace.REMOTE)
    posting = JobPosting("linkedin", "1", "x", location=Place(shown), workplace=Workplace.REMOTE)
    assert card_fits(card, "Berlin") is fits
    assert place_fits(normalise(posting), "Berlin") is fits
