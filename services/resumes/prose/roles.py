"""Find the positions that a sentence tells: "I joined Acme as a buyer in 2012 and became manager in 2015"."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.spans import Span
from services.resumes.prose.givers import giver_behind, goes_unread, is_pastime
from services.resumes.prose.leads import behind_lead
from services.resumes.prose.titles import title_at
from services.resumes.prose.utterance import Utterance
from services.resumes.prose.verbs import (
    BEGINNING,
    BEING,
    FILLERS,
    HOLDING,
    LED,
    LENGTHS,
    PLAIN,
    PRESENT,
    REGARDING,
    RISING,
    STAYING,
    TAKING,
    WORKING,
)
from services.resumes.prose.voice import JOBS, Subject, Voice
from services.resumes.prose.words import Name
from services.resumes.prose.workplaces import Workplace, workplaces
from services.resumes.words import school_score

_GOVERNING = WORKING | TAKING | RISING | LED
_REACH = 30
"""Words before "as" among which its verb is looked for."""
_NEAR = 7
"""Words from a verb to its title, and before a verb among which another says that something began."""
_OPENING = 3
"""Words before the verb of a sentence that names nobody ("Also worked as Cook"): later ones are another's."""


@dataclass(frozen=True)
class Role:
    """A position in a sentence; an empty ``company`` is the one named before, None one that cannot be told.

    ``begins``: the verb says that it began; ``lasts``: it is told in the present tense; ``named``: the
    sentence says who held it; ``alone``: on their own account.
    """

    title: str
    company: str | None
    span: Span
    begins: bool
    lasts: bool
    named: bool
    alone: bool = False


@dataclass(frozen=True)
class Sentence:
    """What a sentence tells: positions, the last employer it names, and the last that work was done at."""

    roles: tuple[Role, ...] = ()
    employer: str | None = None
    stayed: str | None = None


def read_sentence(text: str, voice: Voice) -> Sentence:
    """Return the positions and the employers that a sentence tells of its person."""
    said = Utterance(text, voice)
    if said.unpaid:
        return Sentence()
    works = list(workplaces(said))
    roles = _roles(said, works)
    named = [work.name.text for work in works if work.name.text and work.named]
    named += [role.company for role in roles if role.company]
    stayed = [work.name.text for work in works if work.named and _is_work(said, work)]
    return Sentence(tuple(roles), named[-1] if named else None, stayed[-1] if stayed else None)


def _is_work(said: Utterance, work: Workplace) -> bool:
    """Tell whether a verb tells of work by itself; who "was at" a school may have been there to learn."""
    verb = said.words[work.place].low
    return verb in STAYING and not (verb in BEING and school_score(work.name.text) == 1.0)


def _roles(said: Utterance, works: Sequence[Workplace]) -> list[Role]:
    roles: list[Role] = []
    told_at: int | None = None
    for place, word in enumerate(said.words):
        before = roles[-1].span.end if roles else 0
        if word.start < before:
            continue
        verb = _verb(said, place, works, told_at)
        role = _role(said, place, verb, works, before) if verb is not None else None
        told_at = verb if role else told_at
        role = role or _listed(said, place, told=told_at is not None)
        if role is not None:
            roles.append(role)
    return roles


def _verb(said: Utterance, place: int, works: Sequence[Workplace], told_at: int | None) -> int | None:
    """Return the verb by which the word at ``place`` leads to a title: itself, or what "as" goes with."""
    words, low = said.words, said.words[place].low
    if low == "as":
        return _governor(said, place, works, told_at)
    if low == "of" and words[place - 1].low in JOBS:
        return next((at for at in range(place - 2, max(-1, place - 6), -1) if words[at].low in HOLDING), None)
    return place if words[place].verb in BEING | RISING and not words[place].after else None


def _governor(said: Utterance, place: int, works: Sequence[Workplace], told_at: int | None) -> int | None:
    """Return the verb that "as" goes with; "was" only where it leads to an employer ("was with Acme as")."""
    words = said.words
    if place and words[place - 1].low in LENGTHS:
        near = range(place - 1, max(-1, place - 6), -1)
        return next((at for at in near if words[at].verb in WORKING), place - 1)
    before = range(place - 1, max(-1, place - _REACH), -1)
    verb = next((at for at in before if words[at].verb in _GOVERNING | REGARDING), told_at)
    if verb is None or words[verb].low in REGARDING:
        return None
    placed = words[verb].low not in BEING or any(work.place == verb for work in works)
    return verb if placed or verb == told_at else None


def _role(said: Utterance, place: int, verb: int, works: Sequence[Workplace], before: int) -> Role | None:
    """Return the position that the word at ``place`` leads to; None where it leads to none of the person's.

    ``before``: the offset at which the position told before it ends.
    """
    words, begin, subject = said.words, _title_begins(said, place), said.subject_of(verb)
    opens = verb <= _OPENING or words[verb].low in LENGTHS
    strange = subject is Subject.OTHER or (subject is Subject.NOBODY and not opens)
    if begin is None or strange or said.is_unreal(verb):
        return None
    plain = words[place].low == "as" and words[verb].low in PLAIN
    title = title_at(words, begin, said.text, known=not plain)
    own = said.employer(giver_behind(words, title.stop)) if title else None
    if title is None or (own and is_pastime(title.text, own.text)):
        return None
    near = next((work for work in reversed(works) if work.place <= place), None)
    fresh = near if near and own is None and words[near.place].start >= before else None
    verbs = {word.low for word in words[max(0, place - _NEAR - 1) : begin]}
    return Role(
        title.text,
        own.text if own else _inherited(said, title, near),
        Span(words[fresh.place if fresh else place].start, words[(own or title).stop - 1].end),
        begins=bool(verbs & BEGINNING) or bool(fresh and fresh.begins),
        lasts=bool({words[place].low, words[verb].low} & PRESENT),
        named=subject is Subject.PERSON,
        alone=said.alone and own is None,
    )


def _inherited(said: Utterance, title: Name, near: Workplace | None) -> str | None:
    if said.alone or goes_unread(said.words, title.stop):
        return None
    return near.name.text if near else ""


def _title_begins(said: Utterance, place: int) -> int | None:
    words, start = said.words, place + 1
    if words[place].low in RISING:
        near = range(place + 1, min(place + 4, len(words)))
        start = next((at + 1 for at in near if words[at].low in ("to", "into")), len(words))
    while start < min(len(words), place + _NEAR) and words[start].low in FILLERS and not words[start].after:
        start += 1
    return start if start < len(words) else None


def _listed(said: Utterance, place: int, *, told: bool) -> Role | None:
    """Return the position that stands at ``place`` without a verb, behind "before that" or the like."""
    begin = behind_lead(said.words, place, told=told)
    title = title_at(said.words, begin, said.text) if begin else None
    own = said.employer(giver_behind(said.words, title.stop)) if title else None
    if title is None or own is None or not own.text or said.words[title.stop - 1].after == ",":
        return None
    span = Span(said.words[place].start, said.words[own.stop - 1].end)
    return Role(title.text, own.text, span, begins=False, lasts=False, named=False)
