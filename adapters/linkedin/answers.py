"""Tell what an answer means before anybody reads it: every fault becomes one typed error."""

from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from adapters.linkedin.transport import Answer
from domain.sources import (
    AuthExpired,
    BadQuery,
    Blocked,
    ChallengeRequired,
    PostingGone,
    RateLimited,
    SchemaDrift,
    SourceError,
    Transient,
)

SIGN_IN_PAGES = ("/authwall", "/login", "/signup", "/uas/")
CHALLENGE_PAGES = ("/checkpoint", "challenge")

_BY_STATUS: dict[int, tuple[type[SourceError], str]] = {
    400: (BadQuery, "LinkedIn calls the request malformed"),
    401: (AuthExpired, "LinkedIn no longer accepts this session"),
    403: (AuthExpired, "LinkedIn refuses this session"),
    404: (PostingGone, "LinkedIn has no such posting"),
    410: (SchemaDrift, "LinkedIn retired this form of answer"),
    429: (RateLimited, "LinkedIn asks us to slow down"),
    999: (Blocked, "LinkedIn denies requests from here (999)"),
}


def check(answer: Answer) -> None:
    """Return quietly for a JSON object with a good status; raise the fitting ``SourceError`` otherwise."""
    if is_redirect(answer):
        raise redirect_error(answer)
    document = answer.document()
    status = _inner_status(document) or answer.status_code
    if status != 200:
        raise status_error(status, answer)
    if not isinstance(document, dict):
        raise SchemaDrift("LinkedIn answered 200 with something that is not a JSON object", status=200)


def status_error(status: int, answer: Answer) -> SourceError:
    """Return the error that a status stands for."""
    if is_stale_csrf(answer):
        return AuthExpired("LinkedIn refused the request's CSRF token", status=status)
    kind, sentence = _BY_STATUS.get(status, (SchemaDrift, f"LinkedIn answered with status {status}"))
    if 500 <= status < 600:
        kind, sentence = Transient, f"LinkedIn answered with status {status}"
    return kind(sentence, status=status, retry_after=retry_after(answer))


def is_stale_csrf(answer: Answer) -> bool:
    """Tell whether the session cookie and the CSRF header did not agree."""
    return answer.status_code == 403 and b"CSRF" in answer.body[:200]


def is_redirect(answer: Answer) -> bool:
    """Tell whether the answer points elsewhere."""
    return answer.status_code in (301, 302, 303, 307, 308)


def points_to_itself(answer: Answer) -> bool:
    """Tell whether a redirect names the very address asked: LinkedIn hands out routing cookies that way."""
    target = urljoin(answer.url, answer.headers.get("location", ""))
    return is_redirect(answer) and urldefrag(target).url == urldefrag(answer.url).url


def redirect_error(answer: Answer) -> SourceError:
    """Return what being sent elsewhere means; only the path is named, the rest may carry secrets."""
    path = urlsplit(answer.headers.get("location", "")).path
    if any(page in path for page in CHALLENGE_PAGES):
        return ChallengeRequired(f"LinkedIn sent us to {path}", status=answer.status_code)
    if any(page in path for page in SIGN_IN_PAGES):
        return AuthExpired(f"LinkedIn sent us to {path}", status=answer.status_code)
    return AuthExpired(
        "LinkedIn redirects instead of answering: the session is gone", status=answer.status_code
    )


def retry_after(answer: Answer) -> float | None:
    """Return the seconds of ``Retry-After``; a date is measured against the answer's own ``Date``."""
    value = answer.headers.get("retry-after", "")
    if value.isdigit():
        return float(value)
    try:
        pause = parsedate_to_datetime(value) - parsedate_to_datetime(answer.headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return max(0.0, pause.total_seconds())


def _inner_status(document: object) -> int | None:
    """Return a failing status hidden in the envelope of a 200: ``{"data": {"status": 404}}``."""
    if not isinstance(document, dict):
        return None
    data = document.get("data")
    status = (data if isinstance(data, dict) else document).get("status")
    return status if isinstance(status, int) and status >= 400 else None
