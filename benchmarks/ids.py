"""Keys compared: bigint identity, UUID v7 and UUID v4, in insert rate and index size (decision 0008)."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, text

from models.sessions import make_engine
from settings import Settings

NEEDS_SERVERS = True
RESULTS = Path(__file__).parent / "results" / "ids.json"
ROUNDS = 3
BATCH = 10_000
KEYS = {
    "bigint identity": "bigint generated always as identity",
    "uuid v7": "uuid default uuidv7()",
    "uuid v4": "uuid default gen_random_uuid()",
}


@dataclass(frozen=True)
class KeyCost:
    """What one kind of key costs over ``rows`` rows of a task-like table with one child table."""

    key: str
    rows: int
    rows_per_second: int
    index_mib: float
    child_index_mib: float
    wal_mib: float


@click.command()
@click.option("--rows", default=1_000_000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, rows: int, as_json: bool, save: bool) -> None:
    """Insert the same rows under three kinds of keys, in turn, several times."""
    engine = make_engine(Settings.from_environ(os.environ).owner_database_url)
    costs = []
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        tries: dict[str, list[KeyCost]] = {key: [] for key in KEYS}
        for _ in range(ROUNDS):
            for key in KEYS:
                tries[key].append(_measure(connection, key, rows))
        costs = [_middle(found) for found in tries.values()]
    report = {"rows": rows, "rounds": ROUNDS, "keys": [asdict(cost) for cost in costs]}
    if save:
        RESULTS.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    if as_json:
        print(json.dumps(report))
    else:
        _show(costs)


def _measure(connection: Connection, key: str, rows: int) -> KeyCost:
    kind = KEYS[key].split()[0]
    for table in ("bench_child", "bench_row"):
        connection.execute(text(f"drop table if exists {table}"))
    connection.execute(text(f"create table bench_row (id {KEYS[key]} primary key, payload text)"))
    connection.execute(text(f"create table bench_child (row_id {kind}, payload int)"))
    connection.execute(text("create index bench_child_row on bench_child (row_id)"))
    insert = text(
        "with made as (insert into bench_row (payload)"
        " select 'x' from generate_series(1, :batch) returning id)"
        " insert into bench_child select id, 1 from made"
    )
    log = connection.scalar(text("select pg_current_wal_lsn()"))
    began = perf_counter()
    for _ in range(rows // BATCH):
        connection.execute(insert, {"batch": BATCH})
    seconds = perf_counter() - began
    wal = connection.scalar(text("select pg_wal_lsn_diff(pg_current_wal_lsn(), :log)"), {"log": log})
    sizes = [_mib(connection, index) for index in ("bench_row_pkey", "bench_child_row")]
    return KeyCost(key, rows, int(rows / seconds), *sizes, round(float(wal or 0) / 2**20, 1))


def _mib(connection: Connection, index: str) -> float:
    size = connection.scalar(text("select pg_relation_size(to_regclass(:index))"), {"index": index})
    return round(float(size or 0) / 2**20, 1)


def _middle(found: list[KeyCost]) -> KeyCost:
    """Return the try with the median rate: machines are noisy, sizes hardly differ."""
    rate = median(cost.rows_per_second for cost in found)
    return min(found, key=lambda cost: abs(cost.rows_per_second - rate))


def _show(costs: list[KeyCost]) -> None:
    table = Table(title=f"{costs[0].rows:,} rows with one child row each")
    for column in ("key", "rows/s", "primary index MiB", "foreign index MiB", "WAL MiB"):
        table.add_column(column, justify="left" if column == "key" else "right")
    for cost in costs:
        sizes = (cost.index_mib, cost.child_index_mib, cost.wal_mib)
        table.add_row(cost.key, f"{cost.rows_per_second:,}", *(f"{size:,.1f}" for size in sizes))
    Console().print(table)
