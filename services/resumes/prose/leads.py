"""Tell what leads from one position to the next without a verb: "Before that, …", "… and then …"."""

from collections.abc import Sequence

from services.resumes import lexicon
from services.resumes.prose.words import Word, is_date_word

_LEADS = sorted((tuple(lead.split()) for lead in lexicon.lines("leads")), key=len, reverse=True)
_DATED = lexicon.group("told_words", "dated")
_FILLERS = lexicon.group("told_words", "lead_fillers")
_LONGEST_DATES = 8


def behind_lead(words: Sequence[Word], place: int, *, told: bool) -> int | None:
    """Return the word behind what leads on from ``place``, dates and articles left out; None without a lead.

    It begins a sentence or a clause. A single word ("then") must have a mark behind or a semicolon before it:
    "Teller, later Head Teller" is one title. Where a position is ``told`` before, "and then" will do.
    """
    if place and not (words[place - 1].after or "and" in (words[place - 1].low, words[place].low)):
        return None
    lead = next((len(entry) for entry in _LEADS if _stands(entry, words, place)), 0)
    if told and not lead and words[place].low == "and" and place + 1 < len(words):
        return place + 1 + (words[place + 1].low in ("a", "an"))
    parted = place and (words[place - 1].after == ";" or (told and words[place - 1].low == "and"))
    if not lead or (lead == 1 and not (parted or words[place].after in (",", ":"))):
        return None
    at, dates = place + lead, 0
    while at < len(words) and dates < _LONGEST_DATES and (is_date_word(words[at]) or words[at].low in _DATED):
        at, dates = at + 1, dates + 1
    while at < len(words) and words[at].low in _FILLERS and not words[at].after:
        at += 1
    return at if at < len(words) else None


def _stands(entry: Sequence[str], words: Sequence[Word], place: int) -> bool:
    """Tell whether the words of a lead stand at ``place``, no mark among them."""
    found = words[place : place + len(entry)]
    whole = len(found) == len(entry) and not any(word.after for word in found[:-1])
    return whole and all(word.low == one for word, one in zip(found, entry, strict=True))
