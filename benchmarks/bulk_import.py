"""Bulk import of postings: stored, indexed by their words, and read for features; beside a bare COPY."""

import io
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from benchmarks.stored_market import NOW, StoredMarket, backend_seconds
from benchmarks.synthetic_ads import make_ads
from domain.postings import JobPosting
from services.features.postings import features_of
from services.features.tools import load_feature_tools
from services.jobs.bulk import import_postings
from services.jobs.indexing import index_pending
from services.jobs.normalise import normalise
from services.jobs.uploads.rows import split_rows
from services.jobs.uploads.store import read_rows

NEEDS_SERVERS = True
RESULTS = Path(__file__).parent / "results" / "bulk_import.json"
READ = 300
"""Postings that are read for features: that takes milliseconds for each."""


class Clock:
    """What a stretch of work took: on the wall, and of the processor in Python and in Postgres."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __enter__(self) -> Self:
        self.wall, self.python, self.postgres = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        wall, python, postgres = self._now()
        self.wall, self.python = wall - self.wall, python - self.python
        self.postgres = postgres - self.postgres

    def rates(self, postings: int) -> dict[str, int]:
        """Return postings per second; ``on_idle_cores`` where the slower of the two sides sets the pace."""
        return {
            "per_second": round(postings / self.wall),
            "per_processor_second": round(postings / (self.python + self.postgres)),
            "on_idle_cores_per_second": round(postings / max(self.python, self.postgres)),
        }

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), backend_seconds(self._session)


@click.command()
@click.option("--postings", default=20_000, show_default=True, help="Postings to import.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, postings: int, as_json: bool, save: bool) -> None:
    """Import synthetic postings of 1.3 kB, index their words, and read some for features."""
    report = measure(StoredMarket(), postings)
    if save:
        RESULTS.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report)) if as_json else _show(report)


def measure(market: StoredMarket, count: int) -> dict[str, Any]:
    """Return the rates of every stage and what share of a bare COPY's rate storing has."""
    ads = list(make_ads(count, NOW))
    normalise(ads[0])  # reads the gazetteer once
    copied = _copy(market, ads)
    with market.session() as session:
        with Clock(session) as stored:
            import_postings(session, market.account_id, ads, NOW)
            session.flush()
        with Clock(session) as indexed:
            while index_pending(session, market.account_id):
                pass
        with Clock(session) as renewed:
            import_postings(session, market.account_id, ads[: count // 4], NOW)
    features = _features_per_second(ads[:READ])
    read = _file_rows_per_second(ads[:2_000])
    each = (stored.python + stored.postgres + indexed.postgres) / count
    return {
        "postings": count,
        "stored": stored.rates(count),
        "indexed": indexed.rates(count),
        "imported_again": renewed.rates(count // 4),
        "copy_per_processor_second": copied,
        "storing_share_of_copy": round(stored.rates(count)["per_processor_second"] / copied, 2),
        "file_rows_read_per_processor_second": round(read),
        "features_per_processor_second": round(features),
        "stored_indexed_and_read_per_processor_second": round(1 / (each + 1 / features)),
    }


def _copy(market: StoredMarket, ads: Sequence[JobPosting]) -> int:
    """Return how many postings a processor second of bare COPY into a table without indexes takes."""
    lines = (f"{ad.source}\t{ad.external_id}\t{ad.title}\t{ad.description_text}\n" for ad in ads)
    file = io.StringIO("".join(lines))
    with Session(market.owner) as session, session.connection().connection.cursor() as cursor:
        cursor.execute("create table bare_copy (source text, key text, title text, body text)")
        with Clock(session) as clock:
            cursor.copy_expert("copy bare_copy from stdin", file)
        session.rollback()
    return clock.rates(len(ads))["per_processor_second"]


def _file_rows_per_second(ads: Sequence[JobPosting]) -> float:
    """Return how many lines of a JSONL file are read as postings in a processor second."""
    lines = (
        {
            "id": ad.external_id,
            "title": ad.title,
            "company": ad.company.name,
            "description": ad.description_text,
        }
        for ad in ads
    )
    content = "\n".join(map(json.dumps, lines)).encode()
    began = time.process_time()
    read_rows(split_rows(content))
    return len(ads) / (time.process_time() - began)


def _features_per_second(ads: Sequence[JobPosting]) -> float:
    tools = load_feature_tools()
    list(features_of(ads[:1], tools))
    began = time.process_time()
    list(features_of(ads, tools))
    return len(ads) / (time.process_time() - began)


def _show(report: dict[str, Any]) -> None:
    table = Table("", "per second", "per processor second", "on idle cores")
    for stage in ("stored", "indexed", "imported_again"):
        table.add_row(stage, *(f"{rate:,}" for rate in report[stage].values()))
    Console().print(table)
    print({name: value for name, value in report.items() if not isinstance(value, dict)})
