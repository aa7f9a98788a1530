"""Find the links and e-mail addresses of a folded text: what they are made of names nothing."""

import re
from collections.abc import Iterator

import numpy as np

from services.features.plain_text import PlainText
from services.features.tokens import Flags

_ENDINGS = ("com", "org", "io", "net", "dev", "me", "edu", "co")
_SIGNS = ("@", "://", "www.", *(f".{ending}/" for ending in _ENDINGS))
_MAIL = re.compile(r"@(?=\w)")


def inside_addresses(plain: PlainText) -> Flags:
    """Mark the characters of blank-separated words that are addresses; one flag more than characters."""
    inside = np.zeros(len(plain.codes) + 1, dtype=bool)
    for start, end in _addresses(plain.text):
        inside[start:end] = True
    return inside


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blank-separated words that have "@", "://" and their like.

    One search for each sign is quicker than one for any of them.
    """
    for sign in _SIGNS:
        place = text.find(sign)
        while place >= 0:
            end = text.find(" ", place)
            end = end if end >= 0 else len(text)
            if sign != "@" or _MAIL.search(text, place, end):
                yield text.rfind(" ", 0, place) + 1, end
            place = text.find(sign, end)
