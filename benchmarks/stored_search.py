"""Full-text search over stored postings with filters and facets, beside a bare count of the same words."""

import json
import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.growth_chart import draw_growth
from benchmarks.stored_market import NOW, StoredMarket, backend_seconds
from benchmarks.synthetic_ads import Market
from domain.codes import JobType, Workplace
from domain.job_lists import JobFilters, JobQuestion
from models.posting_index import PostingIndex
from services.jobs.search import search_postings
from services.jobs.search_words import ask_for_words, see_everything

NEEDS_SERVERS = True
RESULTS = Path(__file__).parent / "results"
QUESTIONS = 60
TIMES = 3
"""How often each question is asked; the median counts, so that a neighbour's work does not."""
GROWTH = (10_000, 30_000, 100_000, 300_000, 1_000_000)
BROADEST = "engineer"
CEILING_MS = 60
_FILTERS = (
    {"remote": (Workplace.REMOTE, Workplace.HYBRID)},
    {"job_type": (JobType.FULL_TIME,)},
    {"experience": (3, 4)},
    {"country": ("Germany", "France")},
    {"posted_within_days": 30},
    {"min_salary": 60_000, "salary_required": True},
    {"source": ("lever", "ashby")},
)


@dataclass(frozen=True)
class Cost:
    """Milliseconds of one question: on the wall, and of the processor in Postgres and in Python."""

    wall: float
    processor: float
    bare: float
    hits: int


@click.command()
@click.option("--postings", default=100_000, show_default=True, help="Stored postings.")
@click.option("--growth", is_flag=True, help="Measure 10,000 to 1,000,000 postings, and draw it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, postings: int, growth: bool, as_json: bool, save: bool) -> None:
    """Ask 60 questions of one to three title words, each with two filters, facets and the first page."""
    sizes = GROWTH if growth else (postings,)
    market = StoredMarket()
    report = {"questions": QUESTIONS, "filters": 2, "ceiling_ms": CEILING_MS, "sizes": []}
    for size in sizes:
        market.grow(size)
        report["sizes"].append(measure(market))
        if not as_json:
            _show(report["sizes"])
    if save:
        _save(report)
    if as_json:
        print(json.dumps(report))


def measure(market: StoredMarket) -> dict:
    """Return the percentiles of the questions, and what the broadest word costs."""
    questions = make_questions()
    with market.session() as session:
        for question in questions[:10]:
            search_postings(session, market.account_id, question, NOW)
    costs = [_cost(market, question) for question in questions]
    broad = [_cost(market, JobQuestion(BROADEST, questions[0].filters)) for _ in range(5)]
    return {
        "postings": market.size,
        "load_average": round(os.getloadavg()[0], 1),
        "hits_median": int(median(cost.hits for cost in costs)),
        **_percentiles("wall_ms", [cost.wall for cost in costs]),
        **_percentiles("processor_ms", [cost.processor for cost in costs]),
        **_percentiles("bare_count_processor_ms", [cost.bare for cost in costs]),
        "ratio_to_bare_count": round(median(cost.processor / cost.bare for cost in costs), 1),
        "broadest": {
            "hits": broad[0].hits,
            "processor_ms": round(median(cost.processor for cost in broad), 1),
            "bare_count_processor_ms": round(median(cost.bare for cost in broad), 1),
        },
    }


def make_questions(seed: int = 23) -> list[JobQuestion]:
    """Return questions of one to three neighbouring words of a title, each with two filters."""
    chance, titles = random.Random(seed), Market().titles
    return [JobQuestion(_words(chance, titles), _filters(chance)) for _ in range(QUESTIONS)]


def _words(chance: random.Random, titles: Sequence[str]) -> str:
    words = [word for word in chance.choice(titles).split() if word.isalpha()] or ["analyst"]
    start = chance.randrange(len(words))
    return " ".join(words[start : start + chance.randint(1, 3)])


def _filters(chance: random.Random) -> JobFilters:
    one, other = chance.sample(_FILTERS, 2)
    return JobFilters(**one, **other)


def _cost(market: StoredMarket, question: JobQuestion) -> Cost:
    costs = [_cost_once(market, question) for _ in range(TIMES)]
    return sorted(costs, key=lambda cost: cost.processor)[TIMES // 2]


def _cost_once(market: StoredMarket, question: JobQuestion) -> Cost:
    with market.session() as session:
        ask_for_words(session, question.words, ())
        hits, _, bare = _timed(session, lambda: session.scalar(select(func.count(PostingIndex.posting_id))))
        see_everything(session)
        _, wall, processor = _timed(
            session, lambda: search_postings(session, market.account_id, question, NOW)
        )
    return Cost(wall, processor, bare, hits)


def _timed(session: Session, work: Callable[[], object]) -> tuple[object, float, float]:
    """Return what ``work`` gives, and its milliseconds on the wall and of both processes."""
    server, client, began = backend_seconds(session), time.thread_time(), time.perf_counter()
    result = work()
    wall, client = time.perf_counter() - began, time.thread_time() - client
    return result, wall * 1000, (client + backend_seconds(session) - server) * 1000


def _percentiles(name: str, values: list[float]) -> dict[str, float]:
    ends = quantiles(values, n=20)
    return {f"{name}_p50": round(median(values), 1), f"{name}_p95": round(ends[-1], 1)}


def _save(report: dict) -> None:
    """Keep sizes that were measured before and not now: a million postings take an hour."""
    path = RESULTS / "stored_search.json"
    earlier = json.loads(path.read_text(encoding="utf-8"))["sizes"] if path.exists() else []
    sizes = {size["postings"]: size for size in (*earlier, *report["sizes"])}
    report = {**report, "sizes": [sizes[size] for size in sorted(sizes)]}
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    points = [(size["postings"], size["processor_ms_p95"]) for size in report["sizes"]]
    if len(points) > 1:
        title = "Full text, two filters, facets over N postings: p95 of processor time"
        (RESULTS / "stored_search.svg").write_text(draw_growth(points, title), encoding="utf-8")


def _show(sizes: list[dict]) -> None:
    names = [name for name in sizes[-1] if name != "broadest"]
    table = Table(*names)
    for size in sizes:
        table.add_row(*(f"{size[name]:,}" for name in names))
    Console().print(table)
    print("broadest word:", sizes[-1]["broadest"])
