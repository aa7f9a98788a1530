"""Tell which of the supported languages a text is written in, from its function words."""

from functools import cache

import numpy as np

from services.features.plain_text import fold_text
from services.features.tokens import Flags, Hashes, tokenise
from services.features.wordlists import words as listed
from services.features.words import Words

SUPPORTED = ("en", "de", "fr", "es", "it", "nl", "pt", "ro")
_SAMPLE = 400


def guess_language(words: Words) -> str:
    """Return the language whose stop words a text uses most among its first; ``en`` when it uses none."""
    known, languages = _function_words()
    sample = words.hashes[:_SAMPLE]
    places = np.minimum(np.searchsorted(known, sample), len(known) - 1)
    used = np.unique(places[known[places] == sample])
    return SUPPORTED[int(languages[used].sum(axis=0).argmax())]


def supported(code: str | None, words: Words) -> str:
    """Return ``code`` when it (or its first two letters) is supported, else guess from a text's words."""
    short = (code or "")[:2].lower()
    return short if short in SUPPORTED else guess_language(words)


@cache
def stop_words(code: str) -> frozenset[str]:
    """Return the words that never count as keywords in a language."""
    return listed(f"stopwords.{code}")


@cache
def _function_words() -> tuple[Hashes, Flags]:
    """Return the hashes of all stop words, in order, and for each which of the languages have it."""
    every = sorted(set().union(*map(stop_words, SUPPORTED)))
    tokens = tokenise(fold_text("\n".join(every)))
    alone = np.bincount(tokens.lines, minlength=len(every))[tokens.lines] == 1
    hashes, lines = tokens.hashes[alone], tokens.lines[alone]
    spoken = np.array([[word in stop_words(code) for code in SUPPORTED] for word in every])
    order = np.argsort(hashes)
    return hashes[order], spoken[lines[order]]
