"""Cut out the words of a text that can be keywords, and tell which of them no mark keeps apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from services.features.addresses import inside_addresses
from services.features.folding import plain_marks
from services.features.plain_text import PlainText
from services.features.tokens import (
    LETTER,
    PRODUCT_ENDINGS,
    Hashes,
    Indexes,
    Marks,
    Tokens,
    character_kinds,
    hash_words,
)

CASES = (0, 1, 2)
"""Lower case, a capital, capitals: by the first two letters of a word."""

_JOINING = Marks("-&")
_DOT = "."


@dataclass(frozen=True)
class Words:
    """Parallel columns of words: hash, stretch, case, place in ``text``, place in the folded text.

    Neighbours of one stretch make phrases. ``folded`` may be the text of more than these words.
    """

    text: str
    folded: str
    hashes: Hashes
    stretches: Indexes
    cases: Indexes
    starts: Indexes
    ends: Indexes
    folded_starts: Indexes
    folded_ends: Indexes

    def part(self, first: int, stop: int, begin: int, text: str) -> "Words":
        """Return the words from ``first`` to ``stop``, whose ``text`` begins at ``begin`` of this one."""
        cut = slice(first, stop)
        return Words(
            text,
            self.folded,
            self.hashes[cut],
            self.stretches[cut],
            self.cases[cut],
            self.starts[cut] - begin,
            self.ends[cut] - begin,
            self.folded_starts[cut],
            self.folded_ends[cut],
        )

    def before(self, place: int) -> int:
        """Return how many words begin before a place in the text."""
        return int(np.searchsorted(self.starts, place))

    def fold(self, word: int) -> str:
        """Return a word in lower case: the same for every text that has its hash."""
        return self.folded[self.folded_starts[word] : self.folded_ends[word]]

    @cached_property
    def places(self) -> tuple[str, list[int], list[int]]:
        """Return the text with plain apostrophes, and where in it each word begins and ends."""
        return plain_marks(self.text), self.starts.tolist(), self.ends.tolist()


def cut_words(text: str, plain: PlainText, tokens: Tokens) -> Words:
    """Return the words of a text in order: "c++", "node.js" and ".net" are one each.

    Numbers, marks and lines end a stretch, and so do e-mail and web addresses, whose words are no keywords.
    Hyphens and ampersands do not.
    """
    first = plain.codes[tokens.starts]
    named = (character_kinds(first) == LETTER) | (first == ord(_DOT)) & (tokens.ends - tokens.starts > 1)
    named &= ~inside_addresses(plain)[tokens.starts]
    parting = ~named & ~_JOINING.among(first)
    parting[1:] |= np.diff(tokens.lines) > 0
    stretches = np.cumsum(parting)
    kept = np.flatnonzero(named)
    starts, ends, hashes, stretches = _undotted(
        plain,
        tokens.starts.take(kept),
        tokens.ends.take(kept),
        tokens.hashes.take(kept),
        stretches.take(kept),
    )
    origin, cases = plain.origin, _cases(plain, starts, ends)
    whole = origin.take(starts), origin.take(ends - 1) + 1
    return Words(text, plain.text, hashes, stretches, cases, *whole, starts, ends)


def _cases(plain: PlainText, starts: Indexes, ends: Indexes) -> Indexes:
    """Return which of :data:`CASES` each word has."""
    second = np.minimum(starts + 1, ends - 1)
    capital, more = (
        plain.original.take(plain.origin.take(places)) != plain.codes.take(places)
        for places in (starts, second)
    )
    cases: Indexes = capital.astype(np.int64) + (capital & more)
    return cases


def _undotted(
    plain: PlainText, starts: Indexes, ends: Indexes, hashes: Hashes, stretches: Indexes
) -> tuple[Indexes, Indexes, Hashes, Indexes]:
    """Cut words at dots that a blank should follow ("skills.Apply"); each piece is a stretch of its own."""
    dots = np.flatnonzero(plain.codes == ord(_DOT))
    within = np.searchsorted(starts, dots) - 1
    dotted = np.unique(within[(within >= 0) & (dots < np.append(ends, 0)[within])])
    if not len(dotted):
        return starts, ends, hashes, stretches
    bounds = zip(starts[dotted].tolist(), ends[dotted].tolist(), strict=True)
    pieces = np.array([piece for start, end in bounds for piece in _pieces(plain.text, start, end)])
    begins, stops = pieces[:, 0], pieces[:, 1]
    rest = np.ones(len(starts), bool)
    rest[dotted] = False
    order = np.argsort(np.append(starts[rest], begins))
    return (
        np.append(starts[rest], begins)[order],
        np.append(ends[rest], stops)[order],
        np.append(hashes[rest], hash_words(plain.codes, begins, stops))[order],
        np.append(stretches[rest], -1 - np.arange(len(begins)))[order],
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what the dots of a word keep apart; the names of products stay whole."""
    dots = [place for place in range(start + 1, end) if text[place] == _DOT]
    cuts = [dot for dot, stop in pairwise([*dots, end]) if text[dot + 1 : stop] not in PRODUCT_ENDINGS]
    for begin, stop in pairwise([start - 1, *cuts, end]):
        yield begin + 1, stop
