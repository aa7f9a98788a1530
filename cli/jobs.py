"""`rolefit jobs`: postings of one's own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from services.jobs.uploads.rows import Row

AT_ONCE = 2_000
"""Postings that are sent together: the API takes 5,000, and some seconds for as many."""

MOST_BYTES = 8 * 1024 * 1024
"""Sent together, within the usual limit of an upload."""

_COUNTS = ("created", "updated", "repeated", "rejected")


@click.group()
def command() -> None:
    """Bring postings of your own."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the API's own JSON.")
def import_file(file: Path, *, as_json: bool) -> None:
    """Store the postings of FILE: JSON, JSON lines, JSON-LD (schema.org JobPosting) or CSV.

    However many there are: they are sent in parts. Rows that cannot be read are printed with their line; the
    exit status is then 1.
    """
    report = send(file.read_bytes())
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        click.echo(", ".join(f"{report[name]} {name}" for name in _COUNTS))
        for problem in report["problems"]:
            click.echo(f"{file}:{problem['line']}: {problem['detail']}", err=True)
    if report["rejected"]:
        raise SystemExit(1)


def send(content: bytes) -> dict[str, Any]:
    """Import a file's postings part by part; return what became of all of them, problems by their lines."""
    from cli.api import Client
    from services.jobs.uploads.rows import Row, RowProblem, each_row

    client, parts = Client(), dict.fromkeys(_COUNTS, 0)
    problems: list[dict[str, Any]] = []

    def readable() -> Iterator[Row]:
        for row in each_row(content):
            if isinstance(row, RowProblem):
                problems.append({"line": row.line, "detail": row.detail})
            else:
                yield row

    for part, lines in _parts(readable()):
        answer = client.post("/api/jobs/import", files={"file": ("part.json", part)})
        parts = {name: count + answer[name] for name, count in parts.items()}
        problems += [{**problem, "line": lines[problem["line"] - 2]} for problem in answer["problems"]]
    if not problems and not any(parts.values()):
        raise click.ClickException("the file holds no postings")
    parts["rejected"] = len(problems)
    return {**parts, "problems": sorted(problems, key=lambda problem: problem["line"])}


def _parts(rows: Iterator["Row"]) -> Iterator[tuple[bytes, list[int]]]:
    """Yield JSON arrays, a record on each line from the second on, and on which lines the records were."""
    written: list[bytes] = []
    lines: list[int] = []
    size = 0
    for row in rows:
        record = json.dumps(row.record).encode()
        if lines and (len(lines) == AT_ONCE or size + len(record) > MOST_BYTES):
            yield _array(written), lines
            written, lines, size = [], [], 0
        written.append(record)
        lines.append(row.line)
        size += len(record)
    if lines:
        yield _array(written), lines


def _array(records: list[bytes]) -> bytes:
    return b"[\n" + b",\n".join(records) + b"\n]"
