"""Lay texts out as one, so that folding and cutting are paid once for many texts and all who read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import numpy as np

from services.features.plain_text import PlainText, fold_text
from services.features.tokens import Tokens, tokenise
from services.features.words import Words, cut_words

_APART = "\n|\n"
"""Between texts: a line of its own, so that neither a sentence nor a form nor a phrase runs across."""


@dataclass(frozen=True)
class Page:
    """Texts, and all of them as one; text *i* begins at ``begins[i]`` of the whole."""

    texts: Sequence[str]
    whole: str
    begins: Sequence[int]
    plain: PlainText
    tokens: Tokens

    @cached_property
    def words(self) -> Words:
        """Return the words of all texts that can be keywords."""
        return cut_words(self.whole, self.plain, self.tokens)

    def words_each(self) -> Iterator[Words]:
        """Yield the words of every text, places counted from its own beginning."""
        edges = np.searchsorted(self.words.starts, self.begins).tolist()
        for number, (first, stop) in enumerate(pairwise(edges)):
            yield self.words.part(first, stop, self.begins[number], self.texts[number])


def lay_out(texts: Sequence[str]) -> Page:
    """Fold and cut texts together."""
    whole = _APART.join(texts)
    plain = fold_text(whole)
    begins = list(accumulate([len(text) + len(_APART) for text in texts], initial=0))
    return Page(texts, whole, begins, plain, tokenise(plain))
