"""Read the title of a job where a sentence tells that somebody held it."""

import re
from collections.abc import Sequence

from services.resumes import lexicon
from services.resumes.pieces import CLEAR_TITLE
from services.resumes.prose.verbs import BEING, RISING, TAKING, WORKING
from services.resumes.prose.words import CLAUSE_ENDS, GIVERS, KINDS, Name, Word, is_date_word
from services.resumes.words import degree_level, title_score

_LONGEST, _REACH = 9, 7
"""Words of a title, and from a title to the word that leads to its employer."""
_LONGEST_PLAIN = 3
"""Words of a title that no list knows."""
_TOLD_TITLES, _NO_TITLES = lexicon.words("told_titles"), lexicon.words("no_titles")
_DONE = BEING | RISING | TAKING | WORKING
"""Verbs behind which a clause of its own follows: "staff nurse and became charge nurse"."""
_PARTED = re.compile(r"[\s/-]")
_BEHIND_NOUN = re.compile(r"\s(?:of|in|to|for)\s|,")


def title_at(words: Sequence[Word], first: int, text: str, *, known: bool = True) -> Name | None:
    """Return the title of a job that begins at word ``first``; None where none does.

    ``known``: it must hold a word that names what people are; else a few words before an employer will do.
    """
    stop = first
    while stop < min(len(words), first + _LONGEST) and not _ends_title(words, first, stop):
        stop += 1
        if words[stop - 1].after:
            stop = _department_end(words, stop) if words[stop - 1].after == "," else stop
            break
    title = text[words[first].start : words[stop - 1].end] if stop > first else ""
    if title and not known and not _names_job(title):
        given = stop - first <= _LONGEST_PLAIN and words[stop : stop + 1] and words[stop].low in GIVERS
        plain = (
            given and words[first - 1].low in ("a", "an") and _NO_TITLES.isdisjoint(title.casefold().split())
        )
        return Name(title, stop) if plain else None
    return Name(title, stop) if title and _names_job(title) else None


def _ends_title(words: Sequence[Word], first: int, place: int) -> bool:
    word = words[place]
    if place == first:
        return word.low in _LINKS or word.low in CLAUSE_ENDS | GIVERS or is_date_word(word)
    if word.text == "I" and word.after:
        return False
    if word.before or is_date_word(word) or word.low in CLAUSE_ENDS | GIVERS:
        return True
    return word.low in _LINKS and not _LINKS[word.low](words, first, place)


def _names_job(title: str) -> bool:
    low = title.casefold()
    noun = _BEHIND_NOUN.split(low, maxsplit=1)[0].rpartition(" ")[2]
    known = title_score(title) >= CLEAR_TITLE or not _TOLD_TITLES.isdisjoint(_PARTED.split(low))
    studied = title_score(title) < 1.0 and degree_level(title) not in (None, "school")
    return known and noun not in _NO_TITLES and not studied


def _giver_ahead(words: Sequence[Word], start: int, givers: frozenset[str] = GIVERS) -> bool:
    """Tell whether a word that leads to an employer follows in the same clause."""
    for word in words[start : start + _REACH]:
        if word.low in givers:
            return True
        if word.after or word.low in CLAUSE_ENDS:
            return False
    return False


def _of_goes_on(words: Sequence[Word], first: int, place: int) -> bool:
    """Tell whether "of" leads on within a title ("Director of Nursing") and not to who gave the job."""
    if place + 1 >= len(words):
        return False
    ahead = next((word for word in words[place + 1 : place + 3] if word.low != "the"), None)
    if _giver_ahead(words, place + 1) or (ahead and ahead.text[0].islower() and ahead.low not in KINDS):
        return True
    return words[first].text[0].isupper() and bool(ahead and ahead.low not in KINDS)


def _in_goes_on(words: Sequence[Word], _first: int, place: int) -> bool:
    """Tell whether "in" names a field ("instructor in copyediting at …"), no department and no town."""
    return _giver_ahead(words, place + 1) and not _giver_ahead(words, place + 1, frozenset(["of"]))


def _to_goes_on(words: Sequence[Word], _first: int, place: int) -> bool:
    return _giver_ahead(words, place + 1)


def _and_goes_on(words: Sequence[Word], _first: int, place: int) -> bool:
    """Tell whether a second title follows ("chef and part owner")."""
    for word in words[place + 1 : place + 5]:
        if word.low in CLAUSE_ENDS | GIVERS or word.verb in _DONE:
            return False
        if title_score(word.text) == 1.0:
            return True
        if word.after:
            return False
    return False


_LINKS = {
    "of": _of_goes_on,
    "in": _in_goes_on,
    "to": _to_goes_on,
    "and": _and_goes_on,
    "&": _and_goes_on,
    "/": _and_goes_on,
    "then": _and_goes_on,
}


def _department_end(words: Sequence[Word], place: int) -> int:
    """Return where a department behind a title's comma ends, capitals up to the employer; else ``place``."""
    for stop in range(place, min(len(words), place + _REACH)):
        word = words[stop]
        if word.low in GIVERS or word.before.startswith("("):
            return stop
        if not (word.text[0].isupper() or word.low in ("and", "&")) or is_date_word(word):
            return place
        if word.after:
            gives = word.after == "," and words[stop + 1 : stop + 2] and words[stop + 1].low in GIVERS
            return stop + 1 if gives else place
    return place
