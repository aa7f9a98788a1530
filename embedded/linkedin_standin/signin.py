"""The stand-in's sign-in pages; the user name decides what happens."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from flask import Flask, Response, current_app, request

from embedded.linkedin_standin.state import JSESSIONID, LI_AT, PASSWORD, State

CHALLENGE_URL = "https://www.linkedin.com/checkpoint/challengeIframe/x"

_HOME = """<html><head>
<meta name="applicationInstance" content="{&quot;version&quot;:&quot;1.13&quot;}">
<meta name="clientPageInstanceId" content="stand-in">
</head></html>"""


def register(app: Flask) -> None:
    """Add the home page, the sign-in and the pages a dead session is sent to."""
    app.add_url_rule("/", view_func=home)
    app.add_url_rule("/uas/authenticate", "first_cookies", first_cookies, methods=["GET"])
    app.add_url_rule("/uas/authenticate", "authenticate", authenticate, methods=["POST"])
    for page in ("/authwall", "/uas/login", "/checkpoint/<path:rest>"):
        app.add_url_rule(page, f"sign in {page}", sign_in_page)


def home() -> Response:
    """Show the page from which linkedin-api reads its metadata."""
    return Response(_HOME, mimetype="text/html")


def sign_in_page(rest: str = "") -> Response:
    """Show what a browser without a session sees, whatever the ``rest`` of the address."""
    return Response(
        f"<html><title>Sign in</title>{'Security check' if rest else ''}</html>", mimetype="text/html"
    )


def first_cookies() -> Response:
    """Give an anonymous JSESSIONID."""
    return Response('{"status":"success"}', headers=[_cookie("JSESSIONID", f'"{_session()}"')])


def authenticate() -> Response:
    """Sign in: ``challenge…`` meets a challenge, ``nojs…`` gets no session, the password is "secret"."""
    user, password = request.form.get("session_key", ""), request.form.get("session_password", "")
    if user.startswith("challenge"):
        return _result(f'{{"login_result":"CHALLENGE","challenge_url":"{CHALLENGE_URL}"}}')
    if password != PASSWORD:
        return _result('{"login_result":"BAD_PASSWORD"}', 401)
    if user.startswith("unknown"):
        return _result('{"something":"new"}')
    session = [] if user.startswith("nojs") else [_cookie("JSESSIONID", f'"{_session()}"')]
    return _result('{"login_result":"PASS","challenge_url":""}', headers=[*session, _cookie("li_at", LI_AT)])


def _session() -> str:
    state: State = current_app.extensions["standin"]
    return state.jsessionid or JSESSIONID


def _result(body: str, status: int = 200, headers: list[tuple[str, str]] | None = None) -> Response:
    return Response(body, status, headers, mimetype="application/json")


def _cookie(name: str, value: str) -> tuple[str, str]:
    expires = format_datetime(datetime.now(UTC) + timedelta(days=90), usegmt=True)
    return "Set-Cookie", f"{name}={value}; Path=/; Expires={expires}"
