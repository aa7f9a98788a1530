"""Stem words with NLTK's Snowball stemmers, once per word."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from services.features.gendered import neutral
from services.features.languages import stop_words

_SNOWBALL = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
}
MOST_WORDS = 100_000
"""Words remembered per language; a table that outgrows this starts anew, so that memory stays bounded."""


class StemTable(dict[str, str]):
    """Stems by token as written; filled on demand, empty for stop words, single letters and marks."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._refused = stop_words(language) | stop_words("en")

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[token] = found = self._stem(token.lower())
        return found

    def _stem(self, word: str) -> str:
        """Stem a lower-case word; one with digits or signs ("c++", "k8s") is its own stem."""
        bare = neutral(word.split("'")[0])
        if len(bare) < 2 or word in self._refused or bare in self._refused or bare.isdigit():
            return ""
        return _stemmer(self._language)(bare) if bare.isalpha() else bare


@cache
def stem_table(language: str) -> StemTable:
    """Return the one table of a language, shared by everything in this process."""
    return StemTable(language)


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Make packages look absent while another one is imported.

    Importing any part of NLTK runs all of it, and that imports scikit-learn and scipy's statistics where
    they are installed. Stemming needs neither: without them it costs 0.7 s of CPU and 66 MB instead
    of 1.9 s and 143 MB (measured on two cores). NLTK takes their absence as an installation without extras.
    """
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in hidden:
            sys.modules.pop(name, None)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    with _hidden("sklearn", "scipy.stats"):
        from nltk.stem.snowball import SnowballStemmer

    stemmer: Callable[[str], str] = SnowballStemmer(_SNOWBALL[language]).stem
    return stemmer


def warm_up() -> None:
    """Load the stemmers now, so that forked children share them instead of importing NLTK each."""
    for language in _SNOWBALL:
        _stemmer(language)
