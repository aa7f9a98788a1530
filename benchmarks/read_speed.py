"""`rolefit bench read_speed`: what a two-page PDF costs in a warm child, against bare extraction."""

import json
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import click
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from adapters.sandbox import Sandbox
from services.features.tools import load_feature_tools
from services.resumes import read, sniff
from services.resumes.understand import parse, understand

RESULTS = Path(__file__).parent / "results" / "read_speed.json"
TODAY = date(2026, 11, 22)
_WORK = (
    "Built and ran the services that bill four million customers, in Python and PostgreSQL on Kubernetes,",
    "moved nightly batch jobs to Kafka streams and cut the cost of storage by a third with careful indexes.",
)


@click.command("read_speed")
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--rounds", default=15, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help=f"Write {RESULTS.name} beside the other results.")
def command(data: Path, rounds: int, as_json: bool, save: bool) -> None:
    """Time text, structure and features of two-page PDFs; ratios are of the same run."""
    report = measure(data, rounds)
    if save:
        RESULTS.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    click.echo(
        json.dumps(report) if as_json else "\n".join(f"{key}: {value}" for key, value in report.items())
    )


def measure(data: Path, rounds: int) -> dict[str, Any]:
    """Return medians in milliseconds over ``rounds`` of every two-page file, and what the floor allows."""
    files = [two_pages(), *_two_page_files(data)]
    tools = load_feature_tools()
    read.preload()
    steps: dict[str, Callable[[bytes], object]] = {
        "bare_text": _bare_text,
        "parse": lambda content: parse(content, sniff.PDF, today=TODAY),
        "parse_and_features": lambda content: understand(content, sniff.PDF, today=TODAY, tools=tools),
    }
    report: dict[str, Any] = {"files": len(files), "rounds": rounds}
    times = {name: _median_ms(step, files, rounds) for name, step in steps.items()}
    report.update({f"{name}_ms": round(value, 1) for name, value in times.items()})
    waited, empty = _in_children([(b"two words", sniff.TEXT)], rounds)
    _, used = _in_children([(content, sniff.PDF) for content in files], rounds)
    allowed = 3 * times["bare_text"] + 60
    return report | {
        "in_child_ms": round(used - empty, 1),
        "allowed_ms": round(allowed, 1),
        "ratio_to_allowed": round((used - empty) / allowed, 2),
        "child_start_ms": round(waited, 1),
    }


def _median_ms(step: Callable[[bytes], object], files: list[bytes], rounds: int) -> float:
    """Return the median CPU milliseconds over files and rounds: other load does not count."""
    for content in files:
        step(content)
    times = []
    for _ in range(rounds):
        for content in files:
            begin = time.process_time()
            step(content)
            times.append((time.process_time() - begin) * 1000)
    return median(times)


def _bare_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


def _in_children(files: list[tuple[bytes, str]], rounds: int) -> tuple[float, float]:
    """Return the median milliseconds of the wall for round trips to children, and of CPU that these use.

    A child that has next to nothing to read shows what starting and ending one costs.
    """
    sandbox = Sandbox()
    sandbox.start()
    waited, used = [], []
    for _ in range(rounds):
        for content, kind in files:
            begin = time.perf_counter()
            answer = sandbox.ask(content, kind, today=TODAY)
            waited.append((time.perf_counter() - begin) * 1000)
            used.append(answer["usage"]["seconds"] * 1000)
    sandbox.close()
    return median(waited), median(used)


def _two_page_files(data: Path) -> list[bytes]:
    found = [path.read_bytes() for path in sorted(data.glob("rend*/**/*.pdf"))] if data.is_dir() else []
    return [content for content in found if len(pypdfium2.PdfDocument(content)) == 2]


def two_pages() -> bytes:
    """Return a two-page resume of about six thousand letters."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in range(2):
        canvas.setFont("Helvetica", 10)
        lines = ["Jane Example", "jane@example.org", "Experience"] if page == 0 else []
        for year in range(2024 - 6 * page, 2018 - 6 * page, -1):
            lines += [f"Data Engineer, Acme {year} Ltd", f"Jan {year} – Dec {year}", *_WORK, *_WORK]
        for row, line in enumerate(lines):
            canvas.drawString(50, 800 - 16 * row, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
