"""First choices against the exact method on mixed demo postings: speed, recall, memory and building.

Three tables: ``sizes``, with everything in memory; ``stored``, as the product asks, from Postgres; and
``sentences``, FAISS over a sentence model's vectors.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click
from threadpoolctl import threadpool_limits

from benchmarks.growth_chart import draw_growth
from benchmarks.real_like_postings import Mixed, load_mixed
from benchmarks.retrieval_memory import TOP, measure_memory
from services.shortlist.retrieval import CANDIDATES

NEEDS_SERVERS = True
RESULTS = Path(__file__).parent / "results"
SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
STORED = (1_000, 10_000, 100_000, 300_000)
SENTENCES = (1_000, 10_000, 20_000)


@click.command()
@click.option("--most", default=1_000_000, show_default=True, help="Leave out larger sizes.")
@click.option(
    "--part", multiple=True, type=click.Choice(["sizes", "stored", "sentences"]), help="Only these."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
@click.option("--data", type=click.Path(), help="Not needed: demo postings are mixed.")
def command(*, most: int, part: tuple[str, ...], as_json: bool, save: bool, data: str | None) -> None:  # noqa: ARG001
    """Compare first choices with scoring everything; CPU time of one core, Postgres' own included."""
    with threadpool_limits(1):
        report = {"top": TOP, "candidates": CANDIDATES, **dict(_tables(load_mixed(), most, part))}
    if save:
        _save(report)
    print(json.dumps(report, indent=None if as_json else 1))


def _tables(mixed: Mixed, most: int, parts: tuple[str, ...]) -> Iterator[tuple[str, list[dict[str, object]]]]:
    if not parts or "sizes" in parts:
        yield "sizes", [measure_memory(size, mixed) for size in SIZES if size <= most]
    if not parts or "stored" in parts:
        yield "stored", _stored(mixed, most)
    if not parts or "sentences" in parts:
        yield "sentences", _sentences(mixed, most)


def _stored(mixed: Mixed, most: int) -> list[dict[str, object]]:
    from benchmarks.retrieval_stored import measure_stored
    from benchmarks.stored_mixed import StoredMixed

    market = StoredMixed()
    return [measure_stored(market, size, mixed) for size in STORED if size <= most]


def _sentences(mixed: Mixed, most: int) -> list[dict[str, float]]:
    from adapters.sentence_model import sentence_model
    from benchmarks.retrieval_sentences import measure_sentences

    return [measure_sentences(size, mixed, sentence_model()) for size in SENTENCES if size <= most]


def _save(report: dict) -> None:
    """Keep tables and sizes that were measured before and not now: a million takes a quarter of an hour."""
    path = RESULTS / "retrieval.json"
    earlier = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for table in ("sizes", "stored", "sentences"):
        rows = {row["postings"]: row for row in (*earlier.get(table, ()), *report.get(table, ()))}
        report[table] = [rows[size] for size in sorted(rows)]
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    for kind in ("exact", "faiss"):
        points = [(size["postings"], size[f"{kind}_milliseconds"]) for size in report["sizes"]]
        title = f"One resume, N postings, {kind}: CPU time until the best are found"
        (RESULTS / f"retrieval_{kind}.svg").write_text(draw_growth(points, title), encoding="utf-8")
