"""Quality of ranking against judgements, beside TF-IDF, BM25, a sentence model and the first version."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.ranking_measures import Measures, ahead, mean_of, measure
from benchmarks.ranking_public import PARTS, SETS, public_sets
from benchmarks.ranking_sets import NoSet, RankingSet, bundled_set, load_set
from domain.codes import Workplace

RESULTS = Path(__file__).parent / "results"
PART = "Of --public: seen while tuning (development, long, hands, forms), or never (test, fresh, forms_test)."
DIRECTIONS = ["resume-to-job", "job-to-resume"]
WORKPLACES = click.Choice([place.value for place in Workplace])


@click.command()
@click.option("--data", default="../shared/data", show_default=True, help="Folder of the set (see below).")
@click.option("--resume", type=click.Path(exists=True, path_type=Path), help="Resume of a set that has none.")
@click.option("--bundled", is_flag=True, help="Rank the demo postings for the sample resumes instead.")
@click.option("--public", type=click.Choice([*SETS, "public"]), help="Our resumes against one or both.")
@click.option("--part", type=click.Choice([*PARTS]), default="development", show_default=True, help=PART)
@click.option(
    "--by-title", is_flag=True, help="Of --public: New York's postings count for their own titles too."
)
@click.option("--workplace", "workplaces", type=WORKPLACES, multiple=True, help="Only such jobs.")
@click.option("--location", help="Only jobs at this place, and remote ones that may be done from there.")
@click.option("--method", "methods", multiple=True, help="Only this method; may be repeated.")
@click.option("--direction", type=click.Choice(DIRECTIONS), default=DIRECTIONS[0], show_default=True)
@click.option("--pool", type=click.Choice(["auto", "judged", "all"]), default="auto", show_default=True)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="What Present means; default is today.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(**options: Any) -> None:
    """Compare rankings with judgements.

    A set is a folder with resumes.jsonl and jobs.jsonl ({"id", "text"} or {"id", "file"}, jobs also "title")
    and judgements.tsv (query id, document id, grade), or the JSON Resume goldset. With --pool judged a
    query ranks the documents it has grades for; with all, the others count as grade 0; auto takes all where
    the grades of a query are all the same. With --workplace jobs whose "workplace" is another rank behind all
    others, as a search with `remote` leaves them out, with --location those that `location` leaves out.
    """
    today = options["today"].date() if isinstance(options["today"], datetime) else date.today()  # noqa: DTZ011
    try:
        sets = _load(options, today)
        if workplaces := [Workplace(name) for name in options["workplaces"]]:
            sets = [ranking.done_at(workplaces) for ranking in sets]
        if options["location"]:
            sets = [ranking.done_from(str(options["location"])) for ranking in sets]
        report = evaluate(sets, str(options["direction"]), str(options["pool"]), options["methods"])
    except NoSet as missing:
        print(
            json.dumps({"skipped": str(missing)}) if options["as_json"] else f"Nothing to measure: {missing}"
        )
        return
    if options["save"]:
        text = json.dumps(report, indent=1) + "\n"
        (RESULTS / f"rank_{report['set']}.json").write_text(text, encoding="utf-8")
    print(json.dumps(report)) if options["as_json"] else _show(report)


def evaluate(sets: Sequence[RankingSet], direction: str, pool: str, wanted: Sequence[str] = ()) -> dict:
    """Return every method's measures, averaged over the queries of all sets; NoSet where none fits."""
    measured: dict[str, list[Measures]] = defaultdict(list)
    for ranking in sets:
        for name, found in _measured(ranking, direction, pool, wanted).items():
            measured[name] += found
    return {
        "set": sets[0].name if len(sets) == 1 else "public_" + sets[0].name.partition("_")[2],
        "direction": direction,
        "queries": max(map(len, measured.values())),
        "resumes": max(len(ranking.resumes) for ranking in sets),
        "jobs": sum(len(ranking.jobs) for ranking in sets),
        "relevant_from": _relevant_from(sets[0]),
        "methods": {name: mean_of(found) for name, found in measured.items()},
        "ahead": _ahead(measured),
    }


def _measured(
    ranking: RankingSet, direction: str, pool: str, wanted: Sequence[str]
) -> dict[str, list[Measures]]:
    """Return every method's measures of every query."""
    from benchmarks.ranking_methods import METHODS, available, read_postings

    postings = read_postings(ranking)
    queries = list(_queries(ranking, direction, pool))
    if not queries:
        raise NoSet("no judgement names a resume and a posting of the set")
    relevant = _relevant_from(ranking)
    scores = {name: METHODS[name](ranking, postings) for name in wanted or available()}
    left_out = [place for place, name in enumerate(ranking.jobs) if name in ranking.left_out]
    for table in scores.values():
        table[:, left_out] = table.min() - 1
    return {
        name: [measure(table[rows, columns].tolist(), grades, relevant) for rows, columns, grades in queries]
        for name, table in scores.items()
    }


def _relevant_from(ranking: RankingSet) -> float:
    return max(1e-9, max(ranking.grades.values()) / 2)


def _ahead(measured: dict[str, list[Measures]]) -> dict[str, list[float]]:
    """Return by how much nDCG@10 of ``weighted`` is ahead of each other method, and the 95 % interval."""
    own = [query["ndcg@10"] for query in measured.get("weighted", ())]
    others = {name: found for name, found in measured.items() if name != "weighted" and own}
    return {name: ahead(own, [query["ndcg@10"] for query in found]) for name, found in others.items()}


def _load(options: dict[str, Any], today: date) -> list[RankingSet]:
    if options["bundled"]:
        return [bundled_set(today)]
    if options["public"]:
        folder, part = Path(str(options["data"])), str(options["part"])
        return public_sets(str(options["public"]), folder, part, today, by_title=bool(options["by_title"]))
    resume = options["resume"] if isinstance(options["resume"], Path) else None
    return [load_set(Path(str(options["data"])), resume, str(options["direction"]), today)]


def _queries(
    ranking: RankingSet, direction: str, pool: str
) -> Iterator[tuple[np.ndarray, np.ndarray, list[float]]]:
    """Yield rows and columns of the score table, and grades, for each query that has judgements."""
    forward = direction == "resume-to-job"
    documents = {name: place for place, name in enumerate(ranking.jobs if forward else ranking.resumes)}
    places = {name: place for place, name in enumerate(ranking.resumes if forward else ranking.jobs)}
    for query, grades in _by_query(ranking, forward=forward).items():
        whole = pool == "all" or (pool == "auto" and len(set(grades.values())) == 1)
        names = list(documents) if whole else [name for name in documents if name in grades]
        columns = np.array([documents[name] for name in names], dtype=int)
        rows = np.full(len(names), places[query])
        table = (rows, columns) if forward else (columns, rows)
        yield *table, [grades.get(name, 0.0) for name in names]


def _by_query(ranking: RankingSet, *, forward: bool) -> dict[str, dict[str, float]]:
    grouped: dict[str, dict[str, float]] = defaultdict(dict)
    for (resume, job), grade in ranking.grades.items():
        if resume in ranking.resumes and job in ranking.jobs:
            query, document = (resume, job) if forward else (job, resume)
            grouped[query][document] = grade
    return grouped


def _show(report: dict) -> None:
    names = list(next(iter(report["methods"].values())))
    table = Table("method", *names)
    for method, measures in report["methods"].items():
        table.add_row(method, *("–" if value is None else f"{value:.3f}" for value in measures.values()))
    title = f"{report['set']}, {report['direction']}: {report['queries']} queries, {report['jobs']} postings"
    console = Console()
    console.print(title, table)
