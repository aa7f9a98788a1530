"""Stem words with NLTK's Snowball stemmers, once per word."""

from collections.abc import Callable
from functools import cache

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
        bare = word.split("'")[0]
        if len(bare) < 2 or word in self._refused or bare in self._refused or bare.isdigit():
            return ""
        return _stemmer(self._language)(bare) if bare.isalpha() else bare


@cache
def stem_table(language: str) -> StemTable:
    """Return the one table of a language, shared by everything in this process."""
    return StemTable(language)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    # Importing any part of NLTK runs the whole package: 2.5 to 6.3 s of CPU, mostly scipy and scikit-learn.
    # Whoever forks workers calls `warm_up` before the fork; nobody else pays before the first stem.
    from nltk.stem.snowball import SnowballStemmer

    stemmer: Callable[[str], str] = SnowballStemmer(_SNOWBALL[language]).stem
    return stemmer


def warm_up() -> None:
    """Load the stemmers now, so that forked children share them instead of importing NLTK each."""
    for language in _SNOWBALL:
        _stemmer(language)
