"""Find a school's own name in a line that runs on from a field of study to the school and back to it."""

import re
from collections.abc import Sequence

from services.resumes import lexicon
from services.resumes.words import degree_match, is_place, school_score

_FIELDS = lexicon.words("fields_of_study")
_OF = frozenset(["of", "for", "at", "de", "du", "der", "für", "in", "am", "an", "zu"])
_JOINING = frozenset(["and", "&", "the", "la", "le", "und", "et", "y"])
_AND = frozenset(["and", "&"])
_QUALIFIERS = frozenset(
    ["applied", "fine", "liberal", "life", "natural", "performing", "public", "social", "visual"]
)
"""What makes a field's word part of a school's name: "University of Applied Sciences"."""
_DASHES = frozenset(["-", "–", "—", ","])
_MARKS = " ,;:.–—-()[]"
_BREAK = re.compile(r"[,;:)\]]$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEVEL = re.compile(r"high school (?:diploma|degree|certificate|equivalen)", re.I)
"""A level of schooling, which names no school."""
_CAMPUS_WORDS = 2
_LONGEST = 300
"""Letters of the longest line that is looked at word by word."""


def around_school(text: str) -> list[str]:
    """Return what stands before a school's name, the name, and what stands behind it; empty parts left out.

    The whole text where no field of study or date stands beside the name. "Management Florida Institute of
    Technology Management" names the Florida Institute of Technology. What is right before the word that makes
    it a school ("Culinary Institute") is part of its name; further to the left the name begins behind the
    last field, date or comma.
    """
    words = text.split() if len(text) <= _LONGEST else []
    level = 3 if _LEVEL.match(text) else 0
    at = next((place for place, word in enumerate(words) if place >= level and _is_school_word(word)), None)
    if at is None or words[at][:1].islower():
        return [text]
    start, end = _start(words, at), _end(words, at)
    if not any(map(_is_apart, (*words[:start], *words[end:]))) and not _repeats(words, start, end):
        return [text]
    parts = (words[:start], words[start:end], words[end:])
    return [said for part in parts if (said := " ".join(part).strip(_MARKS))]


def _is_school_word(word: str) -> bool:
    return school_score(word.strip(_MARKS)) > 0


def _is_apart(word: str) -> bool:
    """Tell whether a word beside a name is surely none of it: a field of study, a year, a degree."""
    bare = word.strip(_MARKS)
    if bare.casefold() in _FIELDS or _YEAR.search(bare):
        return True
    return bare[:1].isupper() and degree_match(bare) is not None


def _joins(words: Sequence[str], small: frozenset[str] = _OF | _JOINING) -> bool:
    """Tell whether any word is one of the small words that join a name's parts, in capitals or not."""
    return any(word.casefold() in small for word in words)


def _repeats(words: Sequence[str], start: int, end: int) -> bool:
    """Tell whether what stands before the name stands behind it again, as templates print the field twice."""
    before = [word.strip(_MARKS) for word in words[:start]]
    return bool(before) and [word.strip(_MARKS) for word in words[end : end + len(before)]] == before


def _start(words: Sequence[str], at: int) -> int:
    """Return where the name that has its school's word at ``at`` begins; no small word opens one."""
    first = at
    for place in range(at - 1, -1, -1):
        word = words[place]
        within = place == at - 1 and not _is_university_of(words, at)
        if _BREAK.search(word) or word in _DASHES or _YEAR.search(word):
            break
        if not within and _is_apart(word):
            break
        if not word[:1].isupper() and not _joins([word]):
            break
        first = first if _joins([word]) else place
    return first


def _is_university_of(words: Sequence[str], at: int) -> bool:
    return words[at].casefold() == "university" and _joins(words[at + 1 : at + 2], _OF)


def _end(words: Sequence[str], at: int) -> int:
    """Return where the name that has its school's word at ``at`` ends."""
    goes_on = _joins(words[at + 1 : at + 2], _OF)
    place = at + 1
    while place < len(words):
        before, word = words[place - 1], words[place]
        if _BREAK.search(before) or _YEAR.search(word):
            break
        joined = goes_on and _joins((before, *words[place - 2 : place - 1]), _AND)
        names = _joins((word, before)) or word[:1] == "[" or _is_school_word(word)
        if names or joined:
            place += 1
            continue
        qualified = goes_on and before.casefold() in _QUALIFIERS
        if (_is_apart(word) and not qualified) or not word[:1].isupper():
            break
        if goes_on and not (is_place(word.strip(_MARKS)) and before.casefold() in _FIELDS):
            place += 1
            continue
        campus = len(words) - place <= _CAMPUS_WORDS and not any(map(_is_apart, words[place:]))
        if not campus or is_place(word.strip(_MARKS)):
            break
        place += 1
    while place > at + 1 and _joins([words[place - 1]]):
        place -= 1
    return place
