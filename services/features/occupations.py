"""Normalise a job title to an occupation: "Sr. DevOps Engineer (m/f/d)" is a kind of DevOps engineer.

Similarity is the cosine of character 3- to 5-gram vectors (TF-IDF), as titles are short and spelled freely.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "taxonomy" / "occupations.tsv.gz"

_NOISE = re.compile(
    r"\((?:[mwfdx]\s*[/|,]\s*)+[mwfdx]\)|\b(?:senior|sr|junior|jr|lead|principal|staff|intern|trainee|remote"
    r"|hybrid|full[- ]time|part[- ]time|i{1,3}|iv)\b\.?",
    re.IGNORECASE,
)
_ALIKE = 0.45


@dataclass(frozen=True)
class Occupation:
    """An occupation: ``esco:<uuid>`` where ESCO's slice has it, else ``rf:<slug>``."""

    id: str
    name: str


@dataclass(frozen=True)
class TitleMatch:
    """An occupation and how alike the title is, in [0, 1]."""

    occupation: Occupation
    similarity: float


class Occupations:
    """All occupations with the titles people use for them."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self._occupations = [Occupation(identity, name) for identity, name, _ in rows]
        self._titles = [title for *_, title in rows]

    def match(self, title: str, limit: int = 5) -> list[TitleMatch]:
        """Return the most alike occupations, best first, each once; none below a similarity of 0.45."""
        vectorizer, titles = self._vectors
        alike = (titles @ vectorizer.transform([plain_title(title)]).T).toarray().ravel()
        best: dict[Occupation, float] = {}
        for index in np.argsort(-alike, kind="stable")[: 8 * limit].tolist():
            if alike[index] >= _ALIKE:
                best.setdefault(self._occupations[index], round(min(float(alike[index]), 1.0), 4))
        return [TitleMatch(occupation, similarity) for occupation, similarity in best.items()][:limit]

    @cached_property
    def _vectors(self) -> tuple[TfidfVectorizer, sp.csr_matrix]:
        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        return vectorizer, vectorizer.fit_transform(map(plain_title, self._titles))


def plain_title(title: str) -> str:
    """Return a title without grade, hours and gender marks, in lower case."""
    bare = " ".join(_NOISE.sub(" ", title).lower().split())
    return bare or title.lower()


@cache
def load_occupations(path: Path = SHIPPED) -> Occupations:
    """Read the shipped titles; FileNotFoundError when they were never built."""
    lines = gzip.decompress(path.read_bytes()).decode().split("\n")
    return Occupations([(fields[0], fields[1], fields[2]) for fields in (line.split("\t") for line in lines)])
