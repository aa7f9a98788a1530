"""Tell which of the supported languages a text is written in, from its function words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import chain

from services.features.wordlists import words

SUPPORTED = ("en", "de", "fr", "es", "it", "nl", "pt", "ro")
_SAMPLE = 400


def guess_language(words: Sequence[str]) -> str:
    """Return the language whose stop words a text uses most among its first; ``en`` when it uses none."""
    sample = set(map(str.lower, words[:_SAMPLE]))
    languages = _languages()
    used = Counter(chain.from_iterable([languages[word] for word in sample & languages.keys()]))
    return max(SUPPORTED, key=used.__getitem__)


def supported(code: str | None, words: Sequence[str]) -> str:
    """Return ``code`` when it (or its first two letters) is supported, else guess from a text's words."""
    short = (code or "")[:2].lower()
    return short if short in SUPPORTED else guess_language(words)


@cache
def stop_words(code: str) -> frozenset[str]:
    """Return the words that never count as keywords in a language."""
    return words(f"stopwords.{code}")


@cache
def _languages() -> dict[str, list[str]]:
    """Return the languages that have each stop word."""
    languages = defaultdict(list)
    for code in SUPPORTED:
        for word in stop_words(code):
            languages[word].append(code)
    return dict(languages)
