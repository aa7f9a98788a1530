"""Cut a folded text into words without a Python loop, each with a hash that any process computes alike."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from services.features.plain_text import NEWLINE, SPACE, PlainText

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Indexes = NDArray[np.int64]
Flags = NDArray[np.bool_]

LETTER, DIGIT = 1, 2

_POSITIONS = 64
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


class Marks:
    """Tell which code points are among some ASCII characters; on short texts quicker than ``np.isin``."""

    def __init__(self, characters: str) -> None:
        self._table = np.zeros(129, dtype=bool)
        self._table[[ord(character) for character in characters]] = True

    def among(self, codes: Codes) -> Flags:
        """Return a mask over ``codes``."""
        return self._table.take(codes, mode="clip")  # three times as fast as an index that is cut first


_JOINERS = Marks(".'_")
_DOT = ord(".")
PRODUCT_ENDINGS = frozenset({"js", "net", "io"})
"""What may follow a dot inside a word: "node.js". Any other dot misses the blank after it, or shortens."""


@dataclass(frozen=True)
class Tokens:
    """Parallel columns: where each word or mark stands in the folded text, a hash of it, its line."""

    starts: Indexes
    ends: Indexes
    hashes: Hashes
    lines: Indexes


def tokenise(plain: PlainText) -> Tokens:
    """Return words ("c++", "node.js", ".net" are one each) and single marks ("/", "-"), in order.

    A dot that a blank should follow ("AWS.Experience in") ends a word.
    """
    starts, ends = _bounds(plain)
    breaks = np.flatnonzero(plain.original == NEWLINE)
    lines = np.searchsorted(breaks, plain.origin[starts])
    return Tokens(starts, ends, hash_words(plain.codes, starts, ends), lines)


def mix(hashes: Hashes, salts: Hashes | int = 0) -> Hashes:
    """Return other, independent-looking hashes; ``salts`` broadcast against ``hashes``."""
    spread = (hashes ^ (hashes >> np.uint64(29))) * (
        _MULTIPLIER + np.uint64(2) * np.asarray(salts, np.uint64)
    )
    mixed: Hashes = spread ^ (spread >> np.uint64(32))
    return mixed


def character_kinds(codes: Codes) -> NDArray[np.uint8]:
    """Return LETTER, DIGIT or 0 for each code point; those beyond the basic plane count as 0."""
    return _kinds().take(codes, mode="clip")


@lru_cache
def _kinds() -> NDArray[np.uint8]:
    kinds = [LETTER if c.isalpha() else DIGIT if c.isdigit() else 0 for c in map(chr, range(0x10000))]
    return np.array(kinds, dtype=np.uint8)


def _bounds(plain: PlainText) -> tuple[Indexes, Indexes]:
    """Word characters run together; any other character but a blank stands alone."""
    word, blank = _word_characters(plain.codes), plain.codes == SPACE
    word[_full_stops(plain)] = False
    starts = ~blank & ~(word & np.append(False, word[:-1])[: len(word)])
    ends = ~blank & ~(word & np.append(word[1:], False)[: len(word)])
    return np.flatnonzero(starts), np.flatnonzero(ends) + 1


def _word_characters(codes: Codes) -> Flags:
    """Letters and digits; joiners between two of them; the dot of ".net"; the marks of "c++" and "f#"."""
    around = np.concatenate(([SPACE, SPACE], codes, [SPACE])).astype(np.uint32)
    alnum = character_kinds(around) > 0
    left, here, right = alnum[1:-2], alnum[2:-1], alnum[3:]
    before, after = around[1:-2], around[3:]
    joiner = _JOINERS.among(codes) & left & right
    dotted = (codes == ord(".")) & right & (before == SPACE)
    plus, sharp = ord("+"), ord("#")
    double = (codes == plus) & ((left & (after == plus)) | ((before == plus) & alnum[:-3]))
    tail = (double | ((codes == sharp) & left) | ((codes == plus) & left)) & (double | ~right)
    flags: Flags = here | joiner | dotted | tail
    return flags


def _full_stops(plain: PlainText) -> Indexes:
    """Return the dots between two letters or digits and a capital that a small letter follows."""
    dots = np.flatnonzero(plain.codes == _DOT)
    dots = dots[(dots >= 2) & (dots < len(plain.codes) - 2)]
    near = dots[:, None] + np.array([-2, -1, 1, 2])
    codes = plain.codes[near]
    capital = plain.original[plain.origin[near]] != codes
    kinds = character_kinds(codes)
    glued = (kinds[:, :2] > 0).all(1) & (kinds[:, 2:] == LETTER).all(1) & capital[:, 2] & ~capital[:, 3]
    return np.array([dot for dot in dots[glued].tolist() if not _names_a_product(plain.text, dot)], np.int64)


def _names_a_product(text: str, dot: int) -> bool:
    after = text[dot + 1 : dot + 5]
    word = next((after[:end] for end, letter in enumerate(after) if not letter.isalnum()), after)
    return word in PRODUCT_ENDINGS


def hash_words(codes: Codes, starts: Indexes, ends: Indexes) -> Hashes:
    """Return a hash of each stretch of ``codes``: equal for equal letters, in every process."""
    lengths = ends - starts
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    letters = codes.take(np.repeat(starts, lengths) + within).astype(np.uint64)
    letters *= _weights().take(within, mode="clip")
    sums = np.append(np.uint64(0), np.cumsum(letters, dtype=np.uint64))
    edges = np.append(0, np.cumsum(lengths))
    return mix(np.diff(sums.take(edges)))


@lru_cache
def _weights() -> Hashes:
    random = np.random.Generator(np.random.PCG64(20))
    return random.integers(1, 2**63, _POSITIONS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
