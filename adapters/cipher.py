"""Encrypt stored secrets with keys derived from ``SECRET_KEY`` (Fernet: AES-128-CBC with HMAC)."""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SecretCipher:
    """Encrypt with the newest key, decrypt with any: rotate by prepending a key."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._fernet = make_fernet(keys)

    def encrypt(self, secret: str) -> bytes:
        """Return ciphertext bound to the current keys."""
        return self._fernet.encrypt(secret.encode())

    def decrypt(self, ciphertext: bytes) -> str:
        """Return the secret; ValueError if none of the keys wrote it."""
        try:
            return self._fernet.decrypt(ciphertext).decode()
        except InvalidToken:
            raise ValueError("no current SECRET_KEY opens this secret") from None


def make_fernet(keys: Sequence[str]) -> MultiFernet:
    """Return the sealer for these secret keys, newest first."""
    return MultiFernet([Fernet(_derive(key)) for key in keys])


def _derive(key: str) -> bytes:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"rolefit stored secrets")
    return base64.urlsafe_b64encode(hkdf.derive(key.encode()))
