"""Measure how well resumes are read: fields, months of experience, labelled entities, hostile files.

``--data`` is a folder with any of: resumes with a truth beside them (``X.pdf`` + ``X.json`` in JSON Resume's
form or ``X.yaml`` in RenderCV's; or ``pdf/NAME__theme.pdf`` + ``truth/NAME.json``), grouped by their first
folder; ``X_resumes.jsonl`` whose lines have ``text`` and ``work``; ``dotin_test/*.zip`` with labelled XML;
``nasty_files/`` with files that break parsers.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
import pypdfium2
from rich.console import Console
from rich.table import Table

from benchmarks.hostile import score_hostile
from benchmarks.parse_scores import Scores
from benchmarks.parse_truth import Case, find_cases
from benchmarks.resume_entities import score_labelled
from domain.codes import ReadFailure
from services.features.tools import load_feature_tools
from services.resumes import sniff
from services.resumes.failures import ReadFailed
from services.resumes.understand import parse

RESULTS = Path(__file__).parent / "results" / "parse.json"


@click.command("parse")
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help=f"Write {RESULTS.name} beside the other results.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="What 'Present' means (default: today).")
@click.option("--hostile/--no-hostile", default=True, help="Also read the files that break parsers.")
def command(data: Path, as_json: bool, save: bool, today: Any, hostile: bool) -> None:
    """Score the resume reader on resumes whose truth is known."""
    if not data.is_dir():
        click.echo(f"There is no data at {data}; nothing was measured.")
        return
    report = measure(data, today.date() if today else date.today(), hostile=hostile)  # noqa: DTZ011
    if save:
        RESULTS.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        show(report)


def measure(data: Path, today: date, *, hostile: bool) -> dict[str, Any]:
    """Return all figures as JSON-ready values."""
    groups: dict[str, Scores] = {}
    failed: list[str] = []
    for case in find_cases(data):
        try:
            _score(case, groups, today)
        except ReadFailed as error:
            failed.append(f"{case.path.name}: {error.failure}")
    report: dict[str, Any] = {"today": today.isoformat(), "unread": failed}
    report["groups"] = {name: scores.report() for name, scores in groups.items()}
    if (data / "dotin_test").is_dir():
        report["dotin_test"] = score_labelled(data / "dotin_test", load_feature_tools(), today)
    if hostile:
        report["hostile"] = score_hostile(data / "nasty_files", today)
    return report


def _score(case: Case, groups: dict[str, Scores], today: date) -> None:
    content = case.content()
    media_type = sniff.sniff(content, case.path.name) if case.text is None else sniff.TEXT
    if media_type is None:
        raise ReadFailed(ReadFailure.UNREADABLE, "not a resume")
    parsed = parse(content, media_type, today=today)
    raw = _second_reading(content, media_type) + parsed.text
    for name in (case.group, "all"):
        groups.setdefault(name, Scores()).add(case, parsed, raw, today)


def _second_reading(content: bytes, media_type: str) -> str:
    """Return a PDF's text as its stream has it: our reader alone does not decide what is stated."""
    if media_type != sniff.PDF:
        return ""
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def show(report: dict[str, Any]) -> None:
    """Print the report as tables."""
    console = Console()
    for name, scores in report["groups"].items():
        table = Table(
            title=f"{name}: {scores['files']} files, experience exact {scores['experience_exact']:.1%}"
        )
        for column in ("field", "precision", "recall", "F1", "F1 of all", "stated"):
            table.add_column(column)
        for field, row in scores["fields"].items():
            figures = (f"{row[key]:.3f}" for key in ("precision", "recall", "f1", "f1_of_all"))
            table.add_row(field, *figures, str(row["stated"]))
        console.print(table)
    for name in ("dotin_test", "hostile"):
        if name in report:
            console.print(name, report[name])
