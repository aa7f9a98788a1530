"""Leave the person out of matching: a name, an address or a birthday is no skill and no keyword.

People are called Ruby Sharp and live in Java Street. What says who they are is blotted out before skills and
keywords are read, character by character, so that every span still points into the resume's own text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from domain.resumes import ParsedResume, Profile
from services.features.wordlists import alternation

_BLOT = "|"
"""A mark that belongs to no word: it ends a phrase and names nothing."""

_EMAIL = re.compile(r"(?<![\w.+%'’-])[\w.+%'’-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_CELL = re.compile(r"[^\t\n|•·]+")
_LABELLED = re.compile(rf"[ \t]*[-–•*]?[ \t]*{alternation('personal', 'label')}[ \t]*[:–-]", re.I)
_STREET = alternation("personal", "street")
_HONORIFICS = rf"(?:(?<!\w){alternation('personal', 'honorific')}\b[.-]*\s*){{0,6}}"
_NAMED = r"(?:(?-i:[A-ZÀ-Ž][\w.'’-]*)\s){0,3}"
_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[a-z]?,?\s{_NAMED}{_STREET}\b"  # 12 Oracle Road
    rf"|(?<!\w)(?:{_NAMED}{_STREET}|{_STREET}\s{_NAMED.replace('0,3', '1,3')[:-1]})\.?,?\s?\d"  # Via Roma 3
    r"|^\W*(?-i:(?!19|20)\d{4,6}\s[A-ZÀ-Ž][\w.'’-]*(?:\s[A-ZÀ-Ž][\w.'’-]*){0,2})\W*$"  # 1010 Vienna
    r"|,\s*(?-i:[A-Z]{2}\s+\d{5}|[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2})\b",  # Boston, MA 02110
    re.I,
)
_LONGEST_ADDRESS = 120


def without_person(parsed: ParsedResume) -> str:
    """Return the resume's text, as long as before, with all that says who the person is blotted out.

    That is the name wherever it stands, e-mail, phone, links to the person, place and address in the head,
    and lines about birth, family or nationality.
    """
    text = list(parsed.text)
    for start, end in _spans(parsed):
        text[start:end] = [_BLOT if char != "\n" else char for char in text[start:end]]
    return "".join(text)


def _spans(parsed: ParsedResume) -> Iterator[tuple[int, int]]:
    for pattern in (_EMAIL, *_written(parsed)):
        yield from (match.span() for match in pattern.finditer(parsed.text))
    yield from _about_the_person(parsed)


def _written(parsed: ParsedResume) -> Iterator[re.Pattern[str]]:
    """Yield patterns of the name, either way round, and of everything by which the person is reached."""
    basics = parsed.basics
    words = (basics.name or "").split()
    if len(words) > 1:
        yield re.compile(_HONORIFICS + _phrase(words).pattern, re.I)
        yield _phrase([f"{words[-1]},", *words[:-1]])
        yield _phrase([words[-1], *words[:-1]])
        yield _by_family_name(words)
    elif words:
        yield re.compile(rf"^[ \t]*{re.escape(words[0])}[ \t]*$", re.I | re.M)
    reached = (basics.phone, basics.url, *_addresses(basics.profiles))
    yield from (re.compile(re.escape(way), re.I) for way in reached if way)


def _by_family_name(words: Sequence[str]) -> re.Pattern[str]:
    """Return how publications and letters call somebody: "Cook, M. A.", "Cook and Reyes", "Dr. Cook".

    The initials must be the person's: "Cook, CPA" names a certificate.
    """
    family, first, *others = re.escape(words[-1]), *(re.escape(word[0]) for word in words[:-1])
    second = "|".join([*(rf"{other}\.?" for other in others), r"[A-Z]\."])
    initials = rf"{first}\.?(?:[ -]?(?:{second}))?"
    return re.compile(
        rf"(?<!\w){family},?\s{initials}(?![\w+#])|(?<!\w){initials}\s?{family}(?!\w)"
        rf"|(?<!\w){family}(?=,?\s(?:and|&)\s[A-Z]|\set al\b)"
        rf"|(?<!\w)(?i:{alternation('personal', 'honorific')})\b\.?\s{family}(?!\w)"
    )


def _phrase(words: Iterable[str]) -> re.Pattern[str]:
    joined = r"\s+".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){joined}(?!\w)", re.I)


def _addresses(profiles: Iterable[Profile]) -> Iterator[str]:
    for profile in profiles:
        bare = profile.url.partition("://")[2] or profile.url
        yield bare.removeprefix("www.")


def _about_the_person(parsed: ParsedResume) -> Iterator[tuple[int, int]]:
    """Yield cells of the head that are an address, and labelled facts anywhere."""
    head = _head_end(parsed)
    place = parsed.basics.location
    for part in filter(None, (place.address, place.city, place.region)):
        found = re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", parsed.text[:head])
        yield from (match.span() for match in found)
    for cell in _CELL.finditer(parsed.text):
        written = cell[0]
        labelled = _LABELLED.match(written)
        near = cell.start() < head and len(written) < _LONGEST_ADDRESS
        if labelled or (near and _ADDRESS.search(written)):
            yield cell.span()


def _head_end(parsed: ParsedResume) -> int:
    """Return where the first section about the work begins."""
    starts = [section.span.start for section in parsed.sections if section.kind != "basics"]
    return min(starts, default=len(parsed.text))
