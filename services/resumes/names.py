"""Find whose resume it is: the largest letters of page 1, else the first line like a name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from services.features.occupations import words_beside
from services.features.wordlists import alternation
from services.resumes import lexicon
from services.resumes.headings import heading_kind
from services.resumes.sections import Part, Placed
from services.resumes.words import is_place, school_score, title_score

_NAME_WORD = r"(?:[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?)"
_NAME = re.compile(rf"^(?:{_NAME_WORD}(?:\s+|$)){{1,6}}$")
_TITLES = re.compile(
    r"^(?:curriculum vitae|cv|resume|résumé|lebenslauf|name|bio-?data)\b\s*(?:of|von|de)?\s*[:–-]*\s*", re.I
)
_LABEL = re.compile(
    r"^(?:(?:(?:applicant(?:'s)?|full)\s*)?(?:name|nom|nombre|nome|naam|nume|applicant|candidate)\s*(?:[:\-–]+|\t)"
    r"|my name is)\s*(\S.*)$",
    re.I,
)
_FIELDS = tuple(
    re.compile(rf"^{which}\s*name\s*(?:[:\-–]+|\t)\s*(\S.{{0,40}})$", re.I)
    for which in ("(?:first|given)", "(?:last|family)")
)
"""The two fields of a form that ask for a name."""
_TURNED = re.compile(r"^([^\W\d_][\w'’-]+),\s+([^\W\d_][\w. '’-]+)$")
_NO_NAME = lexicon.words("no_names")
_COMMON = lexicon.group("family_names", "common")
_FAMILY = _COMMON | lexicon.group("family_names", "rare")
_AFTER = re.compile(r"\s*(?:[|•·(\t]|[,;]\s|::|\s[-–—/~]\s|\s--\s).*$")
_MAILED = re.compile(r"^(\S+\s\S+(?:\s\S+)?)\s\S+@")
"""A name of two or three words, and the address right behind it."""
_LONGEST_LINE = 150
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
_LETTERED = re.compile(r"\b[A-Z]\.\s.*, (?:MS|MA|MD|PA)$|^(?:\S+\s+){2,}\S+, (?:MS|MA|MD|PA)$")
"""Two letters after a name of three parts are a degree, although states have them too."""
_MAILBOX = re.compile(r"(?<![\w.+'’-])([\w.+'’-]+)@[\w-]")
_STATES_AND_DEGREES = frozenset(["MS", "MA", "MD", "PA"])
_FAR_APART = re.compile(r"\t| {3,}")
"""What sets apart that which stands at the other margin of a line."""
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


def find_name(placed: Sequence[Placed], parts: Sequence[Part]) -> str | None:
    """Return the person's name, or None where nothing looks like one."""
    for item in placed[:40]:
        labelled = _LABEL.match(item.text) if len(item.text) <= _LONGEST_LINE else None
        if labelled and is_name(_said(bare_name(labelled[1]))):
            return tidy(bare_name(labelled[1]))
    fields = [next(filter(None, (field.match(item.text) for item in placed[:40])), None) for field in _FIELDS]
    if all(fields):
        return tidy(" ".join(field[1] for field in fields if field))
    largest = next(iter(_largest(placed)), None)
    if largest and _stands_out(largest, placed) and (name := _as_name(largest.text, lenient=True)):
        return name
    found = _signed(placed[:12]) or _first(map(_with_degree, placed[:1]))
    found = found or _first(_like_a_trade(item.text, _COMMON) for item in placed[:1])
    found = found or _first(map(_as_name, _candidates(placed, parts))) or _above_headline(placed)
    found = found or _first(_like_a_trade(text, _FAMILY) for text in _candidates(placed, parts))
    return found or _before_title(placed[:1])


def _first(names: Iterable[str | None]) -> str | None:
    return next(filter(None, names), None)


def _with_degree(item: Placed) -> str | None:
    """Return the name of the first line before a degree that is a state's code too: "Mary Bell, MS"."""
    name, comma, letters = item.text.partition(", ")
    likely = comma and letters in _STATES_AND_DEGREES and len(name.split()) > 1 and not is_place(name)
    return _as_name(name) or _like_a_trade(name, _COMMON) if likely else None


def _like_a_trade(text: str, family: frozenset[str]) -> str | None:
    """Return the name in a line whose word a trade is called by too: "Mary Cook", "Mason Greene, RN".

    A name must change no score, and whoever is called Baker is none. What titles have beside the word
    ("Pastry Cook") makes it one.
    """
    name = _as_name(text, lenient=True)
    words = (name or "").casefold().replace(".", " ").split()
    trades = [word for word in words if title_score(word) == 1.0]
    others = [word for word in words if word not in trades]
    if not (name and others and trades and family.issuperset(trades) and len(words) <= 4):
        return None
    beside = words_beside(trades)
    return None if any(word in beside for word in others) else name


