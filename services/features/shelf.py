"""The phrase books that read a posting, on one shelf: one pass over the text serves them all."""

from collections.abc import Sequence
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from services.features.phrasebook import Match, PhraseBook, automaton_of
from services.features.wordlists import phrases

_NAMES = ("cues", "tone", "years", "education", "credentials", "clearance", "spoken", "no_experience")
_TEXTS = 256
"""Texts whose matches are remembered: one posting is asked by eight books, one after the other."""


@cache
def book(name: str) -> PhraseBook:
    """Return a book of the shelf; it finds what a :class:`PhraseBook` of its own would."""
    return PhraseBook(phrases(name), lambda folded: _matches(folded)[_NAMES.index(name)])


@lru_cache(_TEXTS)
def _matches(folded: str) -> Sequence[Sequence[Match]]:
    """Return the matches of every book, in the order of the automaton."""
    automaton, owners = _shelf()
    found: list[list[Match]] = [[] for _ in _NAMES]
    for pattern, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        owner, number = owners[pattern]
        found[owner].append((number, start, end))
    return found


@cache
def _shelf() -> tuple[AhoCorasick, list[tuple[int, int]]]:
    """Return one automaton over all books, and the book and entry that each of its patterns comes from."""
    listed = [
        (phrase, (owner, number))
        for owner, name in enumerate(_NAMES)
        for number, (_, phrase) in enumerate(dict.fromkeys(phrases(name)))
    ]
    return automaton_of([phrase for phrase, _ in listed]), [place for _, place in listed]
