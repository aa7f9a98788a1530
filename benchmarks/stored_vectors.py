"""Loading an account's vectors from Postgres: 100,000 of them, and what has changed since."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

import click
from alembic import command as migrations
from alembic.config import Config
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from benchmarks.synthetic_postings import make_features
from models.posting_vector import StoredVector
from models.sessions import act_as, make_engine, make_sessions
from services.accounts.keys import create_account
from services.matching.loading import load_rarity
from services.matching.payload import pack, payload_version
from services.matching.vectors import PostingForMatching, posting_vector
from services.shortlist.stored import load, refresh
from settings import Settings

ROOT = Path(__file__).parent.parent
NEEDS_SERVERS = True
DISTINCT = 2_000
_POSTINGS = text("""
    insert into job_posting (account_id, source, external_id, title, first_seen_at, last_seen_at,
        description_text, stated_skills, raw)
    select :account, 'demo', :first || '-' || n, 'Job', :now, :now, '', '[]', '{}'
    from generate_series(1, :count) as n returning id
""")


@click.command()
@click.option("--postings", default=100_000, show_default=True, help="Stored vectors to load.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: the vectors are synthetic.")
def command(*, postings: int, as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Load N stored vectors, then store one more and bring the loaded ones up to date."""
    report = measure(postings)
    if save:
        path = ROOT / "benchmarks" / "results" / "stored_vectors.json"
        path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=None if as_json else 1))


def measure(postings: int) -> dict[str, float]:
    """Return seconds by the clock, and of CPU in this process, for both."""
    settings = Settings.from_environ(os.environ)
    _migrate(settings)
    sessions = make_sessions(make_engine(settings.database_url))
    version = payload_version(load_rarity().version)
    with sessions.begin() as session:
        account = create_account(session, "benchmark").id
        act_as(session, account)
        payloads = list(_payloads())
        stored = sum(map(len, payloads)) / len(payloads)
        _store(session, account, payloads, postings)
    with sessions.begin() as session:
        act_as(session, account)
        started, began = perf_counter(), process_time()
        held = load(session, version)
        seconds, busy = perf_counter() - started, process_time() - began
    with sessions.begin() as session:
        act_as(session, account)
        _store(session, account, payloads, 1)
    with sessions.begin() as session:
        act_as(session, account)
        started = perf_counter()
        renewed = refresh(session, held)
        refreshed = perf_counter() - started
    assert len(renewed) == postings + 1
    return {
        "postings": len(held),
        "load_seconds": round(seconds, 2),
        "load_cpu_seconds": round(busy, 2),
        "refresh_seconds": round(refreshed, 3),
        "stored_bytes_per_posting": round(stored),
    }


def _store(session: Session, account: int, payloads: list[bytes], count: int) -> None:
    session.execute(text("select set_config('rolefit.index_later', 'on', true)"))
    wanted = {"account": account, "first": count, "count": count, "now": datetime(2026, 11, 1, tzinfo=UTC)}
    keys = iter(session.scalars(_POSTINGS, wanted).all())
    version = payload_version(load_rarity().version)
    shared = {"account_id": account, "version": version, "written": 0, "posted": 0, "shown": False}
    while some := list(islice(keys, 5_000)):
        rows = [shared | {"posting_id": key, "payload": payloads[key % len(payloads)]} for key in some]
        session.execute(insert(StoredVector), rows)


def _payloads() -> Iterator[bytes]:
    rarity = load_rarity()
    for features in make_features(DISTINCT):
        yield pack(posting_vector(PostingForMatching(1, None, features), rarity))


def _migrate(settings: Settings) -> None:
    with make_engine(settings.owner_database_url).begin() as connection:
        alembic = Config(ROOT / "alembic.ini")
        alembic.attributes["connection"] = connection
        migrations.upgrade(alembic, "head")
