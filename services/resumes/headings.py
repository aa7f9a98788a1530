"""Recognise section headings by their words, in the eight languages of the word lists."""

import re
from collections.abc import Sequence
from functools import lru_cache

from services.resumes import lexicon

MAX_WORDS = 7
MAX_LENGTH = 60

_CONNECTORS = re.compile(r"\s*(?:&|\+|/|,|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\bși\b|\bor\b)\s*")
_TRIM = re.compile(r"^(?:[IVX]{1,4}[.)]\s+|[A-H][.)]\s+|[\W_\d]+)+|[\W_]+(?:\d[\W_]*)?$")
_ABROAD = (
    r"abroad|overseas|(?:the )?(?:gulf|middle east|u\.?a\.?e\.?|u\.?s\.?a?\.?|u\.?k\.?)|india|dubai|kuwait"
    r"|oman|qatar|bahrain|singapore|malaysia|saudi(?: arabia)?"
)
_REMARK = re.compile(
    r"\s*(?:[(\[][^()\[\]]*[)\]]|,\s+(?:\w+ )?(?:last|latest|newest|most recent|oldest) (?:to )?first"
    r"|,\s+reverse chronological.*"
    rf"|(?<=experience)\s+in\s+(?:{_ABROAD}))\s*$",
    re.I,
)
"""What a heading may add: "Experience (newest first)", "EMPLOYMENT, LAST TO FIRST", "Experience in India"."""


def _by_word(name: str) -> dict[str, str]:
    return {word: kind for kind, words in lexicon.pairs(name) for word in words.split()}


_HEADED_BY = frozenset(["experience", "experiences", "history", "expirience", "experiance", "expierence"])
"""Nouns that decide at a heading's end: "Data Experience" is no data about a person."""
_SUMMARIES = frozenset(["summary", "profile", "overview", "synopsis", "personal"])
_EDUCATION = frozenset(["education", "educational", "academic"])
_BESIDE = frozenset(["skills", "education", "languages", "accomplishments", "contact", "objective"])
"""What the other column of a line with two headings may be called."""

_STRONG = _by_word("heading_words")
_WEAK = _by_word("heading_weak_words")
_KNOWN = frozenset(_STRONG) | frozenset(_WEAK) | lexicon.words("heading_modifiers")
_PHRASES = {phrase: None if kind == "-" else kind for kind, phrase in lexicon.pairs("heading_phrases")}


def is_heading(text: str) -> bool:
    """Tell whether ``text`` reads as a section heading."""
    return heading_kind(text) is not None


@lru_cache(maxsize=4096)
def heading_kind(text: str) -> str | None:
    """Return the JSON Resume section a heading opens (``basics`` for summaries, contact), or None.

    Every word must be a known one: "Work Experience" is a heading, "Work with experienced teams" is not.
    """
    if len(text) > MAX_LENGTH:
        return None
    words = _TRIM.sub("", _REMARK.sub("", text)).casefold()
    if not words:
        return None
    if words in _PHRASES:
        return _PHRASES[words]
    parts = [part for part in _CONNECTORS.split(words) if part]
    unsaid = [part for part in parts if part not in _PHRASES]
    tokens = [token.strip(".:()'’") for part in unsaid for token in part.split()]
    if not parts or len(tokens) > MAX_WORDS or not all(token in _KNOWN for token in tokens if token):
        return None
    if len(parts) == 1 and _are_columns(tokens):
        return "work"
    kinds = [kind for kind in map(_kind_of, [*parts, words]) if kind]
    return "work" if kinds[:1] == ["projects"] and "work" in kinds else next(iter(kinds), None)


def _are_columns(tokens: Sequence[str]) -> bool:
    """Tell whether a line is the headings of two columns, one of them work's ("EXPERIENCE SKILLS").

    In columns flattened into one text positions follow among the rest. "Education Experience" is one.
    """
    worked = [place for place, token in enumerate(tokens) if token in _HEADED_BY]
    beside = any(token in _BESIDE for token in tokens)
    return beside and any(place == 0 or tokens[place - 1] not in _EDUCATION for place in worked)


def _kind_of(part: str) -> str | None:
    """Return the section that the words of one part name; a specific word beats a general one."""
    if part in _PHRASES:
        return _PHRASES[part]
    tokens = part.split()
    strong = [_STRONG[token] for token in tokens if token in _STRONG]
    if strong:
        return strong[0]
    if (
        tokens
        and tokens[-1] in _HEADED_BY
        and _WEAK.get(tokens[0]) != "education"
        and tokens[0] not in _SUMMARIES
    ):
        return "work"
    return next((_WEAK[token] for token in tokens if token in _WEAK), None)
