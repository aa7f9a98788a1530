"""Sign in with user name and password through the package's own ``authenticate``.

The package's methods talk to ``requests`` without a time-out and to a host fixed on the class. They run here
unchanged, as the same code objects with two of the names they look up, ``requests`` and ``Client``, bound to
ours: nothing global is patched, and two accounts may use two addresses.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FunctionType, SimpleNamespace
from typing import Any

from linkedin_api.client import ChallengeException, Client, UnauthorizedException
from requests.cookies import RequestsCookieJar

from adapters.linkedin.accounts import LinkedInSettings
from adapters.linkedin.answers import is_redirect, redirect_error, status_error
from adapters.linkedin.cutoff import open_http
from adapters.linkedin.transport import Answer, Deadlines, exchange
from domain.sources import AuthExpired, ChallengeRequired, SchemaDrift


def sign_in(settings: LinkedInSettings) -> dict[str, str]:
    """Return a fresh session's cookies. Costs two requests.

    Raises ``ChallengeRequired``, ``AuthExpired`` (wrong password, or an answer without a session),
    ``Blocked``, ``RateLimited``, ``Transient`` or ``SchemaDrift``.
    """
    account = settings.account
    try:
        client = _Client(settings)
        client.authenticate(account.username or "", account.password or "")
    except ChallengeException as error:
        raise _refusal(str(error)) from error
    except UnauthorizedException as error:
        raise AuthExpired("LinkedIn did not accept the user name and password", status=401) from error
    except KeyError as error:
        raise _missing(str(error.args[0])) from error
    except (ValueError, TypeError) as error:
        raise SchemaDrift("LinkedIn's sign-in answered in an unknown form") from error
    return {cookie.name: cookie.value or "" for cookie in client.cookies}


def _refusal(result: str) -> AuthExpired:
    if "CHALLENGE" in result:
        return ChallengeRequired("LinkedIn wants a person to confirm the sign-in in a browser")
    return AuthExpired(f"LinkedIn refused the sign-in: {result}")


def _missing(name: str) -> AuthExpired | SchemaDrift:
    if "JSESSIONID" in name:
        return AuthExpired("LinkedIn's sign-in gave no session (no JSESSIONID cookie)")
    return SchemaDrift(f"LinkedIn's sign-in answer lacks {name}")


class _Client(Client):  # type: ignore[misc] # the package has no types
    """The package's client with our way to the network and nothing written to disk."""

    def __init__(self, settings: LinkedInSettings) -> None:
        with _root_logger_untouched():
            super().__init__(refresh_cookies=True)
        self._cookie_repository = _NoFiles()
        self._door = _Door(settings.deadlines)
        self._addresses = SimpleNamespace(
            LINKEDIN_BASE_URL=settings.base_url, AUTH_REQUEST_HEADERS=Client.AUTH_REQUEST_HEADERS
        )

    def _request_session_cookies(self) -> RequestsCookieJar:
        jar: RequestsCookieJar = self._through_the_door(super()._request_session_cookies)
        return jar

    def _do_authentication_request(self, username: str, password: str) -> None:
        self._through_the_door(super()._do_authentication_request, username, password)

    def _fetch_metadata(self) -> None:
        """Skip the home page: the package reads it into ``metadata``, which no job call looks at."""

    def _through_the_door(self, method: Callable[..., Any], *arguments: str) -> Any:
        function = method.__func__  # type: ignore[attr-defined]
        names = {**function.__globals__, "requests": self._door, "Client": self._addresses}
        return FunctionType(function.__code__, names, function.__name__)(self, *arguments)


class _Door:
    """Stand where the package expects ``requests``: deadlines, no redirects, typed errors."""

    def __init__(self, deadlines: Deadlines) -> None:
        self._deadlines = deadlines
        self._http = open_http()

    def get(self, url: str, **options: Any) -> Answer:
        return self._send("GET", url, **options)

    def post(self, url: str, **options: Any) -> Answer:
        return self._send("POST", url, **options)

    def _send(self, method: str, url: str, **options: Any) -> Answer:
        answer = exchange(self._http, method, url, deadlines=self._deadlines, **options)
        if is_redirect(answer):
            raise redirect_error(answer)
        if answer.status_code not in (200, 401):
            raise status_error(answer.status_code, answer)
        return answer


class _NoFiles:
    """Stand where the package would pickle cookies to disk; they are read from the client instead."""

    def save(self, cookies: RequestsCookieJar, username: str) -> None:
        """Write nothing."""


@contextmanager
def _root_logger_untouched() -> Iterator[None]:
    """Keep the package's ``logging.basicConfig`` from taking over: it does nothing if a handler is there."""
    handler = logging.NullHandler()
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
