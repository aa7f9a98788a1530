"""Document frequencies and baselines of a reference corpus: what is rare, and what is usual in a posting.

numpy is imported where numbers are asked for: processes that only name the version never load it.
"""

import gzip
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UNSEEN = 100
SHIPPED = Path(__file__).resolve().parents[2] / "data" / "corpus" / "corpus_statistics.json.gz"


@dataclass(frozen=True)
class CorpusStatistics:
    """Numbers learnt from a corpus of postings by ``data/build/corpus_statistics.py``.

    ``frequencies`` maps a stemmed term to the number of documents with it; terms in fewer than two are not
    kept. ``tone_mean`` and ``tone_spread`` are the mean and standard deviation of the raw tone balance.
    """

    version: str
    documents: int
    frequencies: Mapping[str, int] = field(repr=False)
    tone_mean: float = 0.0
    tone_spread: float = 1.0

    def idf(self, key: str) -> float:
        """Return scikit-learn's smoothed inverse document frequency, ``ln((1 + n) / (1 + df)) + 1``.

        A term the corpus never saw may be a rare skill, and as well a name or a slip of the pen: it weighs as
        much as one in every hundredth document.
        """
        return self.idfs.get(key, self.unseen_idf)

    @cached_property
    def idfs(self) -> Mapping[str, float]:
        """Return the inverse document frequency of every term the corpus knows."""
        return {key: _smoothed(self.documents, found) for key, found in self.frequencies.items()}

    @cached_property
    def numbered_idfs(self) -> "tuple[NDArray[np.int64], NDArray[np.float64]]":
        """Return the terms by :func:`services.features.terms.number_of`, in order, and the weight of each."""
        import numpy as np

        from services.features.terms import number_of

        numbers = np.array([number_of(key) for key in self.idfs] or [0])
        order = np.argsort(numbers)
        return numbers[order], np.array([*self.idfs.values()] or [0.0])[order]

    @cached_property
    def unseen_idf(self) -> float:
        """Return the inverse document frequency of a term the corpus never saw."""
        return _smoothed(self.documents, self.unseen)

    @property
    def unseen(self) -> int:
        """Return in how many documents a term is taken to be that the corpus never saw."""
        return self.documents // _UNSEEN


def _smoothed(documents: int, frequency: int) -> float:
    return math.log((1 + documents) / (1 + frequency)) + 1.0


@cache
def load_corpus_statistics(path: Path = SHIPPED) -> CorpusStatistics:
    """Read the shipped statistics; FileNotFoundError when they were never built."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        record = json.load(lines)
    return CorpusStatistics(
        version=record["version"],
        documents=record["documents"],
        frequencies=record["frequencies"],
        tone_mean=record["tone"]["mean"],
        tone_spread=record["tone"]["spread"],
    )
