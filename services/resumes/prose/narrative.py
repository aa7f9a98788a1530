"""Read a career that is told in sentences, from the first paragraph to the last."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.spans import Span
from services.resumes.dates import Month, find_ranges
from services.resumes.prose.dates import When, when_of
from services.resumes.prose.roles import Role, Sentence, read_sentence
from services.resumes.prose.sentences import sentences_of
from services.resumes.prose.voice import Voice

_MOST = 20_000
"""Letters of all paragraphs that are read: no career takes more, and a text may have any length."""
_LONGEST = 700
"""Letters of the longest sentence that is read."""
_LEADING = 40
"""Letters before a position in which a sentence may say that it followed the one before."""
_GOES_ON = re.compile(
    r"\b(?:stayed|remained|left|there|until|till|let go|laid off|stopped|retired|hired"
    r"|(?:took|held|had) (?:up )?(?:that|this|the|it)|started (?:in|on)|began in|joined in|(?:have|has) been"
    r"|still|ever since)\b",
    re.I,
)
"""What tells on of the position before: "He took that post in 2016", "I left in June 2020 when …"."""


_LASTS = re.compile(
    r"\b(?:still (?:work|have|hold|am|serve|do)"
    r"|(?:hold|have|work|do|serve)s? (?:it |this |that |there |here )?(?:today|now)"
    r"|to this day|ever since|(?:has|have) since|(?:has|have) remained)\b",
    re.I,
)
"""What tells that a position is held still, whatever the tense of its verb."""
_SINCE = re.compile(r"\bsince then\b|\b(?:has|have) since\b", re.I)
_THEN = re.compile(
    r"\b(?:(?:since )?then|after (?:that|this|which)|afterwards|whereupon|from there"
    r"|(?:on|upon|after) (?:leaving|my|his|her)"
    r"|before (?:becoming|joining|moving|going|taking)"
    r"|next)\b",
    re.I,
)
"""What tells that a position began when the one before ended."""


@dataclass(frozen=True)
class Told:
    """A position that a sentence tells, and where; ``begins`` and ``lasts`` as in :class:`Role`.

    ``follows``: it began when the position told before ended.
    """

    title: str | None
    company: str | None
    when: When
    span: Span
    begins: bool = False
    lasts: bool = False
    follows: bool = False


def told_in(paragraphs: Sequence[tuple[str, int]], voice: Voice, *, today: date) -> list[Told]:
    """Return the positions that paragraphs, each with its offset, tell; those that lack dates among them."""
    found: list[Told] = []
    employer: str | None = None
    read = 0
    for text, offset in paragraphs:
        fresh = False
        for span in sentences_of(text[: max(0, _MOST - read)]):
            said = span.of(text)
            if len(said) > _LONGEST:
                continue
            sentence = read_sentence(said, voice)
            place = Span(offset + span.start, offset + span.end)
            if fresh and not sentence.roles:
                found[-1] = _told_on(found[-1], said, place, today)
            told = list(_told(sentence, said, place, employer, today))
            found.extend(replace(one, company=_full_name(one.company, found)) for one in told)
            fresh = bool(told) or (fresh and bool(not sentence.roles))
            employer = sentence.employer or employer
        read += len(text)
    return _kept(_ended(found))


def _full_name(company: str | None, found: Sequence[Told]) -> str | None:
    """Return the longer name that an employer was given before ("Cedar Ridge" for Cedar Ridge College)."""
    longer = (told.company for told in found if company and told.company)
    return next((name for name in longer if name.startswith(f"{company} ")), company)


def _told(sentence: Sentence, said: str, place: Span, employer: str | None, today: date) -> Iterator[Told]:
    roles = sentence.roles
    if not roles:
        ranges = find_ranges(said, today=today)
        if sentence.stayed and len(ranges) == 1:
            when = When(ranges[0].start, ranges[0].end, ranges[0].current)
            yield Told(None, sentence.stayed, when, place)
        return
    ends = [*(role.span.start for role in roles[1:]), len(said)]
    whens = when_of(said, [role.span for role in roles], today=today)
    for role, when, end in zip(roles, _in_turn(roles, whens), ends, strict=True):
        company = employer if role.company == "" else role.company
        if _is_held(role, company, when):
            before = said[max(0, role.span.start - _LEADING) : role.span.start]
            after = said[role.span.start : end]
            lasts = role.lasts or bool(_LASTS.search(after)) or bool(_SINCE.search(before))
            follows = bool(_THEN.search(before)) or "ever since" in after.casefold()
            yield Told(role.title, company, when, place, role.begins, lasts, follows)
            employer = company


def _in_turn(roles: Sequence[Role], whens: Sequence[When]) -> list[When]:
    """Return dates of which a second position at one employer, begun within the first's, ends the first's.

    "From 2007 to 2012 I was with Acme, first as clerk and from 2010 onward as buyer".
    """
    turned = list(whens)
    for at in range(1, len(roles)):
        first, second = turned[at - 1], turned[at]
        same = roles[at].company in ("", roles[at - 1].company)
        if same and first.end and second.start and not second.end and first.holds(second.start):
            turned[at - 1] = When(first.start, second.start)
            turned[at] = When(second.start, first.end)
    return turned


def _is_held(role: Role, company: str | None, when: When) -> bool:
    """Tell whether enough is told of a position: by whom it was given or from when to when it was held.

    Where nobody is said to have held it, as in what was done under a head, both must be.
    """
    if not role.named:
        return bool(role.company) and when.whole
    if role.alone:
        return when.start is not None
    return bool(role.company) or (role.company == "" and (when.whole or bool(company and when.start)))


def _told_on(told: Told, said: str, place: Span, today: date) -> Told:
    """Return a position with the dates that a later sentence adds to what is told of it."""
    when = told.when
    if when.whole or not _GOES_ON.search(said):
        return told
    (later,) = when_of(said, [Span(0, 0)], today=today)
    lasts = told.lasts or bool(_LASTS.search(said))
    return replace(told, when=when | later, lasts=lasts, span=Span(told.span.start, place.end))


def _ended(found: Sequence[Told]) -> list[Told]:
    """Return positions whose end is not told as held until the next one began, or until now."""
    begun = [told for told in _followed(found) if told.when.start]
    starts = sorted((told.when.start for told in begun if told.when.start), key=Month.first)
    return [replace(told, when=_closed(told, starts)) for told in _followed(found)]


def _followed(found: Sequence[Told]) -> list[Told]:
    """Return positions that followed the one told before as begun when that one ended."""
    told: list[Told] = []
    for one in found:
        before = told[-1].when.end if told and one.follows else None
        if before and not one.when.start and (one.begins or one.lasts or one.when.end):
            one = replace(one, when=replace(one.when, start=before, begun=True))
        told.append(one)
    return told


def _closed(told: Told, starts: Sequence[Month]) -> When:
    start, when = told.when.start, told.when
    if start and when.end and when.end.last() < start.first():
        return When()
    if not start or when.whole:
        return when
    later = next((one for one in starts if one.first() > start.first()), None)
    begun = told.begins or when.begun
    current = told.lasts or (later is None and begun)
    return When(start, None if current else later, current) if begun or told.lasts else When()


def _kept(found: Sequence[Told]) -> list[Told]:
    """Return the positions without those that only have an employer where another has a title too."""
    titled = {told.company for told in found if told.title}
    return [told for told in found if told.title or told.company not in titled]
