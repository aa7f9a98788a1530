"""Tell what kind of work a title names: managing, professional, technical, clerical, assisting, in training.

"Forestry Technician" and "Forester" share most of their words and are different work: ISCO-08 parts them
at its first digit. The noun that ends each part of a title decides; other languages' titles tell nothing.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from domain.skills import Keyword
from services.features.wordlists import phrases

KIND = "kind:"
"""Begins the key of a kind, which no word's and no occupation's key does."""

TRAINEE = "trainee"
_PARTS = re.compile(r"[,/()\-–;:&|]| and | for | of | to | in | at ")
_WORD = re.compile(r"[a-z]+")
_GRADES = frozenset(["i", "ii", "iii", "iv", "v", "level", "l", "senior", "sr", "jr"])
_LAST_WORDS = 2


@lru_cache(maxsize=1 << 14)
def read_kinds(title: str) -> tuple[str, ...]:
    """Return the kinds of work that a title names, in alphabetical order; () where it names none.

    Who is in training is nothing else: a "Student Trainee (Engineer)" is no engineer yet.
    """
    plain = title.lower()
    if any(_kind_of(word) == TRAINEE for word in _WORD.findall(plain)):
        return (TRAINEE,)
    return tuple(sorted(set(_named(plain))))


def kind_keywords(title: str) -> tuple[Keyword, ...]:
    """Return the kinds of a title as keywords, whose weights sum to one."""
    named = read_kinds(title)
    return tuple(Keyword(kind, 1, 1 / len(named), KIND + kind) for kind in named)


def all_kinds() -> tuple[str, ...]:
    """Return every kind there is."""
    return tuple(dict.fromkeys(label for label, _ in phrases("work_kinds")))


def _named(title: str) -> Iterator[str]:
    for part in _PARTS.split(title):
        words = [word for word in _WORD.findall(part) if word not in _GRADES]
        found = (_kind_of(word) for word in reversed(words[-_LAST_WORDS:]))
        yield from filter(None, [next(filter(None, found), None)])


def _kind_of(word: str) -> str | None:
    words, endings = _lists()
    return words.get(word) or next((kind for ending, kind in endings if word.endswith(ending)), None)


@cache
def _lists() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the kind of each word, and of each ending."""
    listed = [(word, kind) for kind, line in phrases("work_kinds") for word in line.split()]
    words = {word: kind for word, kind in listed if "*" not in word}
    return words, tuple((word.lstrip("*"), kind) for word, kind in listed if word.startswith("*"))
