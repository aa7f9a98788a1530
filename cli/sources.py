"""`rolefit sources`: where postings come from, and whether each source really answers from here."""

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import click

from domain.problems import Problem
from domain.sources import SourceError, SourceQuery

_QUESTION = SourceQuery("engineer", limit=1)
_AT_ONCE = 4


@dataclass(frozen=True)
class Checked:
    """What came of one real request. ``seconds`` is how long the answer took."""

    name: str
    seconds: float = 0.0
    found: int = 0
    problem: Problem | None = None
    skipped: str | None = None
    terms_url: str | None = None


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the sources of the running Rolefit: what each needs, and how it answered your searches."""
    if ctx.invoked_subcommand is None:
        from rich.console import Console

        from cli.api import Client

        _show_list(Client().get("/api/sources"), Console())


@command.command()
@click.option("--company", "companies", multiple=True, help="Such as greenhouse:acme, or a board's address.")
def check(companies: tuple[str, ...]) -> None:
    """Ask every source that is set up here for one posting, live, and print how it went.

    Exits with 1 when one of them failed. Each check is a real request: Remotive asks for four a day.
    """
    from rich.console import Console

    from services.jobs.companies import read_companies

    outcomes = check_sources(read_companies(companies))
    _show_checks(outcomes, Console())
    if any(outcome.problem for outcome in outcomes):
        raise SystemExit(1)


def check_sources(companies: Iterable[str]) -> list[Checked]:
    """Return what came of one request per source that is set up in this environment."""
    from adapters.boards.catalogue import BoardOptions, make_boards
    from adapters.pacing.pacer import Pacer
    from adapters.pacing.stores import LocalStore
    from services.jobs.companies import names_of
    from services.ports import NullCache
    from settings import board_options

    named = list(companies)
    boards = make_boards(BoardOptions(**board_options()), Pacer(LocalStore()), NullCache())
    asked: list[tuple[Any, str | None]] = []
    for board in boards:
        per_company = board.capabilities.extra.get("cursor") == "company"
        asked += [(board, name) for name in (names_of(named, board.name) if per_company else [None])]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(lambda one: _checked(*one), asked))


def _checked(board: Any, token: str | None) -> Checked:
    able = board.capabilities
    name = f"{board.name}:{token}" if token else board.name
    kind = able.extra.get("cursor")
    if able.missing:
        return Checked(name, skipped=able.missing)
    began = time.monotonic()
    try:
        page = board.search_page(_QUESTION, "0" if kind == "page" else token)
    except SourceError as error:
        return Checked(name, time.monotonic() - began, problem=error.as_problem(), terms_url=able.terms_url)
    return Checked(name, time.monotonic() - began, page.total or 0, terms_url=able.terms_url)


def _show_checks(outcomes: Sequence[Checked], console: Any) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table("source", "outcome", "seconds", "found", box=SIMPLE_HEAD)
    for outcome in outcomes:
        told = _told(outcome)
        seconds = "" if outcome.skipped else f"{outcome.seconds:.2f}"
        found = "" if outcome.skipped or outcome.problem else str(outcome.found)
        table.add_row(outcome.name, told, seconds, found)
    console.print(table)
    console.print("Boards of companies are checked when you name one: --company greenhouse:acme", style="dim")
    for outcome in outcomes:
        if outcome.terms_url:
            console.print(f"terms of {outcome.name}: {outcome.terms_url}", style="dim", soft_wrap=True)


def _told(outcome: Checked) -> str:
    if outcome.skipped:
        return f"skipped: {outcome.skipped}"
    if outcome.problem:
        return f"failed: {outcome.problem.code} ({outcome.problem.detail})"
    return "ok"


def _show_list(listed: dict[str, Any], console: Any) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(
        "source", "state", "last answer", "breaker", "left today", "name beside postings", box=SIMPLE_HEAD
    )
    for item in listed["items"]:
        state = "on" if item["enabled"] else "off"
        left = item["budget"]["left"]
        table.add_row(
            item["name"],
            "per company" if item["enabled"] and item["per_company"] else state,
            item["last_status"] or "not asked yet",
            item["breaker"]["state"],
            "" if left is None else str(left),
            item["attribution"]["text"] or "",
        )
    console.print(table)
    for item in listed["items"]:
        if item["needs"]:
            console.print(f"{item['name']}: {item['needs']}", style="dim", soft_wrap=True)
    if listed["companies"]:
        console.print("companies: " + ", ".join(listed["companies"]))
