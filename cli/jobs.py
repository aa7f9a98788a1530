"""`rolefit jobs`: postings of one's own."""

import json
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Bring postings of your own."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the API's own JSON.")
def import_file(file: Path, *, as_json: bool) -> None:
    """Store the postings of FILE: JSON, JSON lines, JSON-LD (schema.org JobPosting) or CSV.

    Rows that cannot be read are printed with their line; the exit status is then 1.
    """
    from cli.api import Client

    with file.open("rb") as content:
        report = Client().post("/api/jobs/import", files={"file": (file.name, content)})
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        counts = ("created", "updated", "repeated", "rejected")
        click.echo(", ".join(f"{report[name]} {name}" for name in counts))
        for problem in report["problems"]:
            click.echo(f"{file}:{problem['line']}: {problem['detail']}", err=True)
    if report["rejected"]:
        raise SystemExit(1)
