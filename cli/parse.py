"""`rolefit parse FILE`: show what is read from a resume, as text, JSON or a marked page."""

import json
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from adapters.sandbox import Sandbox
from domain.records import to_record
from domain.resumes import ParsedResume
from services.resumes.failures import ReadFailed
from services.resumes.marked_page import marked_page
from services.resumes.sniff import sniff


@click.command("parse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "--html", type=click.Path(path_type=Path), help="Write a page with every span marked in the text."
)
@click.option("--features/--no-features", default=True, help="Also find skills and keywords.")
def command(file: Path, as_json: bool, html: Path | None, features: bool) -> None:
    """Show what is read from a resume."""
    parsed = _read(file, features=features)
    if html:
        html.write_text(marked_page(parsed, file.name), "utf-8")
        click.echo(f"Wrote {html}", err=True)
    if as_json:
        click.echo(json.dumps(to_record(parsed), ensure_ascii=False, indent=1))
    elif not html:
        show(parsed)


def _read(file: Path, *, features: bool) -> ParsedResume:
    data = file.read_bytes()
    media_type = sniff(data, file.name)
    if media_type is None:
        raise click.ClickException(f"{file} is no kind of resume file.")
    sandbox = Sandbox(features=features)
    try:
        return sandbox.understand(data, media_type, today=date.today())  # noqa: DTZ011 - the user's own day
    except ReadFailed as failed:
        raise click.ClickException(f"{file}: {failed.failure.value}. {failed.detail}") from failed
    finally:
        sandbox.close()


def show(parsed: ParsedResume) -> None:
    """Print a parsed resume for people."""
    console = Console()
    basics = parsed.basics
    console.print(f"[bold]{escape(basics.name or 'No name found')}[/bold]  {escape(basics.label or '')}")
    console.print(escape(" · ".join(filter(None, (basics.email, basics.phone, basics.url)))))
    years = f"{parsed.experience.total_years:g} years ({parsed.experience.total_months} months)"
    level = f", level {parsed.experience.level}" if parsed.experience.level else ""
    console.print(f"Experience: {years}{level}\n")
    console.print(_work_table(parsed))
    console.print(_education_table(parsed))
    for title, names in _lists(parsed):
        if names:
            console.print(f"[bold]{title}:[/bold] {escape(', '.join(names))}")
    for warning in parsed.warnings:
        console.print(f"[yellow]{warning.code}[/yellow] {escape(warning.detail)}")
    console.print(f"[dim]Read by version {escape(parsed.parser_version)}[/dim]")
    console.print(
        "Confidence: " + ", ".join(f"{part} {value:.2f}" for part, value in parsed.confidence.items())
    )


def _work_table(parsed: ParsedResume) -> Table:
    table = Table("from", "to", "months", "position", "company", "place", title="Work", title_justify="left")
    for entry in parsed.work:
        end = entry.end_date or ("present" if entry.current else "")
        cells = (
            entry.start_date,
            end,
            str(entry.months or ""),
            entry.position,
            entry.company,
            entry.location,
        )
        table.add_row(*(escape(cell or "") for cell in cells))
    return table


def _education_table(parsed: ParsedResume) -> Table:
    table = Table(
        "from", "to", "level", "degree", "field", "institution", title="Education", title_justify="left"
    )
    for entry in parsed.education:
        cells = (
            entry.start_date,
            entry.end_date,
            entry.level,
            entry.study_type,
            entry.area,
            entry.institution,
        )
        table.add_row(*(escape(cell or "") for cell in cells))
    return table


def _lists(parsed: ParsedResume) -> list[tuple[str, list[str]]]:
    return [
        ("Skills", [_skill(skill.name, skill.years) for skill in parsed.skills]),
        ("Projects", [entry.name for entry in parsed.projects]),
        ("Certificates", [entry.name for entry in parsed.certificates]),
        (
            "Languages",
            [f"{entry.name} ({entry.detail})" if entry.detail else entry.name for entry in parsed.languages],
        ),
    ]


def _skill(name: str, years: float | None) -> str:
    return f"{name} {years:g}y" if years else name
