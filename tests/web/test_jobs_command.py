"""`rolefit jobs import` takes files of any length: in parts, with every problem named by its own line."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import api, jobs
from services.jobs.descriptions import clean_html, html_text, tidy_text
from tests.web.conftest import Caller

pytestmark = pytest.mark.services


@pytest.fixture
def parts(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Let the command call the application in this process, five postings at once; yield the sizes sent."""
    sent: list[int] = []

    class Client:
        def post(self, path: str, files: dict[str, tuple[str, bytes]]) -> dict[str, Any]:
            name, content = files["file"]
            sent.append(len(json.loads(content)))
            answer = caller.post(path, data={"file": (BytesIO(content), name)})
            assert answer.status_code == 200, answer.json
            return answer.json

    monkeypatch.setattr(api, "Client", Client)
    monkeypatch.setattr(jobs, "AT_ONCE", 5)
    return sent


def run(path: Path) -> Result:
    return CliRunner().invoke(jobs.command, ["import", str(path), "--json"])


def told(done: Result) -> dict[str, Any]:
    """Return what the command printed; the application of this process logs beside it."""
    return json.loads(done.stdout[done.stdout.index("{\n") :])


def test_a_long_file_is_sent_in_parts_and_problems_keep_their_lines(
    caller: Caller, parts: list[int], tmp_path: Path
) -> None:
    """One row is no JSON, one has no title, one repeats another of its part."""
    rows = [{"id": str(number), "title": f"Clerk {number}", "description": "Files."} for number in range(14)]
    lines = [json.dumps(row) for row in rows]
    lines[3], lines[9] = "{", json.dumps({"description": "Nobody knows."})
    lines.append(json.dumps(rows[13]))
    path = tmp_path / "jobs.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = run(path)
    report = told(done)
    assert (done.exit_code, parts) == (1, [5, 5, 4])
    assert [report[name] for name in ("created", "updated", "repeated", "rejected")] == [12, 0, 1, 2]
    assert [problem["line"] for problem in report["problems"]] == [4, 10]
    assert caller.get("/api/jobs", source="own", duplicates="true").json["total"] == 12


def test_a_long_table_is_sent_in_parts(caller: Caller, parts: list[int], tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("title,description\n" + "".join(f"Clerk {n},Files {n}.\n" for n in range(7)), "utf-8")
    done = run(path)
    assert (done.exit_code, told(done)["created"], parts) == (0, 7, [5, 2])
    again = told(run(path))
    assert (again["created"], again["updated"]) == (0, 7)


def test_a_file_without_postings_is_refused(parts: list[int], tmp_path: Path) -> None:
    path = tmp_path / "jobs.json"
    path.write_text("[]", encoding="utf-8")
    done = run(path)
    assert (done.exit_code, parts) == (1, [])
    assert "holds no postings" in done.output


def test_line_breaks_where_an_upload_is_read_in_pieces_do_no_harm(caller: Caller) -> None:
    """Uploads are read 64 KiB at a time; what stands over from one piece must not make the next too large."""
    content = b"[" + b"\n" * 300_000 + json.dumps({"title": "Clerk", "description": "Files."}).encode() + b"]"
    answer = caller.post("/api/jobs/import", data={"file": (BytesIO(content), "jobs.json")})
    assert (answer.status_code, answer.json.get("created")) == (200, 1)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a  b\tc\nd\n\ne\n\n\n\nf",
        "x \n\n y",
        "1 < 2 & 3 > 2",
        "* one\n* two\n\nend",
        "a\xa0\xa0b",
        "a\r\nb",
    ],
)
def test_plain_text_reads_the_same_with_and_without_a_detour_over_html(text: str) -> None:
    html = "".join(f"<p>{_escaped(part)}</p>" for part in text.split("\n\n"))
    assert tidy_text(text) == html_text(clean_html(html))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
