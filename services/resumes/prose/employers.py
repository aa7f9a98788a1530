"""Read the name of an employer in a sentence."""

from collections.abc import Sequence

from services.resumes import lexicon
from services.resumes.prose.words import CLAUSE_ENDS, GIVERS, KINDS, Name, Word, is_date_word
from services.resumes.words import company_score, has_legal_form, is_large_city, is_place, title_score

_LONGEST, _REACH = 8, 7
"""Words of a name, and of what an employer is called before it."""
_LINKS = lexicon.group("told_words", "links")
_NO_EMPLOYERS = lexicon.group("told_words", "no_employers")
"""What makes the name before it no employer's: "lead engineer for the Apollo project"."""
_UNITS = lexicon.group("told_words", "units")
"""Parts of an employer that may stand before it: "the surgical ward at Mercy General"."""
_SAME = frozenset(["same", "there", "that", "this", "them"])
_ARTICLES = frozenset(["the", "a", "an", "our", "my", "your", "its", "their"])
_FOUNDED = lexicon.group("told_words", "founded")
"""What is for something in its own name: "Centre for Language Documentation"."""
_NO_NAMES = lexicon.group("told_words", "no_names")


def employer_at(words: Sequence[Word], first: int, text: str, *, small: bool) -> Name | None:
    """Return the employer named from word ``first`` on; None where it is nobody's name.

    ``small``: the writer uses no capitals, so that a name goes on to the next mark.
    """
    start = _name_start(words, first, small=small)
    if start is None:
        return None
    if words[start].low in _SAME:
        return Name("", min(start + 2, len(words)))
    stop = start
    while stop < min(len(words), start + _LONGEST) and not _ends_name(words, start, stop, small=small):
        stop += 1
        after = words[stop - 1].after
        if after and not _goes_on_behind(words, stop, after):
            break
    while stop > start and words[stop - 1].low in _LINKS:
        stop -= 1
    name = text[words[start].start : words[stop - 1].end] if stop > start else ""
    wrong = stop < len(words) and words[stop].low in _NO_EMPLOYERS and not words[stop - 1].after
    return Name(name, stop) if name and not wrong and _is_name(name) else None


def _name_start(words: Sequence[Word], first: int, *, small: bool) -> int | None:
    """Return where a name begins behind what it is called: "the", "a law firm,", "the same"."""
    called = False
    for place in range(first, min(len(words), first + _REACH)):
        word = words[place]
        if word.before and place > first:
            return None
        if word.low in _SAME:
            return place if place <= first + 1 else None
        if word.text[0].isupper() or word.text[0].isdigit():
            return place if place == first or called or words[first].low in _ARTICLES else None
        if word.low == "at" and place > first and words[place - 1].low in _UNITS:
            called = True
            continue
        called = called or word.low in KINDS
        if small and word.low not in _ARTICLES and place <= first + 1:
            return place
        if word.low in CLAUSE_ENDS | GIVERS or (word.after and not (called and word.after in (",", ":"))):
            return None
    return None


def _ends_name(words: Sequence[Word], start: int, place: int, *, small: bool) -> bool:
    word = words[place]
    if (word.before and place > start) or is_date_word(word) or word.low in ("-", "–", "—", "i", "/"):
        return True
    if word.low in ("and", "&") and place > start and _is_title(words[place + 1 : place + 4]):
        return True
    if word.text[0].isupper() or word.text[0].isdigit() or word.text[0] in "#&":
        return False
    if word.low in _LINKS or (word.low == "for" and words[place - 1].low in _FOUNDED):
        ahead = next((one for one in words[place + 1 : place + 3] if one.low not in _LINKS), None)
        return ahead is None or not (ahead.text[0].isupper() or small) or is_date_word(ahead)
    return not small or word.low in CLAUSE_ENDS | GIVERS | {"in", "to"}


def _is_title(words: Sequence[Word]) -> bool:
    """Tell whether a title follows, not the rest of a name ("… at Acme and Director of …")."""
    ahead = " ".join(word.text for word in words)
    return title_score(ahead) == 1.0 and company_score(ahead) < 1.0


def _goes_on_behind(words: Sequence[Word], stop: int, after: str) -> bool:
    """Tell whether a name goes on behind marks: a comma's legal form, an abbreviation's full stop."""
    if stop >= len(words):
        return False
    if after == ",":
        return has_legal_form(words[stop].text) or words[stop].low == "cpas"
    return after == "." and (words[stop].text[0].isupper() or words[stop].low in _LINKS)


def _is_name(name: str) -> bool:
    first = name.casefold().split()[0].strip(".")
    placed = is_place(name) or is_large_city(name)
    return sum(map(str.isalpha, name)) > 1 and not placed and first not in _NO_NAMES
