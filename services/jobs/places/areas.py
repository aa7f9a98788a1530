"""Know areas of several countries by the names that postings give them: "EMEA", "LATAM", "Nordics".

They are written down in ``data/places/areas.txt``; countries are GeoNames' (:mod:`understand`).
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from services.jobs.places.forms import folded_name
from services.jobs.places.understand import load_gazetteer, possible_countries, state_country

AREAS = Path(__file__).resolve().parents[3] / "data" / "places" / "areas.txt"

WORLDWIDE = "Worldwide"
"""What a posting says that may be done from anywhere: the area that has every country in it."""

_SHORT = 3
"""Letters up to which a name in a text must be written in capitals: "us" is no country, "US" is one."""

_THROUGHOUT = "weit"
"""What German puts behind a country or area: "deutschlandweit". No name of one ends so."""

_LONGEST_CODE = 4
"""Letters of what somebody who asks for a place may write small: "eu", "emea", "tx"."""

_ABBREVIATIONS = frozenset({"us", "usa", "uk", "uae"})
"""Short names of countries that texts use. Other codes mean other things: EST is a time zone, CA a state."""

DEMONYMS = AREAS.with_name("demonyms.txt")


class Areas(NamedTuple):
    """The countries of each area by their English names, areas by folded name, and names in capitals only."""

    countries: dict[str, frozenset[str]]
    named: dict[str, str]
    capitals: frozenset[str]


@cache
def load_areas(path: Path = AREAS) -> Areas:
    """Read the areas; ValueError for a line under no area, KeyError for a country that nobody knows."""
    members: dict[str, list[str]] = {}
    named: dict[str, str] = {}
    capitals: dict[str, bool] = {}
    area = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            area = line.strip("[] ")
            members[area] = []
        elif line.startswith("=") and area:
            members[area] += _split(line[1:])
        elif line.strip() and not line.startswith("#"):
            if not area:
                raise ValueError(f"{path.name}: {line!r} stands under no [area]")
            form = folded_name(line)
            named[form] = area
            capitals[form] = capitals.get(form, True) and line.isupper()
    countries = {name: frozenset(_expanded(name, members)) for name in members}
    return Areas(
        countries,
        {**named, **{folded_name(name): name for name in members}},
        frozenset(form for form, only in capitals.items() if only),
    )


def _split(line: str) -> list[str]:
    """Split "[Europe] US CA" into areas and codes."""
    areas = [part.partition("]") for part in line.split("[")[1:]]
    codes = [line.partition("[")[0], *(rest for _, _, rest in areas)]
    return [*(area for area, _, _ in areas), *" ".join(codes).split()]


def _expanded(name: str, members: dict[str, list[str]]) -> Iterable[str]:
    names = load_gazetteer().names
    for one in members[name]:
        if one in members:
            yield from _expanded(one, members)
        else:
            yield names[one]


@cache
def load_demonyms(path: Path = DEMONYMS) -> Mapping[str, str]:
    """Return the English names of countries by what belongs to them: "Kenyan", "South African"."""
    lines = (line.split() for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    names = load_gazetteer().names
    return {word.replace("_", " "): names[code] for code, *words in lines for word in words}


def named_area(written: str) -> str | None:
    """Return the area or country that ``written`` names by itself, as it is shown; None if it names none."""
    folded, areas = folded_name(written).removesuffix(_THROUGHOUT), load_areas()
    short = len(folded) <= _SHORT or folded in areas.capitals
    if not folded or (short and not _is_capital(written)):
        return None
    if folded in areas.named:
        return areas.named[folded]
    if short and folded not in _ABBREVIATIONS:
        return None
    known = load_gazetteer()
    return known.names.get(known.countries.get(folded, ""))


def _is_capital(written: str) -> bool:
    return written.upper() == written


def areas_asked(wanted: str) -> tuple[str, ...]:
    """Return the country or area that somebody asks for, or those the place may be in; () if nobody knows.

    A state counts beside a country or a town of its name: Georgia, Ontario, "IN".
    """
    written = wanted.strip()
    if len(written) <= _LONGEST_CODE:
        written = written.upper()
    named = named_area(written)
    found = (*([named] if named else possible_countries(written)), state_country(written))
    return tuple(dict.fromkeys(filter(None, found)))


def countries_of(name: str) -> frozenset[str]:
    """Return the English names of the countries of an area, or a country's own."""
    return load_areas().countries.get(name) or frozenset({name})


def has_part_in(places: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether any country of ``places`` is one of ``others``; worldwide has part in everything."""
    one, other = list(places), list(others)
    if WORLDWIDE in one or WORLDWIDE in other:
        return True
    return not _countries(one).isdisjoint(_countries(other))


def areas_with_part_in(countries: Collection[str]) -> list[str]:
    """Return all names under which these countries, or areas with any of them, are kept; worldwide too."""
    wanted = set(countries)
    areas = [name for name, members in load_areas().countries.items() if not members.isdisjoint(wanted)]
    return sorted({*wanted, *areas, WORLDWIDE})


def broadest(places: Collection[str]) -> tuple[str, ...]:
    """Return the places without those within another of them: "Germany or another country of the EU"."""
    kept = dict.fromkeys(places)
    return tuple(one for one in kept if not any(countries_of(one) < countries_of(other) for other in kept))


def narrowest(places: Collection[str]) -> tuple[str, ...]:
    """Return the places without those that have another of them within: "Europe" where "Germany" is said."""
    kept = dict.fromkeys(places)
    return tuple(one for one in kept if not any(countries_of(other) < countries_of(one) for other in kept))


def _countries(places: Iterable[str]) -> set[str]:
    return {country for place in places for country in countries_of(place)}
