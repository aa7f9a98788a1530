"""Understand where a posting is: city, state or province, and country of what a board wrote.

The names are GeoNames' (``data/places``): cities of at least 15,000 people, also in other languages.
"""

import gzip
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from domain.postings import Place
from services.jobs.places.forms import folded_name

PLACES = Path(__file__).resolve().parents[3] / "data" / "places" / "places.tsv.gz"

LARGE_TOWN = 100
"""Thousands of people from which a name alone names the town, where nothing else is said."""

WELL_KNOWN_TOWN = 300
"""Thousands of people from which a name within a text is a town's: "Spring" and "Victoria" are words."""

_SEVERAL = re.compile(r"\s*(?:;|\||\n|•| / | or )\s*")
_COMMAS = re.compile(r"\s*,\s*|\s+[-–—·]\s+")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NO_PLACE = re.compile(
    r"\b(?:fully|100%|hybrid|remote|on-?site|in-?office|home ?office|work from home|wfh|anywhere|flexible"
    r"|multiple locations|various locations|headquarters|hq)\b:?",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\b(?:greater|metropolitan|metro|area|region|city of|downtown|central|county)\b", re.I)
_STATE_CODE = re.compile(r"^([A-Z]{2})(?:\s+\d{5}(?:-\d{4})?)?$")
_POSTAL_CODE = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+|\s+\d{4,6}$")
_US_OR_CANADA = ("US", "CA")


class Town(NamedTuple):
    """A city of the index; ``state`` is empty outside of the United States and Canada."""

    name: str
    country: str
    state: str
    thousands: int


class Gazetteer(NamedTuple):
    """The index by folded name."""

    countries: dict[str, str]
    names: dict[str, str]
    states: dict[str, tuple[str, str]]
    towns: dict[str, tuple[Town, ...]]


@cache
def load_gazetteer(path: Path = PLACES) -> Gazetteer:
    """Read the index once per process (about 0.1 s and 25 MB)."""
    found = Gazetteer({}, {}, {}, {})
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            kind, form, shown, country, state, thousands = line.rstrip("\n").split("\t")
            if kind == "country":
                found.countries[form], found.names[country] = country, shown
            elif kind == "state":
                found.states[form] = (country, state)
            else:
                town = Town(shown, country, state, int(thousands))
                found.towns[form] = (*found.towns.get(form, ()), town)
    return found


def understand_place(place: Place) -> Place:
    """Return ``place`` with what ``raw`` tells of city, region and country; what the source said stays.

    Of several places the first counts. A name that many towns share is the one in the country or state
    beside it, or the largest if that has at least :data:`LARGE_TOWN` thousand people; else it stays open.
    """
    if not place.raw or place.city:
        return _in_english(place)
    for part in _SEVERAL.split(_ASIDE.sub(" ", place.raw)):
        read = _read(part)
        if read is not None:
            return replace(
                place,
                city=read.city,
                region=place.region or read.region,
                country=_in_english(place).country or read.country,
            )
    return _in_english(place) if place.country else _aside(place)


def country_name(written: str) -> str | None:
    """Return the English name of a country, from its name in several languages or its ISO code."""
    known = load_gazetteer()
    code = written.strip().upper() if len(written.strip()) == 2 else known.countries.get(folded_name(written))
    return known.names.get(code or "")


def possible_countries(written: str) -> tuple[str, ...]:
    """Return the countries that a place may be in, by their English names: "Cambridge" may be in two.

    Towns of less than a tenth of the largest one's people are not meant where nothing else is said.
    """
    named = () if "," in written else _named(written)
    if named:
        most = max(town.thousands for town in named)
        large = (town.country for town in named if 10 * town.thousands >= most)
        return tuple(load_gazetteer().names[country] for country in dict.fromkeys(large))
    country = understand_place(Place(raw=written)).country
    return (country,) if country else ()


def state_country(written: str) -> str | None:
    """Return the English name of the country that a state or province is of: "TX", "Ontario"."""
    known = load_gazetteer()
    state = _by_code(written) or known.states.get(folded_name(written))
    return known.names.get(state[0]) if state else None


def is_large_town(written: str) -> bool:
    """Tell whether a name by itself is of a town of at least :data:`WELL_KNOWN_TOWN` thousand people."""
    return any(town.thousands >= WELL_KNOWN_TOWN for town in _named(written))


def is_same_town(one: str, other: str) -> bool:
    """Tell whether two names are of one town: "Köln" and "Cologne", "New York" and "New York City"."""
    if folded_name(one) == folded_name(other):
        return True
    return not set(_named(one)).isdisjoint(_named(other))


def _in_english(place: Place) -> Place:
    return replace(place, country=country_name(place.country) or place.country) if place.country else place


def _aside(place: Place) -> Place:
    """Read "Remote (Germany)": only what stands in brackets says where."""
    inside = " ; ".join(_ASIDE.findall(place.raw or "")).translate(str.maketrans("()[]", "    "))
    read = next(filter(None, map(_read, _SEVERAL.split(inside))), None)
    return replace(read, raw=place.raw) if read else place


def _read(text: str) -> Place | None:
    parts = [_bare(part) for part in _COMMAS.split(text)]
    parts = [part for part in parts if part]
    country, parts = _take_country(parts)
    state, parts = _take_state(parts, country)
    country = country or (state[0] if state else None)
    town = _town(parts, country, state[1] if state else None)
    if town is not None:
        return _place(town.name, town.state or _region(parts), town.country)
    if country is None:
        return None
    if state is None and len(parts) > 1:  # "Little Whinging, Surrey, UK": no town of the index
        return _place(parts[0], _region(parts), country)
    return _place(parts[0] if parts and state else None, state[1] if state else None, country)


def _bare(part: str) -> str:
    return _POSTAL_CODE.sub("", " ".join(_NO_PLACE.sub(" ", part).split())).strip(" -–—:")


def _take_country(parts: list[str]) -> tuple[str | None, list[str]]:
    """Take the last part that names a country and is no state of the town before it ("San Jose, CA")."""
    known = load_gazetteer()
    for place in range(len(parts) - 1, -1, -1):
        part = parts[place]
        code = part if len(part) == 2 and part in known.names else known.countries.get(folded_name(part))
        if code and not (place and _is_state_of(parts[:place], part)):
            return code, parts[:place]
    return None, parts


def _is_state_of(before: Sequence[str], part: str) -> bool:
    known = load_gazetteer()
    state = _by_code(part) or known.states.get(folded_name(part))
    towns = known.towns.get(folded_name(_AROUND.sub(" ", before[0])), ())
    return state is not None and (not towns or any(town.state == state[1] for town in towns))


def _take_state(parts: list[str], country: str | None) -> tuple[tuple[str, str] | None, list[str]]:
    if country not in (None, *_US_OR_CANADA):
        return None, parts
    known = load_gazetteer()
    for place in range(len(parts) - 1, -1, -1):
        match = _STATE_CODE.match(parts[place])
        found = _by_code(match[1]) if match else known.states.get(folded_name(parts[place]))
        alone_as_town = place == 0 and folded_name(parts[0]) in known.towns
        if found and not alone_as_town and country in (None, found[0]):
            return found, parts[:place]
    return None, parts


@cache
def _by_code(code: str) -> tuple[str, str] | None:
    return next((state for state in load_gazetteer().states.values() if state[1] == code), None)


def _town(parts: Sequence[str], country: str | None, state: str | None) -> Town | None:
    for part in parts:
        named = _named(part)
        fitting = [
            town
            for town in named
            if country in (None, town.country) and (state is None or town.state == state)
        ]
        largest = max(fitting, key=lambda town: town.thousands, default=None)
        if largest is not None and (country or len(named) == 1 or largest.thousands >= LARGE_TOWN):
            return largest
    return None


def _named(part: str) -> tuple[Town, ...]:
    towns = load_gazetteer().towns
    around = folded_name(_AROUND.sub(" ", part))
    return towns.get(folded_name(part)) or towns.get(around) or towns.get(f"{around} city") or ()


def _region(parts: Iterable[str]) -> str | None:
    """Return what stands between town and country, such as "Bavaria"."""
    return ", ".join(list(parts)[1:]) or None


def _place(city: str | None, region: str | None, country: str) -> Place:
    return Place(city=city, region=region, country=load_gazetteer().names.get(country))
