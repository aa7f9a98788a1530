"""Run the main job from the terminal: upload, search, wait with a progress bar, print the ranked table."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from cli.api import ApiError, Client, Task
from domain.matches import PreferenceScore
from domain.records import from_record

ERRORS = Console(stderr=True)
PAGE = 100
"""Matches asked for at a time."""
_MOST_MISSING = 3
_PARTS = ("skills", "experience", "keywords", "semantic")


def upload(client: Client, path: Path) -> str:
    """Upload a resume, wait until it has been read, and return its id."""
    with path.open("rb") as file:
        answer = client.post("/api/resumes/upload", files={"file": (path.name, file)})
    with _progress() as progress:
        task = client.wait(answer["task"], _reporter(progress, f"reading {path.name}"))
    if task["status"] != "succeeded":
        raise ApiError(f"{path.name} could not be read: {_why(task)}")
    return str(answer["resume"]["id"])


def search(client: Client, criteria: dict[str, Any]) -> dict[str, Any]:
    """Start a search, wait for it, and return it with its matches."""
    answer = client.post("/api/searches", json=criteria)
    with _progress() as progress:
        task = client.wait(answer["task"], _reporter(progress, "searching"))
    if task["status"] in ("failed", "cancelled"):
        raise ApiError(f"the search failed: {_why(task)}")
    path = f"/api/searches/{answer['search']['id']}"
    return {"search": client.get(path), **_all_matches(client, f"{path}/matches", criteria["limit"])}


def show(result: dict[str, Any], console: Console) -> None:
    """Print the ranked table, titles linked to their postings, and what each source had to say.

    Last stands the credit that a source's terms ask for, where one of its postings is shown.
    """
    table = Table(title=_title(result), title_justify="left", box=SIMPLE_HEAD, expand=True)
    table.add_column("match", justify="right", no_wrap=True, width=5, style="bold")
    columns = [("job", 8, ""), ("company", 5, ""), ("place", 4, ""), ("missing", 6, "dim")]
    preferred = any("preference" in match["breakdown"] for match in result["items"])
    for name, share, style in [*columns, *([("verdicts", 5, "")] if preferred else [])]:
        table.add_column(name, ratio=share, no_wrap=True, overflow="ellipsis", style=style)
    for match in result["items"]:
        table.add_row(*_row(match), *([_preference(match)] if preferred else []))
    console.print(table)
    for outcome in result["search"]["sources"]:
        console.print(_outcome(outcome), style="dim", highlight=False)
    for credit in dict.fromkeys(match["job"]["attribution"] for match in result["items"]):
        if credit:
            console.print(credit, style="dim", highlight=False, markup=False)


def _all_matches(client: Client, path: str, limit: int) -> dict[str, Any]:
    return {"items": list(islice(each_match(client, path), limit))}


def each_match(client: Client, path: str) -> Iterator[dict[str, Any]]:
    """Yield the matches at a path, a page at a time as they are wanted."""
    cursor: dict[str, str] = {}
    while True:
        page = client.get(path, limit=PAGE, **cursor)
        yield from page["items"]
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}


def _title(result: dict[str, Any]) -> str:
    search = result["search"]
    told = search["weights"]
    weights = " · ".join(f"{name} {told[name]:.0%}" for name in _PARTS if name in told)
    return f"“{search['criteria']['keywords']}”, {len(result['items'])} matches ({weights})"


def _row(match: dict[str, Any]) -> tuple[str | Text, ...]:
    job = match["job"]
    unmet = [one["name"] for one in match["requirements"] if one["met"] is False]
    missing = [*unmet, *(skill["name"] for skill in match["breakdown"]["skills"]["missing"])]
    more = f" +{len(missing) - _MOST_MISSING}" if len(missing) > _MOST_MISSING else ""
    return (
        f"{match['score']:.1f}",
        Text(job["title"], style=f"link {job['url']}" if job["url"] else ""),
        job["company"]["name"] or "",
        _place(job),
        ", ".join(missing[:_MOST_MISSING]) + more,
    )


def _place(job: dict[str, Any]) -> str:
    """Return where the work is, and of remote work from where it may be done."""
    place, allowed = job["location"], job["applicant_location_requirements"]
    if job["workplace"] == "remote" and allowed:
        return f"remote, {' or '.join(allowed)}"
    remote = job["workplace"] if job["workplace"] in ("remote", "hybrid") else None
    return ", ".join(filter(None, (place["city"] or place["raw"], remote)))


def _preference(match: dict[str, Any]) -> str:
    """Return what verdicts on other postings add or take, and for what most of all."""
    part = match["breakdown"].get("preference")
    if not part or not part["points"]:
        return ""
    reasons = from_record(part, PreferenceScore).reasons
    return f"{part['points']:+.1f} {reasons[0] if reasons else ''}".rstrip()


def _outcome(outcome: dict[str, Any]) -> str:
    error = outcome["error"]
    reason = f": {error.get('detail') or error['title']}" if error else ""
    return f"{outcome['source']}: {outcome['status']}, {outcome['found']} found{reason}"


def _why(task: Task) -> str:
    error = task["error"] or {}
    return str(error.get("detail") or error.get("title") or task["status"])


def _progress() -> Progress:
    """Return a bar on stderr that shows only where a person looks."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=ERRORS, transient=True, disable=not ERRORS.is_terminal)


def _reporter(progress: Progress, description: str) -> Callable[[Task], None]:
    bar = progress.add_task(description, total=None)

    def report(task: Task) -> None:
        shown = task["progress"]
        label = shown["stage"] or description
        progress.update(bar, description=label, completed=shown["done"], total=shown["total"] or None)

    return report
