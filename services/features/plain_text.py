"""Fold a text for look-up (lower case, plain spaces, quotes and dashes) and keep the way back.

``str.lower`` may change a text's length ("İ"), and runs of white space hide phrases; so every
code point is folded through one table, runs collapse, and each kept character remembers its index.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

SPACE, NEWLINE = 32, 10
_PLANE = 0x10000
_EQUAL = {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "}
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"


@dataclass(frozen=True)
class PlainText:
    """A folded text: its code points, and for each the index in the original (``origin``)."""

    text: str
    codes: NDArray[np.uint32]
    origin: NDArray[np.int64]
    original: NDArray[np.uint32]


def fold_text(text: str) -> PlainText:
    """Fold ``text``; lone surrogates become U+FFFD, nothing else is lost but repeated spaces."""
    original = _code_points(text)
    folded = _table().take(original, mode="clip")
    beyond = np.flatnonzero(original >= _PLANE)
    folded[beyond] = original[beyond]
    blank = folded == SPACE
    kept = np.flatnonzero(~(blank & np.concatenate(([False], blank[:-1]))))
    codes = folded.take(kept)
    return PlainText(_string(codes), codes, kept, original)


def fold_phrase(phrase: str) -> str:
    """Return a phrase as it stands in folded text, without blanks around it."""
    return fold_text(phrase).text.strip()


def _code_points(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint32)


def _string(codes: NDArray[np.uint32]) -> str:
    return codes.astype("<u4").tobytes().decode("utf-32-le", "replace")


@lru_cache
def _table() -> NDArray[np.uint32]:
    table = np.arange(_PLANE, dtype=np.uint32)
    for code in range(_PLANE):
        char = chr(code)
        lower = char.lower()
        if char.isspace():
            table[code] = SPACE
        elif len(lower) == 1:
            table[code] = ord(lower)
    for char, plain in _EQUAL.items():
        table[ord(char)] = ord(plain)
    for char in _DASHES:
        table[ord(char)] = ord("-")
    return table
