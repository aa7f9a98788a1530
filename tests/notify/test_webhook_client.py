"""The client reaches what it should, within bounds, and never what it should not."""

import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from adapters import webhook_http
from adapters.webhook_http import WebhookClient
from services.notify.ports import AddressRefused, Reply, Undeliverable
from tests.notify.conftest import Receiver, status

GETADDRINFO = socket.getaddrinfo

# Loopback, the machine's own network and the metadata services, in every spelling a URL parser may take.
ADDRESSES = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "0.0.0.0",
    "0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "168.63.129.16",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[100::1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "metadata.google.internal",
    "printer.local",
    "router.home.arpa",
    "\u2460\u2461\u2466.0.0.1",  # circled digits that IDNA reads as 127
]


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Note every attempt to connect, and make none."""
    dialled: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        dialled.append(address)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return dialled


@pytest.mark.parametrize("host", ADDRESSES)
@pytest.mark.parametrize("port", ["", ":8443"])
def test_no_private_address_is_dialled_however_it_is_written(
    no_network: list[Any], host: str, port: str
) -> None:
    with pytest.raises(Undeliverable):
        WebhookClient().post(f"https://{host}{port}/", {}, b"{}")
    assert no_network == []


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::1"], ["169.254.169.254"]]
)
def test_a_name_that_resolves_inside_is_refused(
    monkeypatch: pytest.MonkeyPatch, no_network: list[Any], answers: list[str]
) -> None:
    """One private answer among public ones is enough."""
    monkeypatch.setattr(socket, "getaddrinfo", _resolving(lambda: answers))
    with pytest.raises(AddressRefused):
        WebhookClient().post("https://hooks.example.com/", {}, b"{}")
    assert no_network == []


def test_a_name_cannot_change_between_check_and_call(
    monkeypatch: pytest.MonkeyPatch, no_network: list[Any]
) -> None:
    """DNS rebinding: whatever is dialled is the address that was checked."""
    turns = iter([["93.184.215.14"]] + [["127.0.0.1"]] * 50)
    monkeypatch.setattr(socket, "getaddrinfo", _resolving(lambda: next(turns)))
    with pytest.raises(Undeliverable):
        WebhookClient().post("https://hooks.example.com/", {}, b"{}")
    assert {address[0] for address in no_network} == {"93.184.215.14"}


def _resolving(answers: Callable[[], list[str]]) -> Callable[..., list[Any]]:
    def getaddrinfo(host: Any, port: Any, *rest: Any, **options: Any) -> list[Any]:
        literal = host.replace(".", "").isdecimal() or ":" in host
        named = [host] if literal else answers()
        return [found for name in named for found in GETADDRINFO(name, port, type=socket.SOCK_STREAM)]

    return getaddrinfo


LIVE = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://127.1:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "https://127.0.0.1:{port}/",
    "https://localhost:{port}/",
    "https://localhost.:{port}/",
    "https://127.1:{port}/",
    "https://2130706433:{port}/",
    "https://0x7f000001:{port}/",
    "https://[::ffff:127.0.0.1]:{port}/",
    "https://[::ffff:7f00:1]:{port}/",
    "https://example.com@127.0.0.1:{port}/",
    "https://127.0.0.1:{port}#@example.com/",
    "https://127.0.0.1:{port}\\@example.com/",
    "//127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/",
    "file:///etc/hostname",
]


@pytest.mark.parametrize("url", LIVE)
def test_nothing_reaches_a_server_on_loopback(url: str) -> None:
    """A real socket listens; not even a connection arrives."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.05)
        port = canary.getsockname()[1]
        with pytest.raises(Undeliverable):
            WebhookClient().post(url.format(port=port), {}, b"{}")
        with pytest.raises(TimeoutError):
            canary.accept()


@pytest.mark.parametrize(
    "url",
    ["http://example.com/", "ftp://example.com/", "https://127.0.0.1/", "https://localhost/", "mailto:a@b"],
)
def test_what_the_text_gives_away_is_refused_at_once(url: str) -> None:
    with pytest.raises(AddressRefused):
        WebhookClient().check(url)


def test_a_public_address_passes_the_check() -> None:
    WebhookClient().check("https://hooks.example.com:8443/rolefit?x=1")


def test_private_addresses_can_be_allowed_for_development(receiver: Receiver) -> None:
    client = WebhookClient(allow_private=True)
    client.check(receiver.url)
    assert client.post(receiver.url, {"webhook-id": "evt_1"}, b"{}") == Reply(204)
    assert receiver.received[0].headers["webhook-id"] == "evt_1"


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_an_answer_and_never_followed(receiver: Receiver, code: int) -> None:
    receiver.scripts = [status(code, Location=receiver.url)]
    assert WebhookClient(allow_private=True).post(receiver.url, {}, b"{}").status == code
    assert len(receiver.received) == 1


@pytest.mark.parametrize(("value", "seconds"), [("17", 17.0), ("soon", None), ("-5", None), ("1e9", None)])
def test_retry_after_is_read_in_seconds(receiver: Receiver, value: str, seconds: float | None) -> None:
    receiver.scripts = [status(429, Retry_After=value)]
    assert WebhookClient(allow_private=True).post(receiver.url, {}, b"{}") == Reply(429, seconds)


def test_a_flood_is_cut_off(receiver: Receiver) -> None:
    """A gigabyte of answer is promised; a few kilobytes are read."""
    sent = 0

    def flood(request: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        request.send_response(200)
        request.send_header("Content-Length", str(1 << 30))
        request.end_headers()
        try:
            while sent < 1 << 30:
                sent += request.wfile.write(bytes(65536))
        except OSError:
            pass

    receiver.scripts = [flood]
    assert WebhookClient(allow_private=True).post(receiver.url, {}, b"{}").status == 200
    time.sleep(0.2)
    assert sent < 32 << 20


def test_a_drip_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        try:
            for _ in range(100):
                request.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    monkeypatch.setattr(webhook_http, "_TOTAL_SECONDS", 0.5)
    receiver.scripts = [drip]
    began = time.monotonic()
    assert WebhookClient(allow_private=True).post(receiver.url, {}, b"{}").status == 200
    assert time.monotonic() - began < 3


def test_silence_is_an_error(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_http, "_READ_SECONDS", 0.3)
    receiver.scripts = [lambda request: time.sleep(1.5)]
    began = time.monotonic()
    with pytest.raises(Undeliverable, match="Timeout"):
        WebhookClient(allow_private=True).post(receiver.url, {}, b"{}")
    assert time.monotonic() - began < 1.4


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(Undeliverable):
        WebhookClient(allow_private=True).post("http://127.0.0.1:1/", {}, b"{}")
