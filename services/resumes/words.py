"""Words that tell a job title from a company, a school, a degree and a place."""

import re
import unicodedata
from functools import lru_cache

from services.resumes import lexicon

_TITLES = lexicon.words("titles")
_COMPANY = lexicon.words("companies")
_SCHOOLS = lexicon.words("schools")
_CITIES = lexicon.words("cities")
_LARGE_CITIES = frozenset(lexicon.lines("large_cities"))
_TITLE_ENDINGS = re.compile(
    r"(?:eer|ician|ologist|therapist|dontist|metrist|tographer|keeper|(?:ntwickl|manag|leit|berat|lehr|bearbeit)er(?:in)?|sekretär(?:in)?|referendar(?:in)?|(?:ingenieur|assistent)(?:in)?)$"
)
_HANDS = re.compile(
    r"\b(?:cellar|charge|dock|farm|field|hired|orchard|ranch|sawmill|stable|stage|yard) hand\b"
    r"|\b(?:delivery|office|pantry|ward) boy\b",
    re.I,
)
"""Workers that are called by a place and a word which says nothing by itself."""
_SCHOOL_ENDINGS = ("universität", "hochschule", "schule", "gymnasium", "university", "college")
_LEVELS = tuple(dict.fromkeys(level for level, _ in lexicon.pairs("degrees")))


def _named(level: str) -> re.Pattern[str]:
    names = "|".join(name for key, name in lexicon.pairs("degrees") if key == level)
    return re.compile(rf"(?<![\w.])(?:{names})(?!\w)", re.I)


_DEGREES = tuple((level, _named(level)) for level in _LEVELS)
_LEGAL = re.compile(
    r"(?:^|[\s,])(?:inc|llc|ltd|co|limited|gmbh|ag|kg|ohg|ug|s\.?a\.?s?|s\.?r\.?l|s\.?p\.?a|s\.l(?:\.u)?|b\.?v|n\.?v|plc|corp|"
    r"corporation|pvt|llp|pllc|p\.a|p\.c|oy|ab|kft|sp\.? z ?o\.?o)\.?\)?$",
    re.I,
)
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"
_PARTICLE = "de|del|am|an|der|la|of|upon|sur|do|da|los|las"
_PLACE_NAME = rf"[{_CAPITAL}][\w.'’-]*(?:[\s-](?:[{_CAPITAL}][\w.'’-]*|{_PARTICLE})){{0,3}}"
_CODES = "|".join(sorted(lexicon.words("region_codes")))
_NAMES = "|".join(sorted(map(re.escape, lexicon.lines("regions")), key=len, reverse=True))
_REGION = rf"(?:(?:{_CODES})\b|(?i:{_NAMES}))"
_REMOTE = r"(?i:remote|fully remote|hybrid|on-?site|home ?office|télétravail|remoto)"
PLACE = re.compile(
    rf"(?:{_REMOTE}|(?:{_PLACE_NAME}\s*,\s*)?{_REGION}(?:\s*,?\s*(?:{_REGION}|\d{{5}}))*)"
    rf"(?:\s*[(/,|-]\s*{_REMOTE}\)?)?"
)
BLANK_PLACE = r"City\s*,\s*State(?:\s*,\s*(?:Country|USA?))?"
"""What a template says where a place belongs."""
_TOWN_AND_STATE = re.compile(rf"{_PLACE_NAME}\s+(?:{_CODES})(?:\s+\d{{4,5}})?")
"""A town before its state without a comma, as in "Broken Bow OK"."""
_BLANK = re.compile(BLANK_PLACE)

_PLACE_WORDS = 5
_LONGEST_PLACE = 100
"""Letters; longer texts would be tried in too many ways, word by word."""
_CITY_STATES = ("new york", "washington", "delhi", "québec", "quebec", "singapore", "luxembourg", "hong kong")


def _tokens(text: str) -> list[str]:
    return [token.strip(".,;:()[]'’\"") for token in text.casefold().replace("/", " ").split()]


@lru_cache(maxsize=4096)
def title_score(text: str) -> float:
    """Return how much ``text`` reads like a job title, 0 to 1."""
    tokens = _tokens(text)
    if not tokens or len(text) > 90:
        return 0.0
    hits = [
        token for token in tokens if token in _TITLES or any(part in _TITLES for part in token.split("-"))
    ]
    if hits or _HANDS.search(text):
        return 1.0 if len(tokens) <= 8 else 0.6
    return 0.7 if any(_TITLE_ENDINGS.search(token) for token in tokens) else 0.0


@lru_cache(maxsize=4096)
def company_score(text: str) -> float:
    """Return how much ``text`` reads like the name of a company or institution, 0 to 1."""
    tokens = text.casefold().replace(",", " ").split()
    if any(token.strip("()") in _COMPANY for token in tokens):
        return 1.0
    return 0.3 if text[:1].isupper() else 0.0


def has_legal_form(text: str) -> bool:
    """Tell whether ``text`` ends in the legal form of a company ("Inc", "GmbH")."""
    return bool(_LEGAL.search(text))


def school_score(text: str) -> float:
    """Return how much ``text`` reads like the name of a school, 0 to 1."""
    tokens = _tokens(text)
    if any(token in _SCHOOLS for token in tokens):
        return 1.0
    return 0.7 if any(token.endswith(_SCHOOL_ENDINGS) for token in tokens) else 0.0


def is_large_city(text: str) -> bool:
    """Tell whether ``text`` is a large city's name: a place at the end of others, maybe not by itself."""
    letters = unicodedata.normalize("NFD", text.strip(" .;()").casefold())
    return "".join(char for char in letters if not unicodedata.combining(char)) in _LARGE_CITIES


def is_sure_place(text: str) -> bool:
    """Tell whether a place cannot be a company and its country: a region, a known city, a state's code."""
    first, comma, rest = text.partition(",")
    return not comma or first.strip().casefold() in _CITIES or rest.strip() in lexicon.words("region_codes")


def might_be_company(name: str) -> bool:
    """Tell whether a name before a region may be a company's: several words, digits, an ampersand."""
    words = name.split()
    return name.casefold() not in _CITIES and (
        len(words) > 2 or any(char.isdigit() or char == "&" for char in name)
    )


def degree_level(text: str) -> str | None:
    """Return the level of the first degree named in ``text``, highest kind first, or None."""
    return next((level for level, pattern in _DEGREES if pattern.search(text)), None)


def degree_match(text: str) -> re.Match[str] | None:
    """Return where ``text`` names a degree, or None."""
    return next((match for _, pattern in _DEGREES if (match := pattern.search(text))), None)


def is_place(text: str) -> bool:
    """Tell whether ``text`` is only a place ("San Francisco, CA", "Remote", "Berlin")."""
    cleaned = text.strip(" .;()")
    if len(cleaned) > _LONGEST_PLACE:
        return False
    if _TOWN_AND_STATE.fullmatch(cleaned) and company_score(cleaned) < 1.0 and not title_score(cleaned):
        return True
    if "State" in cleaned and _BLANK.fullmatch(cleaned):
        return True
    if PLACE.fullmatch(cleaned):
        parts = [part.strip() for part in cleaned.split(",")]
        company_before_city = len(parts) > 2 and parts[1].casefold() in _CITY_STATES
        return company_score(parts[0]) < 1.0 and not company_before_city
    return re.split(r"\s*[,/(]\s*", cleaned.casefold())[0] in _CITIES and len(cleaned.split()) < _PLACE_WORDS
