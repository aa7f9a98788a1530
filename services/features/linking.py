"""Link a sentence to ESCO concepts that it implies without naming them: ranked suggestions, for a person.

Two scores add up: how alike the sentence is to each concept's name, and how alike it is to the mean of
training sentences of the concept (Rocchio's centroids; for the concepts that SkillSkape's training part
has). Both are cosines of hashed character 3- to 5-gram vectors. ``data/build/link_model.py`` learns them.
"""

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

DATA = Path(__file__).resolve().parents[2] / "data"
LABELS, SHIPPED = DATA / "taxonomy" / "esco_labels.tsv.gz", DATA / "models" / "esco_links.npz"

SLOTS = 1 << 18


@dataclass(frozen=True)
class Link:
    """A concept that a sentence may mean; ``score`` orders suggestions and has no scale of its own."""

    id: str
    label: str
    score: float


class EscoLinker:
    """Score sentences against all ESCO concepts."""

    def __init__(self, ids: Sequence[str], labels: Sequence[str], model: "LinkModel") -> None:
        self._ids, self._labels = ids, labels
        self._model = model
        self._names = model.vectors(labels)

    def names_only(self) -> "EscoLinker":
        """Return a linker that knows no sentences, only the concepts' names."""
        bare = replace(self._model, concepts=self._model.concepts[:0], centroids=self._model.centroids[:0])
        return EscoLinker(self._ids, self._labels, bare)

    def link(self, sentences: Sequence[str], limit: int = 5) -> list[list[Link]]:
        """Return the best concepts of every sentence, best first, ties in ESCO's order."""
        vectors = self._model.vectors(sentences)
        scores = self._model.name_weight * (vectors @ self._names.T).toarray()
        scores[:, self._model.concepts] += (vectors @ self._model.centroids.T).toarray()
        best = np.argsort(-scores, axis=1, kind="stable")[:, :limit]
        return [
            [Link(self._ids[at], self._labels[at], round(float(row[at]), 4)) for at in order.tolist()]
            for row, order in zip(scores, best, strict=True)
        ]


@dataclass(frozen=True)
class LinkModel:
    """Inverse document frequencies by slot, and centroids of the concepts at ``concepts``."""

    idf: NDArray[np.float32]
    concepts: NDArray[np.int64]
    centroids: sp.csr_matrix
    name_weight: float

    def vectors(self, texts: Iterable[str]) -> sp.csr_matrix:
        """Return a row of length 1 for every text (sublinear counts times IDF)."""
        counts = _grams().transform(texts)
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        return normalize(counts)


@cache
def load_linker(labels: Path = LABELS, model: Path = SHIPPED) -> EscoLinker:
    """Load the shipped linker (about a second, once)."""
    ids, names = (line.split("\t") for line in gzip.decompress(labels.read_bytes()).decode().split("\n"))
    with np.load(model) as file:
        parts = (file["weights"].astype(np.float32), file["slots"], file["edges"])
        concepts = file["concepts"].astype(np.int64)
        centroids = sp.csr_matrix(parts, shape=(len(concepts), SLOTS))
        idf, weight = file["idf"].astype(np.float32), float(file["name_weight"])
    return EscoLinker(ids, names, LinkModel(idf, concepts, centroids, weight))


@cache
def _grams() -> HashingVectorizer:
    return HashingVectorizer(
        n_features=SLOTS, analyzer="char_wb", ngram_range=(3, 5), alternate_sign=False, norm=None
    )
