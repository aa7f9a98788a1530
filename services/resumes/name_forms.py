"""Tell what has the form of a person's name: its words, letters after it, trades people are called by."""

import re

from services.features.occupations import words_beside
from services.features.wordlists import alternation
from services.resumes import lexicon
from services.resumes.headings import heading_kind
from services.resumes.words import is_place, school_score, title_score

_NAME_WORD = r"(?:[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"^(?:{_NAME_WORD}(?:\s+|$)){{1,6}}$")
TITLES = re.compile(
    r"^(?:curric\w{3,6}\s+v\w{3,5}|cv|resume|résumé|lebenslauf|name|bio-?data)\b\s*(?:of|von|de)?\s*[:–-]*\s*",
    re.I,
)
_NO_NAME = lexicon.words("no_names")
COMMON = lexicon.group("family_names", "common")
FAMILY = COMMON | lexicon.group("family_names", "rare")
_AFTER = re.compile(r"\s*(?:[|•·(\t]|[,;]\s|::|\s[-–—/~]\s|\s--\s).*$")
_MAILED = re.compile(r"^(\S+\s\S+(?:\s\S+)?)\s\S+@")
"""A name of two or three words, and the address right behind it."""
LONGEST_LINE = 150
_HONORIFIC = re.compile(
    rf"^(?:{alternation('personal', 'honorific')}\b(?:\.|-ing\.?)*\s*(?:\([^()]{{1,30}}\))?\s+)+"
    r"(?=\S+\s+\S)",
    re.I,
)
_NICKNAME = re.compile(
    r"""\s*(?:["“”„«][^"“”„»]{1,20}["“”»]|\(["“'‘]?[A-Z][\w.' -]{0,19}["”'’]?\))(?=\s|,|$)"""
)
_DEGREE = "|".join(lexicon.lines("name_letters"))
_LETTERS = re.compile(
    rf"(?:,\s*(?:{_DEGREE}|Esq|Jr|Sr|[A-Z]\w{{0,3}}(?:\.[A-Z]\w{{0,3}})*\.?|[A-Z]{{2,8}}(?:-[A-Z]{{1,5}})?)\.?"
    r"(?:[ -](?:[A-Z]{2,5}|BD\+C|O\+M|ID\+C)\b)*(?=[,\s]|$)"
    rf"|\s+(?:{_DEGREE})(?=[,\s]|$))++\W*$"
)
"""Letters after a name: degrees, licences, memberships ("PE", "Ph.D.", "AIA, LEED AP BD+C", "SHRM-CP").

Possessive: one kind of letters can be read in several ways, which in a long list must not be tried anew.
"""
DEGREES = re.compile(rf"(?:{_DEGREE})\b")
_LETTERED = re.compile(r"\b[A-Z]\.\s.*, (?:MS|MA|MD|PA)$|^(?:\S+\s+){2,}\S+, (?:MS|MA|MD|PA)$")
"""Two letters after a name of three parts are a degree, although states have them too."""
_FAR_APART = re.compile(r"\t| {3,}")
"""What sets apart that which stands at the other margin of a line."""
_JOINING = frozenset(["and", "for", "of", "und", "with"])
"""Words of headlines alone: people are called To, In and The."""
_FIELDS = lexicon.words("fields_of_study")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "del",
        "della",
        "der",
        "den",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "van",
        "von",
        "zu",
        "al",
        "el",
        "bin",
        "ibn",
        "y",
        "e",
        "ter",
        "ten",
        "st",
    ]
)


def as_name(text: str, *, lenient: bool = False) -> str | None:
    """Return the name that a line shows, what else stands on it left out; see :func:`is_name`."""
    if len(text) > LONGEST_LINE:
        return None
    cells = list(dict.fromkeys(_FAR_APART.split(text)))
    if is_place(cells[0]) and not _LETTERED.search(cells[0]):
        return None
    mailed = _MAILED.match(text)
    for shown in (" ".join(cells), cells[0], _AFTER.sub("", text), mailed[1] if mailed else ""):
        bare = bare_name(TITLES.sub("", shown).strip(" ,:•|"))
        if is_name(said(bare), lenient=lenient):
            return tidy(bare)
    return None


def like_a_trade(text: str, family: frozenset[str]) -> str | None:
    """Return the name in a line whose word a trade is called by too: "Mary Cook", "Mason Greene, RN".

    A name must change no score, and whoever is called Baker is none. What titles have beside the word
    ("Pastry Cook") makes it one.
    """
    name = as_name(text, lenient=True)
    words = (name or "").casefold().replace(".", " ").split()
    trades = [word for word in words if title_score(word) == 1.0]
    others = [word for word in words if word not in trades]
    if not (name and others and trades and family.issuperset(trades) and len(words) <= 4):
        return None
    beside = words_beside(trades)
    return None if any(word in beside for word in others) else name


def is_name(text: str, *, lenient: bool = False) -> bool:
    """Tell whether ``text`` has the form of a name and, unless ``lenient``, the words of nothing else.

    Lenient is for the one line set in the largest letters: people are called Baker, Cook and Porter.
    """
    words = text.split()
    if words and words[0].casefold() in _NO_NAME:
        return False
    if any(word.casefold() in _JOINING for word in words) or (len(words) == 1 and text.casefold() in _FIELDS):
        return False
    if not 2 <= len(words) <= 6 and not (len(words) == 1 and len(text) > 2 and text[:1].isupper()):
        return False
    bare = re.sub(
        r",?\s*(?:ph\.?d\.?|m\.?d\.?|mba|cpa|pmp|jr\.?|sr\.?|iii?|msc|bsc|rn|p\.?e\.?)$", "", text, flags=re.I
    )
    if not _NAME.match(bare) or heading_kind(text) or school_score(text):
        return False
    if is_place(text) or (title_score(text) == 1.0 and not lenient):
        return False
    first = words[0].casefold()
    if title_score(first) == 1.0 and not (lenient and len(words) > 1 and first in FAMILY):
        return False
    return all(word[0].isupper() or word in _PARTICLES or not word[0].isascii() for word in bare.split())


def bare_name(text: str) -> str:
    """Return a name without letters after it; a title before it and a nickname in quotes belong to it."""
    return _LETTERS.sub("", text).strip(" ,")


def said(name: str) -> str:
    """Return the words by which somebody is called, as what a name must consist of."""
    return _HONORIFIC.sub("", _NICKNAME.sub("", name)).strip(" ,")


def tidy(name: str) -> str:
    """Return a name without double spaces; one set in capitals gets ordinary ones."""
    text = " ".join(name.split())
    if not text.isupper() or len(text) < 4:
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize() if len(match[0]) > 1 else match[0], text)
