"""Find every place where a text has a known form with real word boundaries around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation
from numpy.typing import NDArray

from services.features.plain_text import NEWLINE, PlainText

LETTER, DIGIT = 1, 2
_WRAPPED_LINE = 40
_ADDRESS = re.compile(r"\S*(?:@\w|://)\S*|\bwww\.\S+|\b[\w-]+\.(?:com|org|io|net|dev|me|edu|co)/\S*")

Indexes = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Candidates:
    """Parallel columns: the number of the form, and where it stands in the folded text."""

    forms: Indexes
    starts: Indexes
    ends: Indexes

    def where(self, kept: Flags) -> "Candidates":
        """Return the candidates that a mask keeps."""
        return Candidates(self.forms[kept], self.starts[kept], self.ends[kept])


class Finder:
    """An Aho-Corasick automaton over forms; overlapping matches, then boundaries."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._automaton = AhoCorasick(
            forms, implementation=Implementation.ContiguousNFA, store_patterns=False
        )

    def find(self, plain: PlainText) -> Candidates:
        """Return all bounded occurrences, nested and overlapping ones too, in order of their ends."""
        found = self._automaton.find_matches_as_indexes(plain.text, overlapping=True)
        table = np.fromiter(chain.from_iterable(found), dtype=np.int64, count=3 * len(found)).reshape(-1, 3)
        candidates = Candidates(table[:, 0], table[:, 1], table[:, 2])
        candidates = candidates.where(_bounded(plain, candidates))
        return candidates.where(_unbroken(plain, candidates) & ~_in_addresses(plain, candidates))


def _bounded(plain: PlainText, candidates: Candidates) -> Flags:
    """Tell which candidates touch no further letter or digit: "c" is not in "c++", ".net" not in "asp.net"."""
    codes = np.concatenate((plain.codes, np.array([32, 32], dtype=np.uint32)))
    kinds = character_kinds(codes)
    starts, ends = candidates.starts, candidates.ends
    before, after = codes[starts - 1], codes[ends]
    single = ends - starts == 1
    open_left = (kinds[starts - 1] == 0) | (kinds[starts] == 0) & (codes[starts] != ord("."))
    open_left &= before != ord("_")
    open_right = (kinds[ends] == 0) | (kinds[ends - 1] == 0)
    open_right &= (after != ord("_")) & ~_is(after, "#") & ~(_is(after, "+") & _is(codes[ends + 1], "+"))
    # A dot between letters joins: "java.util", "node.js"; forms that hold the dot are found in full.
    joined = _is(after, ".") & (kinds[ends + 1] == LETTER)
    joined |= _is(before, ".") & (kinds[starts - 2] != 0) & (codes[starts] != ord("."))
    part = single & (_is(after, "&'-.+") | _is(before, "&'-."))
    return open_left & open_right & ~joined & ~part


def _is(codes: NDArray[np.uint32], characters: str) -> Flags:
    return np.isin(codes, [ord(character) for character in characters])


def character_kinds(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return LETTER, DIGIT or 0 for each code point; letters beyond the basic plane count as letters."""
    table = _kinds()
    return table[np.minimum(codes, len(table) - 1)]


@lru_cache
def _kinds() -> NDArray[np.uint8]:
    kinds = [LETTER if c.isalpha() else DIGIT if c.isdigit() else 0 for c in map(chr, range(0x10000))]
    return np.array([*kinds, LETTER], dtype=np.uint8)


def _unbroken(plain: PlainText, candidates: Candidates) -> Flags:
    """Tell which candidates stand on one line, or run on from a line long enough to have been wrapped."""
    breaks = np.flatnonzero(plain.original == NEWLINE)
    first = plain.origin[candidates.starts]
    last = plain.origin[candidates.ends - 1]
    position = np.searchsorted(breaks, first)
    crossed = np.searchsorted(breaks, last) - position
    edges = np.concatenate(([-1], breaks, [len(plain.original)]))
    wrapped = edges[position + 1] - edges[position] > _WRAPPED_LINE
    kept: Flags = (crossed == 0) | (crossed == 1) & wrapped
    return kept


def _in_addresses(plain: PlainText, candidates: Candidates) -> Flags:
    inside = np.zeros(len(plain.codes) + 1, dtype=bool)
    for address in _ADDRESS.finditer(plain.text):
        inside[address.start() : address.end()] = True
    return inside[candidates.starts]
