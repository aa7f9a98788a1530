"""Uploads are judged by content, bounded before they are held, and never believed in their names."""

import io
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Caller, LiveServer

pytestmark = pytest.mark.services

MIB = 1024 * 1024
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + bytes(200)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)
ZIP = b"PK\x03\x04" + bytes(100)
SAMPLE = Path(__file__).parent.parent.parent / "data" / "samples" / "software_engineer.pdf"


def upload(caller: Caller, content: bytes, name: str = "cv.pdf", **form: Any) -> Any:
    return caller.post("/api/resumes/upload", data={"file": (io.BytesIO(content), name), **form})


def docx(**members: bytes) -> bytes:
    """Return a zip with these members, compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return packed.getvalue()


@pytest.mark.parametrize("content", [EXE, PNG, ZIP, docx(readme=b"no document"), b"\x1f\x8b\x08" + bytes(50)])
def test_the_content_decides_not_the_name(caller: Caller, content: bytes) -> None:
    answer = upload(caller, content, "cv.pdf")
    assert answer.status_code == 415
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "unsupported_media_type"


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"Ann Example\nNurse", "cv.pdf", "text/plain"),
        (SAMPLE.read_bytes(), "cv.exe", "application/pdf"),
        (b"<!doctype html><html><body>Ann</body></html>", "cv.pdf", "text/html"),
        (b"{\\rtf1 Ann}", "cv", "application/rtf"),
    ],
)
def test_a_readable_file_may_have_any_name(
    caller: Caller, content: bytes, name: str, media_type: str
) -> None:
    answer = upload(caller, content, name)
    assert answer.status_code == 202
    assert answer.json["resume"]["media_type"] == media_type


def test_an_empty_file_is_refused(caller: Caller) -> None:
    answer = upload(caller, b"")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["file"])


def test_the_file_part_is_needed(caller: Caller) -> None:
    for data in ({}, {"label": "mine"}, {"file": "not a file part"}):
        answer = caller.post("/api/resumes/upload", data=data, content_type="multipart/form-data")
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["file"]), data
    assert caller.post("/api/resumes/upload", json={"file": "x"}).status_code in (415, 422)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"label": "x" * 201}, "label"),
        ({"label": "nul\0"}, "label"),
        ({"account_id": "2"}, "account_id"),
        ({"status": "ready"}, "status"),
    ],
)
def test_the_other_parts_are_checked(caller: Caller, form: dict[str, str], field: str) -> None:
    answer = upload(caller, b"Ann Example", **form)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:/Users/ann/cv.pdf", "cv.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("..", ".."),
        ("a" * 5000 + ".pdf", "a" * 200),
        ("Lebenslauf Müller – ü.pdf", "Lebenslauf Müller – ü.pdf"),
        ("semi;colon, comma.pdf", "semi;colon, comma.pdf"),
    ],
)
def test_a_filename_is_only_ever_shown(caller: Caller, name: str, shown: str) -> None:
    resume = upload(caller, b"Ann Example", name).json["resume"]
    assert resume["filename"] == shown
    disposition = caller.get(f"/api/resumes/{resume['id']}/file").headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert not set(disposition) & {"\r", "\n"}


def test_what_is_too_large_is_refused(caller: Caller) -> None:
    assert upload(caller, b"a" * MIB).status_code == 202
    answer = upload(caller, b"a" * (MIB + 70_000))
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_a_few_bytes_over_the_limit_are_too_many(caller: Caller) -> None:
    """The room for multipart headers is not room for a larger file."""
    assert upload(caller, b"a" * (MIB + 1)).status_code == 413


def test_a_bomb_is_only_looked_at_from_outside(caller: Caller) -> None:
    """The web reads a zip's names; whoever unpacks it is the sandbox, which has limits."""
    bomb = docx(word__document_xml=bytes(200 * MIB))
    assert len(bomb) < MIB
    assert upload(caller, bomb, "cv.docx").status_code == 202


def test_an_endless_upload_without_a_length_is_cut_off_with_flat_memory(
    live_server: LiveServer, caller: Caller
) -> None:
    before = live_server.resident_bytes()
    statuses = [_stream(live_server, caller, 64 * MIB) for _ in range(2)]
    assert statuses == [413, 413]
    assert live_server.resident_bytes() - before < 24 * MIB


def _stream(server: LiveServer, caller: Caller, size: int) -> int:
    """Send up to ``size`` bytes in chunks, until the server has had enough, and return its status."""
    start = (
        b"POST /api/resumes/upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        b"Authorization: Bearer " + caller.key.encode() + b"\r\n"
        b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
    )
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="cv.txt"\r\n\r\n'
    with closing(server.connect()) as connection:
        connection.connect()
        connection.sock.sendall(start + _chunk(head))
        piece = _chunk(b"a" * 65536)
        try:
            for _ in range(size // 65536):
                connection.sock.sendall(piece)
            connection.sock.sendall(_chunk(b"\r\n--b--\r\n") + b"0\r\n\r\n")
        except OSError:
            pass  # it hung up on us, after it had answered
        return int(connection.sock.recv(64).split()[1])


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"
