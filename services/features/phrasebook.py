"""Find many phrases in one pass (Aho-Corasick), whole words only."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import ahocorasick_rs

from domain.spans import Span

Match = tuple[int, int, int]
"""Number of a listed phrase, start and end of a place that has its letters, maybe inside a word."""


class Hit(NamedTuple):
    """A phrase found: its label, the phrase as listed, and where it stands in the text."""

    label: str
    phrase: str
    span: Span


class PhraseBook:
    """Labelled phrases ready to be searched.

    A phrase ending in ``*`` matches any ending of its last word; one listed in capitals (``CPA``) must be
    written in capitals.
    """

    def __init__(
        self, pairs: Iterable[tuple[str, str]], matches: Callable[[str], Sequence[Match]] | None = None
    ) -> None:
        """``matches`` returns the places of the phrases, numbered as listed, for who knows them already."""
        self._entries = tuple(dict.fromkeys(pairs))
        self._open_ended = tuple(phrase.endswith("*") for _, phrase in self._entries)
        self._capitals = tuple(phrase.isupper() for _, phrase in self._entries)
        self._matches = matches or partial(
            automaton_of([phrase for _, phrase in self._entries]).find_matches_as_indexes, overlapping=True
        )

    def find(self, folded: str, text: str | None = None) -> list[Hit]:
        """Return the hits in a folded text by position; of overlapping ones the first, then longest, stays.

        ``text`` is the text before folding, needed only by books with phrases in capitals. One stretch of
        text may carry several labels when it is listed under several.
        """
        found = self._whole_words(folded, text or folded)
        kept: list[Hit] = []
        reach = Span(0, 0)
        for start, end, _, number in sorted(found):
            span = Span(start, -end)
            if start < reach.end and span != reach:
                continue
            kept.append(Hit(*self._entries[number], span))
            reach = span
        return kept

    def _whole_words(self, folded: str, text: str) -> Iterator[tuple[int, int, int, int]]:
        """Yield start, end (negative: the longest sorts first), rank and number of each entry found."""
        for rank, (number, start, end) in enumerate(self._matches(folded)):
            if start and folded[start - 1].isalnum() and folded[start].isalnum():
                continue  # two in three; a call would double the time
            if self._open_ended[number]:
                end = _word_end(folded, end)
            if _inside_word(folded, end):
                continue
            if self._capitals[number] and text[start:end] != self._entries[number][1]:
                continue
            yield start, -end, rank, number


def automaton_of(listed: Iterable[str]) -> ahocorasick_rs.AhoCorasick:
    """Return an automaton over phrases as word lists write them."""
    patterns = [phrase.rstrip("*").lower() for phrase in listed]
    # A few hundred phrases: the full table builds in 2 ms and reads twice as fast as the default.
    return ahocorasick_rs.AhoCorasick(patterns, implementation=ahocorasick_rs.Implementation.DFA)


def _inside_word(text: str, position: int) -> bool:
    """Tell whether a word runs across ``position``."""
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _word_end(text: str, position: int) -> int:
    while position < len(text) and text[position].isalpha():
        position += 1
    return position
