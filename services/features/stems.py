"""Stem words with NLTK's Snowball stemmers, once per word."""

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from services.features.gendered import neutral
from services.features.languages import stop_words
from services.features.wordlists import phrases

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
SHIPPED = Path(__file__).resolve().parents[2] / "data" / "corpus" / "stems.en.txt.gz"
MOST_WORDS = 100_000
"""Words remembered per language; a table that outgrows this starts anew, so that memory stays bounded."""


class StemTable(dict[str, str]):
    """Stems by token as written; filled on demand, empty for stop words, single letters and marks."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stems = _Stems(language)
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
        return self._stems[bare] if bare.isalpha() else bare


class _Stems(dict[str, str]):
    """Stems by lower-case word, whatever is refused; English begins with a shipped table.

    A text of a thousand words brings a dozen that the process has not seen, at 20 to 40 µs each by NLTK.
    """

    def __init__(self, language: str) -> None:
        super().__init__(_shipped() if language == "en" else {})
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = found = stemmer(self._language)(word)
        return found


def _shipped(path: Path = SHIPPED) -> dict[str, str]:
    """Read the stems that ``data/build/stems.py`` wrote: lines of a stem and the words that have it."""
    lines = gzip.decompress(path.read_bytes()).decode().splitlines()
    families = (line.split(" ") for line in lines)
    return {word: stem for stem, *words in families for word in words}


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
def stemmer(language: str) -> Callable[[str], str]:
    """Return NLTK's Snowball stemmer of a supported language.

    English words that it would join with others of another meaning have stems of their own.
    """
    with _hidden("sklearn", "scipy.stats"):
        from nltk.stem.snowball import SnowballStemmer

    stem: Callable[[str], str] = SnowballStemmer(_SNOWBALL[language]).stem
    exceptions = _exceptions() if language == "en" else {}
    return lambda word: exceptions.get(word) or stem(word)


def _exceptions() -> dict[str, str]:
    """Return the stem of every word that has one of its own."""
    families = (family.partition(": ") for _, family in phrases("stem_exceptions"))
    return {word: stem for stem, _, words in families for word in words.split(", ")}


def warm_up() -> None:
    """Load the stemmers now, so that forked children share them instead of importing NLTK each."""
    for language in _SNOWBALL:
        stemmer(language)
