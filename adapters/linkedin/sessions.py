"""A signed-in session: cookies that only go to one host, the CSRF header that must agree with them."""

import threading
from typing import Any
from urllib.parse import urlsplit

from linkedin_api.client import Client
from requests.cookies import RequestsCookieJar

from adapters.linkedin.accounts import LinkedInSettings
from adapters.linkedin.answers import check, is_stale_csrf, points_to_itself
from adapters.linkedin.cookies import Cookies, CookieStore, KeptCookies
from adapters.linkedin.cutoff import open_http
from adapters.linkedin.signin import sign_in
from adapters.linkedin.transport import Answer, exchange

TRIES = 3
"""Sends of one request: LinkedIn may hand out a routing cookie and point back to the same address."""


class Session:
    """Send GET requests as one account; safe to share between threads, aware of other processes."""

    def __init__(self, settings: LinkedInSettings, cookies: Cookies, kept: KeptCookies) -> None:
        self._settings, self._kept = settings, kept
        self._cookies = dict(cookies)
        self._lock = threading.Lock()
        self._http = open_http()
        self._http.headers.update(Client.REQUEST_HEADERS)
        self._http.cookies = _Forgetful()

    def get(self, path: str, **options: Any) -> Answer:
        """Return the checked answer of ``path`` under the Voyager API; raises ``SourceError`` kinds."""
        headers = options.pop("headers", {})
        for _ in range(TRIES):
            cookies = self._snapshot()
            answer = self._send(path, cookies, headers=headers, **options)
            if not points_to_itself(answer) and not self._was_renewed(answer, cookies):
                break
        check(answer)
        return answer

    def _send(self, path: str, cookies: Cookies, headers: dict[str, str], **options: Any) -> Answer:
        answer = exchange(
            self._http,
            "GET",
            f"{self._settings.base_url}/voyager/api{path}",
            deadlines=self._settings.deadlines,
            headers={**headers, "csrf-token": _csrf(cookies)},
            cookies=self._jar(cookies),
            **options,
        )
        self._adopt(answer.cookies)
        return answer

    def _was_renewed(self, answer: Answer, sent: Cookies) -> bool:
        """Tell whether refused cookies were replaced meanwhile, by this answer, a thread or a process."""
        if not is_stale_csrf(answer) and answer.status_code != 401:
            return False
        if _secrets(self._snapshot()) == _secrets(sent):
            with self._lock:
                self._cookies.update(self._kept.load() or {})
        return _secrets(self._snapshot()) != _secrets(sent)

    def _snapshot(self) -> dict[str, str]:
        with self._lock:
            return dict(self._cookies)

    def _adopt(self, answered: RequestsCookieJar) -> None:
        fresh = {cookie.name: cookie.value or "" for cookie in answered}
        with self._lock:
            before = dict(self._cookies)
            self._cookies.update(fresh)
            after = dict(self._cookies)
        if after != before:
            self._kept.save(after)

    def _jar(self, cookies: Cookies) -> RequestsCookieJar:
        """Bind every cookie to the host; http.cookiejar knows dotless hosts as ``host.local``."""
        host = urlsplit(self._settings.base_url).hostname or ""
        jar = RequestsCookieJar()
        for name, value in cookies.items():
            jar.set(name, value, domain=host if "." in host else f"{host}.local", path="/")
        return jar


class Sessions:
    """Open the account's session when it is first needed, and again after it was dropped."""

    def __init__(self, settings: LinkedInSettings, store: CookieStore) -> None:
        self._settings, self._kept = settings, KeptCookies(store, settings.account.key)
        self._lock = threading.Lock()
        self._session: Session | None = None

    def current(self) -> Session:
        """Return the open session; signs in (two requests) where only a password is known."""
        with self._lock:
            if self._session is None:
                self._session = Session(self._settings, self._known() or self._sign_in(), self._kept)
            return self._session

    def drop(self, session: Session) -> None:
        """Forget a session that LinkedIn no longer accepts, unless another took its place already."""
        with self._lock:
            if self._session is session:
                self._session = None
                self._kept.forget()

    def _known(self) -> Cookies | None:
        """Return kept cookies first: LinkedIn may have replaced some since a browser's were copied."""
        account = self._settings.account
        return self._kept.load() or (account.cookies if account.has_cookies else None)

    def _sign_in(self) -> Cookies:
        cookies = sign_in(self._settings)
        self._kept.save(cookies)
        return cookies


class _Forgetful(RequestsCookieJar):
    """Keep no cookie: ours are sent explicitly, so that threads never see a jar half changed."""

    def set_cookie(self, cookie: Any, *_: Any, **__: Any) -> None:
        """Drop the cookie."""


def _secrets(cookies: Cookies) -> tuple[str | None, str | None]:
    return cookies.get("li_at"), cookies.get("JSESSIONID")


def _csrf(cookies: Cookies) -> str:
    return cookies.get("JSESSIONID", "").strip('"')
