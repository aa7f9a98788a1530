"""Tell whether a sentence is about the person a resume is of, whether they say "I" or are told of by name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from services.resumes import lexicon
from services.resumes.prose.words import Word
from services.resumes.words import title_score

_FIRST = re.compile(r"\b(?:[Mm]y\b|[Ii](?:['’](?:m|ve|d)\b|\s+(?=[a-z])))")
_THIRD = re.compile(r"\b(?:he|she|they)\b", re.I)
_SHE_OR_HE = re.compile(r"\b(?:he|she)\b", re.I)
_PRESENTED = re.compile(
    r"\s*((?:[A-ZÀ-Þ][\w'’-]{0,30} ){1,3}[A-ZÀ-Þ][\w'’-]{0,30})"
    r" (?:is|was|has|had|joined|began|started|spent|works|serves)\b"
)
"""A text that begins with its person's name, which may be a trade's: "Will Hunter is an attorney"."""
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]{2,}")
_READ = 150
"""Letters at the beginning of a text in which the person's name stands."""
_AUXILIARY = lexicon.group("told_words", "auxiliary")
_JOINS = frozenset(["and", "then", "before", "but", "after", "where", "until"])
JOBS = lexicon.group("told_words", "jobs")
_OTHERS = lexicon.group("told_words", "other_people")
_OWNERS = frozenset(["my", "his", "her", "their"])
_PARTS = 25
"""Words before a verb among which its subject is looked for."""


class Subject(Enum):
    """Who does what a verb says."""

    PERSON = "person"
    NOBODY = "nobody"
    OTHER = "other"


@dataclass(frozen=True)
class Voice:
    """How a text speaks of its person: as "I" or by ``names``.

    ``told``: it says "she", "he" or "they" too; ``small``: it says "i" and spares capitals; ``they``: nobody
    else is meant, as it says neither "she" nor "he".
    """

    first: bool
    names: frozenset[str]
    told: bool
    small: bool
    they: bool = False

    def subject_of(self, words: Sequence[Word], place: int) -> Subject:
        """Return who the subject of the verb at ``place`` is; a verb joined to another has the same."""
        if words[place].low.startswith("i'"):
            return Subject.PERSON
        at = place - 1
        while at >= 0 and (before := _passed(words, at)) < at:
            at = before
        if at < 0:
            return Subject.NOBODY
        if self.is_person(words, at):
            return Subject.PERSON
        if any(self.is_person(words, near) for near in _job_before(words, at)):
            return Subject.PERSON
        joined = words[at].low in _JOINS or words[at].after in (",", ";", ":")
        return self.nearest_subject(words, at) if joined else Subject.OTHER

    def nearest_subject(self, words: Sequence[Word], place: int) -> Subject:
        """Return who was last named before ``place`` as one who does something."""
        for at in range(place, max(-1, place - _PARTS), -1):
            if self.is_person(words, at) and (self.told or words[at].low not in self.names):
                return Subject.PERSON
            owned = at > 0 and words[at - 1].low in ("my", "our") and words[at].low not in JOBS
            if words[at].low in _OTHERS or owned:
                return Subject.OTHER
        return Subject.NOBODY

    def is_person(self, words: Sequence[Word], at: int) -> bool:
        """Tell whether the word at ``at`` is the person: "I", "she", their name, or their job."""
        word = words[at]
        low = word.low.partition("'")[0]
        pronouns = ("he", "she", "they") if self.they else ("he", "she")
        if low == "i" or (low in pronouns and not self.first):
            return True
        if low in JOBS:
            return any(one.low in _OWNERS for one in words[max(0, at - 4) : at])
        return not self.first and word.text[0].isupper() and low in self.names


def _job_before(words: Sequence[Word], at: int) -> Iterator[int]:
    """Yield where a job is spoken of shortly before, no mark between ("my first job out of school")."""
    for near in range(at, max(-1, at - 7), -1):
        if words[near].after:
            return
        if words[near].low in JOBS:
            yield near


_LEAVING = lexicon.group("told_words", "leaving")


def _passed(words: Sequence[Word], at: int) -> int:
    """Return the word before what stands between a verb and its subject at ``at``; ``at`` where nothing does.

    Words that help ("has since been"), brackets, and what was left for it ("left in 2014 to become").
    """
    low = words[at].low
    if low == "to":
        left = (near - 1 for near in range(at, max(-1, at - 6), -1) if words[near].low in _LEAVING)
        return next(left, at)
    if ")" in words[at].after:
        while at > 0 and "(" not in words[at].before:
            at -= 1
        return at - 1
    return at - 1 if low in _AUXILIARY else at


def voice_of(text: str, name: str | None = None) -> Voice:
    """Return how ``text`` speaks of its person, whose ``name`` may be known."""
    said_of = _FIRST.findall(text)
    own, other = len(said_of), len(_THIRD.findall(text))
    named = _NAME.findall(text[:_READ])
    presented = _PRESENTED.match(text)
    whole = f"{name or ''} {presented[1] if presented else ''}".split()
    names = frozenset(word.casefold() for word in (*whole, *(one for one in named if not title_score(one))))
    small = sum(said.startswith("i") for said in said_of) > own // 2
    return Voice(own > 0 and own >= other, names, other > 0, small, not _SHE_OR_HE.search(text))
