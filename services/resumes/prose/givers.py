"""Find where who gave a job may be named behind its title, and tell jobs from pastimes."""

from collections.abc import Sequence

from services.resumes import lexicon
from services.resumes.prose.words import GIVERS, KINDS, Word, is_date_word
from services.resumes.words import company_score

_REACH = 7
"""Words from a title to the word that leads to its employer."""
_REACH_ASIDE = 10
"""The same where a remark stands between commas."""
_PASSED = lexicon.group("told_words", "passed")
_CLAUSES = lexicon.group("told_words", "other_clauses")
"""What begins a clause of its own, in which somebody else may be named."""
_HONOURS = lexicon.group("told_words", "honours")
_LEISURE = lexicon.group("told_words", "leisure")


def giver_behind(words: Sequence[Word], place: int) -> int | None:
    """Return which word an employer may begin at behind a title.

    "… at Acme", "… (2010-2013) at Acme", "… in the team of Acme", "…, a job I loved, for Acme", "…, Acme".
    """
    if place >= len(words) or words[place - 1].after[-1:] in (";", ":", ".", ")"):
        return None
    if words[place].low == "of":
        return place + 1
    return _led_to(words, place) or _behind_preposition(words, place) or _apposed(words, place)


def _led_to(words: Sequence[Word], place: int) -> int | None:
    """Return the word behind "at", "with", "for" …, dates, a department or a remark between."""
    aside, inside = words[place - 1].after == ",", words[place].low == "in"
    for stop in range(place, min(len(words), place + _REACH_ASIDE)):
        word = words[stop]
        if word.low in GIVERS | {"by"} or (word.low == "of" and inside):
            return stop + 1
        passed = aside or inside or is_date_word(word) or word.low in _PASSED or word.before == "("
        ends = word.after and (word.after[-1] in ";:." or ")," in word.after)
        if not passed or ends or word.low in _CLAUSES:
            return None
    return None


def _behind_preposition(words: Sequence[Word], place: int) -> int | None:
    """Return an institution's first word: "in the Secondary School …", "to Judge Reed, County Court"."""
    if words[place].low == "in":
        return place + 1 if _names_institution(words, place + 1) else None
    if words[place].low != "to":
        return None
    near = range(place, min(len(words) - 1, place + _REACH))
    behind = next((at + 1 for at in near if words[at].after == ","), None)
    return behind if behind and _names_institution(words, behind) else None


def _apposed(words: Sequence[Word], place: int) -> int | None:
    named = words[place - 1].after == "," and words[place].text[0].isupper()
    return place if named and not is_date_word(words[place]) else None


def _names_institution(words: Sequence[Word], place: int) -> bool:
    """Tell whether a named institution follows ("in the Secondary School José Martí")."""
    near = [word for word in words[place : place + 5] if word.text[0].isupper()]
    return any(company_score(word.text) == 1.0 or word.low in KINDS for word in near)


def goes_unread(words: Sequence[Word], place: int) -> bool:
    """Tell whether a name stands behind a title that is no employer's as far as can be told."""
    leads = (
        place < len(words) and not words[place - 1].after and words[place].low in GIVERS | {"in", "to", "of"}
    )
    near = words[place + 1 : place + 4]
    return leads and any(word.text[0].isupper() and not is_date_word(word) for word in near)


def is_pastime(title: str, company: str) -> bool:
    """Tell whether a title is an office in a club rather than a job."""
    return bool(_HONOURS & set(title.casefold().split()) and _LEISURE & set(company.casefold().split()))
