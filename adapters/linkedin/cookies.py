"""A session's cookies as plain names and values, and where they are kept. Never a pickle."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

Cookies = Mapping[str, str]


class CookieStore(Protocol):
    """Keep the cookies of signed-in accounts, so that a restart does not sign in again."""

    def load(self, account: str) -> Cookies | None:
        """Return the account's cookies, None if there are none."""
        ...

    def save(self, account: str, cookies: Cookies) -> None:
        """Keep the account's cookies."""
        ...

    def forget(self, account: str) -> None:
        """Drop the account's cookies: LinkedIn no longer accepts them."""
        ...


@dataclass(frozen=True)
class KeptCookies:
    """One account's place in a store."""

    store: CookieStore
    account: str

    def load(self) -> Cookies | None:
        """Return the cookies, None if there are none."""
        return self.store.load(self.account)

    def save(self, cookies: Cookies) -> None:
        """Keep these cookies."""
        self.store.save(self.account, cookies)

    def forget(self) -> None:
        """Drop the cookies."""
        self.store.forget(self.account)


class MemoryCookies:
    """Keep cookies for as long as the process lives."""

    def __init__(self) -> None:
        self._kept: dict[str, Cookies] = {}

    def load(self, account: str) -> Cookies | None:
        """Return the account's cookies, None if there are none."""
        return self._kept.get(account)

    def save(self, account: str, cookies: Cookies) -> None:
        """Keep the account's cookies."""
        self._kept[account] = dict(cookies)

    def forget(self, account: str) -> None:
        """Drop the account's cookies."""
        self._kept.pop(account, None)
