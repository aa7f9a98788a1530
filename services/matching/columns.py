"""Give every skill and term a column that all processes and all times agree on."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=1 << 17)
def column(name: str) -> int:
    """Return the signed 64-bit column of a skill id or a keyword's key.

    A hash needs no shared vocabulary: a posting can be turned into a vector by any worker and
    appended anywhere. Among a million names two collide with a probability of about 3 in 10 million.
    """
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def columns(names: Iterable[str]) -> NDArray[np.int64]:
    """Return the columns of ``names``, in their order."""
    return np.fromiter(map(column, names), dtype=np.int64)
