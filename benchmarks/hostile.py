"""Read files that break parsers, each in its own child: the outcome must be typed, soon and small."""

import io
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from adapters.sandbox import Sandbox
from services.resumes.sniff import sniff

_SKIPPED = frozenset({".csv", ".py", ".gz", ".md"})


def score_hostile(folder: Path | None, today: date) -> dict[str, Any]:
    """Return how every file in ``folder`` and every bomb built here ended, in seconds and MiB."""
    outcomes: Counter[str] = Counter()
    slowest, largest, files = ("", 0.0), ("", 0.0), 0
    sandbox = Sandbox()
    sandbox.start()
    for name, data in (*_stored(folder), *bombs()):
        files += 1
        begin = time.perf_counter()
        outcome, size = _outcome(sandbox, name, data, today)
        seconds = time.perf_counter() - begin
        outcomes[outcome] += 1
        slowest = max(slowest, (name, seconds), key=lambda item: item[1])
        largest = max(largest, (name, size), key=lambda item: item[1])
    sandbox.close()
    return {
        "files": files,
        "outcomes": dict(outcomes.most_common()),
        "server_deaths": sandbox.restarts,
        "slowest_seconds": {slowest[0]: round(slowest[1], 2)},
        "largest_child_mib": {largest[0]: round(largest[1])},
    }


def _stored(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()) if folder and folder.is_dir() else ():
        if path.is_file() and path.suffix not in _SKIPPED:
            yield path.name, path.read_bytes()


def _outcome(sandbox: Sandbox, name: str, data: bytes, today: date) -> tuple[str, float]:
    media_type = sniff(data, name)
    if media_type is None:
        return "not_a_resume", 0.0
    answer = sandbox.ask(data, media_type, today=today)
    return answer.get("failure", "read"), answer.get("usage", {}).get("bytes", 0) / 2**20


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yield files built to exhaust a parser: deflated twice, forms in forms, XML bombs, endless trees."""
    blanks = zlib.compressobj(9)
    gibibyte = b"".join(blanks.compress(b" " * 2**20) for _ in range(1024)) + blanks.flush()
    yield (
        "flate_double_1gib.pdf",
        _pdf(_page(), _stream(zlib.compress(gibibyte, 9), b"[/FlateDecode/FlateDecode]")),
    )
    yield "flate_1gib.pdf", _pdf(_page(), _stream(gibibyte))
    yield (
        "forms_nested.pdf",
        _pdf(_page(b"<</XObject<</X 5 0 R>>>>"), _stream(zlib.compress(b"/X Do ")), *_forms(9)),
    )
    yield (
        "text_3m_operators.pdf",
        _pdf(_page(), _stream(zlib.compress(b"BT /F 8 Tf " + b"(A) Tj 1 0 Td " * 3_000_000))),
    )
    yield "page_tree_loop.pdf", _pdf(b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>")
    yield "laughs.docx", _docx(b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>', b"&b;")
    yield "outside.docx", _docx(b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>', b"&x;")
    yield "xml_512mib.docx", _docx(b"", b"A" * 1000 + b"</w:t></w:r></w:p><w:p><w:r><w:t>", repeat=500_000)
    yield "deep.docx", _docx(b"", b"<w:sdt>" * 100_000)


def _stream(data: bytes, filters: bytes = b"/FlateDecode", extra: bytes = b"") -> bytes:
    return b"<</Length %d/Filter %s%s>>stream\n%s\nendstream" % (len(data), filters, extra, data)


def _page(resources: bytes = b"<</Font<</F <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>") -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources%s>>" % resources


def _forms(depth: int) -> list[bytes]:
    kind = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
    inner = [
        _stream(
            zlib.compress(b"/X Do " * 10), extra=kind + b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + level)
        )
        for level in range(depth)
    ]
    return [*inner, _stream(zlib.compress(b"BT (A) Tj ET"), extra=kind)]


def _pdf(*objects: bytes) -> bytes:
    """Return a PDF of a catalog, a page tree with one kid, and ``objects`` numbered from 3."""
    body, places = bytearray(b"%PDF-1.7\n"), []
    head = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    for number, value in enumerate((*head, *objects), 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return bytes(body) + end % (size, table, size, len(body))


def _docx(declaration: bytes, text: bytes, repeat: int = 1) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as part,
    ):
        part.write(
            b'<?xml version="1.0"?>%s<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>' % (declaration, space)
        )
        for _ in range(max(repeat // 1000, 1)):
            part.write(text * min(repeat, 1000))
        part.write(b"</w:t></w:r></w:p></w:body></w:document>")
    return buffer.getvalue()
