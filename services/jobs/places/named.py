"""Find the countries and areas that a text names one after the other: "Spain, Portugal or the UK"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.postings import Place
from services.features.wordlists import words
from services.jobs.places.areas import named_area
from services.jobs.places.understand import is_large_town, state_country, understand_place

MOST_WORDS = 5
"""Words of the longest name: "Europe, Middle East and Africa" has as many."""

MOST_FILLERS = 8
"""Words in a row that name nothing and end no list: "in one of the following countries" has five."""

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_WITHIN_NAME = re.compile(r"[\s,/&-]*")
_BEFORE = re.compile(r"[\s,;:/&|()\[\]•*–—+-]*")
_BETWEEN = re.compile(r"[\s,;/&|)•*–—+-]*")
_TOWN = re.compile(
    r"[A-Z][\w'’.]{0,30}(?:[ -](?:of|upon|on|de|la|del|da|do|am|an der|le|[A-Z][\w'’]{0,30})){0,5}"
    r"(?:,\s{0,3}[A-Z][\w.]{0,30}(?: [A-Z]\w{1,30})?)?"
)
_CLOCK = re.compile(
    r"(?:[ /-]+\w+){0,2}[ -]+time ?zones?\b|[ -](?:(?!full|part|first)\w+ )?(?:time|hours)\b", re.IGNORECASE
)
_CITY = " City"
"""Behind what is no country but a town: "Jersey City"."""
_ALSO_STATE = "Georgia"
"""The country whose name is a state's of the United States as well."""


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def places_at_start(text: str, *, towns: bool = True) -> list[str]:
    """Return the countries and areas that ``text`` begins with, each once; a town stands for its country.

    The list ends with the first word that names none and is no filler (``data/wordlists``). Of a list of time
    zones ("in a US time zone") nothing is a place to be in.
    """
    found: list[str] = []
    for name, end in _read(text, towns=towns):
        if _CLOCK.match(text, end):
            return []
        found.append(name)
    return _each_once(found)


def places_throughout(text: str, *, alone: bool = False) -> list[str]:
    """Return all countries and areas that a short field names, each once; towns are passed over.

    ``alone``: none where another word stands beside that is neither a filler nor says how one works.
    """
    tokens, at, found = _tokens(text), 0, []
    while at < len(tokens):
        name, used = _area(text, tokens, at)
        if name:
            found.append(name)
        fits = not name or not _CLOCK.match(text, tokens[at + used - 1].end)
        if alone and not (fits and (name or _goes_beside(tokens[at].text) or _town(text, tokens, at)[0])):
            return []
        at += used
    return _each_once(found)


def _each_once(found: Sequence[str]) -> list[str]:
    """Return every place once; a name that stands alone and is a state's too may mean either country."""
    state = state_country(_ALSO_STATE) if set(found) == {_ALSO_STATE} else None
    return list(dict.fromkeys([*found, *([state] if state else [])]))


def _goes_beside(word: str) -> bool:
    low = word.casefold()
    return low in words("place_fillers") or low in words("place_marks")


def _read(text: str, *, towns: bool) -> Iterator[tuple[str, int]]:
    """Yield every place that ``text`` begins with and where its name ends."""
    tokens, at, fillers, last, between = _tokens(text), 0, 0, 0, _BEFORE
    while at < len(tokens):
        token = tokens[at]
        if not between.fullmatch(text, last, token.start):
            return
        name, used = _area(text, tokens, at)
        if not name and towns:
            name, used = _town(text, tokens, at)
        if name:
            yield name, tokens[at + used - 1].end
            fillers, between = 0, _BETWEEN
        elif token.text.casefold() in words("place_fillers") and fillers < MOST_FILLERS:
            fillers += 1
        else:
            return
        at, last = at + used, tokens[at + used - 1].end


def _tokens(text: str) -> list[_Token]:
    return [_Token(one[0], one.start(), one.end()) for one in _TOKEN.finditer(text)]


def _area(text: str, tokens: Sequence[_Token], at: int) -> tuple[str | None, int]:
    """Return the country or area that the tokens from ``at`` on name, and how many name it, at least one."""
    together = 1
    while together < min(MOST_WORDS, len(tokens) - at) and _WITHIN_NAME.fullmatch(
        text, tokens[at + together - 1].end, tokens[at + together].start
    ):
        together += 1
    for count in range(together, 0, -1):
        name = named_area(text[tokens[at].start : tokens[at + count - 1].end])
        if name and not text.startswith(_CITY, tokens[at + count - 1].end):
            return name, count
    return None, 1


def _town(text: str, tokens: Sequence[_Token], at: int) -> tuple[str | None, int]:
    """Return the country of the town, state or province that the tokens from ``at`` on name."""
    first = tokens[at]
    if len(first.text) == 2 and first.text.isupper():
        return state_country(first.text), 1
    written = _TOWN.match(text, first.start)
    end = written.end() if written else first.start
    if written and _is_a_list(written[0]):
        end = first.start + written[0].index(",")
    within = [token for token in tokens[at : at + 12] if token.end <= end]
    for count in range(len(within), 0, -1):
        name = text[first.start : within[count - 1].end]
        country = state_country(name) or _country_of_town(name)
        if country:
            return country, count
    return None, 1


def _country_of_town(name: str) -> str | None:
    """Return the country of a town; one named alone must be large, as many a word is a village's name."""
    place = understand_place(Place(raw=name))
    return place.country if "," in name or is_large_town(name) else None


def _is_a_list(name: str) -> bool:
    """Tell whether a comma stands between two towns ("London, Berlin"), not before a state or a country."""
    beside = name.partition(",")[2].strip()
    return is_large_town(beside) and not (state_country(beside) or named_area(beside))
