"""Tell which of the supported languages a text is written in, from its function words."""

import re
from functools import cache

from services.features.wordlists import words

SUPPORTED = ("en", "de", "fr", "es", "it", "nl", "pt", "ro")
_SAMPLE = 2000
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """Return the language whose stop words the text uses most at its start; ``en`` when it uses none."""
    sample = set(_WORD.findall(text[:_SAMPLE].lower()))
    return max(SUPPORTED, key=lambda code: len(sample & stop_words(code)))


def supported(code: str | None, text: str) -> str:
    """Return ``code`` when it (or its first two letters) is supported, else guess from the text."""
    short = (code or "")[:2].lower()
    return short if short in SUPPORTED else guess_language(text)


@cache
def stop_words(code: str) -> frozenset[str]:
    """Return the words that never count as keywords in a language."""
    return words(f"stopwords.{code}")
