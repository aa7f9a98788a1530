"""`rolefit bench boards`: a search's own work on whole listings, and every board read from its stand-in."""

import json
import time
from pathlib import Path
from statistics import median
from typing import Any

import click

from adapters.boards.catalogue import BoardOptions, make_boards
from adapters.boards.feed import Listing
from adapters.boards.shelf import Shelf
from adapters.boards.source import BoardSource, readable
from adapters.demo import DEMO_POSTINGS
from adapters.pacing.pacer import Pacer
from adapters.pacing.stores import LocalStore
from domain.postings import Company, JobPosting
from domain.sources import SourceQuery
from embedded.boards_standin.server import running
from embedded.boards_standin.state import State
from services.jobs.listings import choose
from services.ports import NullCache

LISTING, KEPT, REPEATS = 2_000, 50, 5
QUERY = SourceQuery("python data engineer", limit=KEPT)
_CURSORS = {"arbeitnow": "0", "themuse": "0", "careersite": "careers.acme.example"}


class _Memory(NullCache):
    """Hold the one listing that is measured."""

    held: bytes | None = None

    def get(self, key: str) -> bytes | None:  # noqa: ARG002 - there is one
        return self.held

    def put(self, key: str, value: bytes, seconds: int, *, only_new: bool = False) -> None:  # noqa: ARG002
        self.held = value


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """Measure process CPU seconds: choosing from 2,000 postings, making 50 readable, shelf, all boards."""
    report = {**_listing_report(), "boards": _boards_report()}
    if as_json:
        click.echo(json.dumps(report, indent=2))
        return
    for name, value in report.items():
        click.echo(f"{name}: {json.dumps(value)}")


def _listing_report() -> dict[str, Any]:
    listing = Listing(tuple(_postings()))
    memory = _Memory()
    shelf = Shelf(memory)
    kept = choose(listing.postings, QUERY)[:KEPT]
    return {
        "postings": len(listing.postings),
        "choose_ms": _cpu_ms(lambda: choose(listing.postings, QUERY)),
        "readable_ms": _cpu_ms(lambda: [readable(posting) for posting in kept]),
        "readable_postings": len(kept),
        "shelf_put_ms": _cpu_ms(lambda: shelf.put("all", listing, 60)),
        "shelf_find_ms": _cpu_ms(lambda: shelf.find("all")),
        "shelf_kib": len(memory.held or b"") // 1024,
    }


def _boards_report() -> dict[str, Any]:
    with running(State.from_file(DEMO_POSTINGS)) as standin:
        options = BoardOptions(stand_ins={"*": standin.url})
        boards = make_boards(options, Pacer(LocalStore()), NullCache())
        return {board.name: _read(board) for board in boards if not board.capabilities.missing}


def _read(board: BoardSource) -> dict[str, Any]:
    per_company = board.capabilities.extra.get("cursor") == "company"
    began = time.process_time()
    page = board.search_page(QUERY, _CURSORS.get(board.name) or ("acme" if per_company else None))
    return {"cpu_ms": round(1000 * (time.process_time() - began), 1), "found": page.total}


def _postings() -> list[JobPosting]:
    told = [json.loads(line) for line in Path(DEMO_POSTINGS).read_text(encoding="utf-8").splitlines()]
    return [
        JobPosting(
            "bench",
            str(n),
            one["title"],
            company=Company(one["company"]),
            description_html=one["description_html"],
        )
        for n, one in zip(range(LISTING), told * (LISTING // len(told) + 1), strict=False)
    ]


def _cpu_ms(work: Any) -> float:
    taken = []
    for _ in range(REPEATS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return round(1000 * median(taken), 1)