def _before_title(first: Sequence[Placed]) -> str | None:
    """Return the two words that begin a flattened text and are followed by what the person does."""
    for item in first:
        words = item.text.split()
        title = re.split(r"\s+[-–|•]\s+|,|\t", " ".join(words[2:8]))[0]
        if len(words) > 3 and title_score(title) and is_name(" ".join(words[:2])):
            return tidy(" ".join(words[:2]))
    return None


def _above_headline(placed: Sequence[Placed]) -> str | None:
    """Return the name over "Product Manager at Acme": a flattened profile has its sidebar before both."""
    for item, below in pairwise(placed[:40]):
        title, at, _ = below.text.partition(" at ")
        if at and title_score(title) and len(item.text.split()) > 1:
            name = _as_name(item.text) or _like_a_trade(item.text, _COMMON)
            if name:
                return name
    return None


def _signed(head: Sequence[Placed]) -> str | None:
    """Return the line that the e-mail address repeats: greg.baker@… tells that Baker is no trade here."""
    addresses = _plain(" ".join(match[1] for item in head for match in _MAILBOX.finditer(item.text)))
    for item in head:
        turned = _TURNED.match(item.text)
        plain = f"{turned[2]} {turned[1]}" if turned else item.text
        written = plain.title() if plain.islower() else plain
        name = _as_name(written, lenient=True) if addresses else None
        words = _plain(name or "").split()
        if name and 2 <= len(words) <= 4 and len(words[-1]) > 2 and all(word in addresses for word in words):
            return name
    return None


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalpha() or letter == " ")


def _largest(placed: Sequence[Placed]) -> list[Placed]:
    """Return the lines of the first page that are set larger than its body, the largest first."""
    first = [item for item in placed if item.line.page == 0 and item.line.size]
    if not first:
        return []
    body = median(item.line.size for item in first)
    large = [item for item in first if item.line.size > 1.15 * body]
    return sorted(large, key=lambda item: (-round(item.line.size, 1), item.start))


def _stands_out(item: Placed, placed: Sequence[Placed]) -> bool:
    """Tell whether no other line of the first page is set as large."""
    return sum(other.line.size > 0.97 * item.line.size for other in placed if other.line.page == 0) <= 2


def _candidates(placed: Sequence[Placed], parts: Sequence[Part]) -> Iterator[str]:
    """Yield lines that may hold the name, best first: the largest letters, then those before any heading."""
    yield from _joined(_largest(placed)[:4])
    for part in parts:
        if part.kind == "basics":
            yield from (item.text for item in part.lines[:6])


def _joined(items: Sequence[Placed]) -> Iterator[str]:
    """Yield each line, two neighbours of one size first: a long name is set on two lines."""
    for index, item in enumerate(items):
        twin = items[index + 1] if index + 1 < len(items) else None
        if (
            twin
            and twin.start == item.end + 1
            and abs(twin.line.size - item.line.size) < 0.05 * item.line.size
        ):
            both = f"{item.text} {twin.text}"
            if len(both.split()) <= 4 and len(item.text.split()) <= 2:
                yield both
        yield item.text


def _as_name(text: str, *, lenient: bool = False) -> str | None:
    if len(text) > _LONGEST_LINE:
        return None
    cells = list(dict.fromkeys(_FAR_APART.split(text)))
    if is_place(cells[0]) and not _LETTERED.search(cells[0]):
        return None
    mailed = _MAILED.match(text)
    for shown in (" ".join(cells), cells[0], _AFTER.sub("", text), mailed[1] if mailed else ""):
        bare = bare_name(_TITLES.sub("", shown).strip(" ,:•|"))
        if is_name(_said(bare), lenient=lenient):
            return tidy(bare)
    return None


def is_name(text: str, *, lenient: bool = False) -> bool:
    """Tell whether ``text`` has the form of a name and, unless ``lenient``, the words of nothing else.

    Lenient is for the one line set in the largest letters: people are called Baker, Cook and Porter.
    """
    words = text.split()
    if words and words[0].casefold() in _NO_NAME:
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
    if title_score(first) == 1.0 and not (lenient and len(words) > 1 and first in _FAMILY):
        return False
    return all(word[0].isupper() or word in _PARTICLES or not word[0].isascii() for word in bare.split())


def bare_name(text: str) -> str:
    """Return a name without letters after it; a title before it and a nickname in quotes belong to it."""
    return _LETTERS.sub("", text).strip(" ,")


def _said(name: str) -> str:
    """Return the words by which somebody is called, as what a name must consist of."""
    return _HONORIFIC.sub("", _NICKNAME.sub("", name)).strip(" ,")


def tidy(name: str) -> str:
    """Return a name without double spaces; one set in capitals gets ordinary ones."""
    text = " ".join(name.split())
    if not text.isupper() or len(text) < 4:
        return text
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize() if len(match[0]) > 1 else match[0], text)
