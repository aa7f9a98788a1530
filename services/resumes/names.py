"""Find whose resume it is: the largest letters of page 1, else the first line like a name."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from services.features.occupations import words_beside
from services.resumes.name_forms import (
    COMMON,
    DEGREES,
    FAMILY,
    LONGEST_LINE,
    TITLES,
    as_name,
    bare_name,
    is_name,
    like_a_trade,
    said,
    tidy,
)
from services.resumes.sections import Part, Placed
from services.resumes.words import is_place, title_score

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
_PERSONAL = re.compile(r"contact|personal|detail|information|about|bio|data|name", re.I)
"""Headings under which a name may stand; a summary's lines name what somebody is good at."""
_MAILBOX = re.compile(r"(?<![\w.+'’-])([\w.+'’-]+)@[\w-]")
_STATES_AND_DEGREES = frozenset(["MS", "MA", "MD", "PA"])


def find_name(placed: Sequence[Placed], parts: Sequence[Part]) -> str | None:
    """Return the person's name, or None where nothing looks like one."""
    for item in placed[:40]:
        labelled = _LABEL.match(item.text) if len(item.text) <= LONGEST_LINE else None
        if labelled and is_name(said(bare_name(labelled[1])), lenient=True):
            return tidy(bare_name(labelled[1]))
    fields = [next(filter(None, (field.match(item.text) for item in placed[:40])), None) for field in _FIELDS]
    if all(fields):
        return tidy(" ".join(field[1] for field in fields if field))
    largest = next(iter(_largest(placed)), None)
    if largest and _stands_out(largest, placed) and (name := as_name(largest.text, lenient=True)):
        return name
    top = [item for item in placed[:3] if TITLES.sub("", item.text).strip()][:1]
    found = _signed(placed[:12]) or _first(map(_with_degree, top))
    found = found or _first(like_a_trade(item.text, COMMON) for item in top)
    found = found or _first(map(as_name, _candidates(placed, parts))) or _above_headline(placed)
    found = found or _first(like_a_trade(text, FAMILY) for text in _candidates(placed, parts))
    return found or _before_title(placed[:1])


def _first(names: Iterable[str | None]) -> str | None:
    return next(filter(None, names), None)


def _with_degree(item: Placed) -> str | None:
    """Return the name of the first line before a degree: "Ann Bell, MS", "Ann Bell, PharmD. Born …"."""
    name, _, letters = item.text.partition(", ")
    likely = letters in _STATES_AND_DEGREES or (len(letters) > 20 and DEGREES.match(letters))
    likely = likely and 1 < len(name.split()) <= 5 and not is_place(name)
    return as_name(name) or like_a_trade(name, COMMON) if likely else None


def _before_title(first: Sequence[Placed]) -> str | None:
    """Return the two words that begin a flattened text and are followed by what the person does."""
    for item in first:
        words = item.text.split()
        title = re.split(r"\s+[-–|•]\s+|,|\t", " ".join(words[2:8]))[0]
        trades = [word for word in title.casefold().split() if title_score(word) == 1.0]
        beside = words_beside(trades)
        person = not any(word.casefold() in beside for word in words[:2])
        if len(words) > 3 and person and title_score(title) and is_name(" ".join(words[:2])):
            return tidy(" ".join(words[:2]))
    return None


def _above_headline(placed: Sequence[Placed]) -> str | None:
    """Return the name over "Product Manager at Acme": a flattened profile has its sidebar before both."""
    for item, below in pairwise(placed[:40]):
        title, at, _ = below.text.partition(" at ")
        if at and title_score(title) and len(item.text.split()) > 1:
            name = as_name(item.text) or like_a_trade(item.text, COMMON)
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
        name = as_name(written, lenient=True) if addresses else None
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
        if part.kind == "basics" and (not part.heading or _PERSONAL.search(part.heading)):
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
