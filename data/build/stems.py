"""Stem the words of skills, occupations and demo postings once; write them for the product to ship.

Run as ``python -m data.build.stems`` after the taxonomy was built. What ships is what NLTK answers, so that most
texts are read without asking it.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterable

from data.build.corpus_statistics import read_texts
from services.features.occupations import load_occupations
from services.features.stems import SHIPPED, stemmer
from services.features.taxonomy import load_taxonomy
from services.features.terms import words_in

LANGUAGE = "en"


def vocabulary() -> set[str]:
    """Return every word of our own data, in lower case."""
    texts = [*load_taxonomy().forms.texts, *load_occupations().titles, *read_texts()]
    words = {word.lower() for text in texts for word in words_in(text)}
    return {word for word in words if word.isalpha()}


def families(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words by stem, both in the order of the alphabet."""
    stem = stemmer(LANGUAGE)
    found = defaultdict(list)
    for word in sorted(words):
        found[stem(word)].append(word)
    return dict(sorted(found.items()))


def write(found: dict[str, list[str]]) -> None:
    """Write a line per stem, byte for byte the same on every machine."""
    lines = "\n".join(" ".join((stem, *words)) for stem, words in found.items())
    SHIPPED.write_bytes(gzip.compress(lines.encode(), mtime=0))


if __name__ == "__main__":
    write(families(vocabulary()))
