"""Stem words with NLTK's Snowball stemmers, once per word."""

from collections.abc import Callable
from functools import cache, lru_cache

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
CACHE_SIZE = 100_000


@lru_cache(maxsize=CACHE_SIZE)
def stem(word: str, language: str) -> str:
    """Return a lower-case word's stem; a word with digits or signs ("c++", "k8s") is its own."""
    bare = word.split("'")[0]
    return _stemmer(language)(bare) if bare.isalpha() else bare


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    # Importing any part of NLTK runs the whole package: 6.3 s of CPU, mostly scipy.stats and scikit-learn.
    # Whoever forks workers calls `warm_up` before the fork; nobody else pays before the first stem.
    from nltk.stem.snowball import SnowballStemmer

    stemmer: Callable[[str], str] = SnowballStemmer(_SNOWBALL[language]).stem
    return stemmer


def warm_up() -> None:
    """Load the stemmers now, so that forked children share them instead of importing NLTK each."""
    for language in _SNOWBALL:
        _stemmer(language)
