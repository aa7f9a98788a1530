"""What verdicts are worth: some postings of a judged set are judged, the rest is ranked by what that taught.

A verdict is liked where the set's grade is at least half of its best. Sets are as for ``rolefit bench rank``.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.ranking_measures import Measures, mean_of, ndcg
from benchmarks.ranking_methods import counted_tools, read_postings
from benchmarks.ranking_sets import NoSet, RankingSet, load_set
from domain.searches import Weights
from services.learning.preferences import Judgement, learn_preferences
from services.matching.formula import STEPS
from services.matching.learned import Judged, adapt
from services.matching.matrix import PostingMatrix
from services.matching.scoring import Scores, score_postings
from services.matching.shipped import load_learned
from services.matching.tools import MatchTools
from services.matching.vectors import PostingForMatching, posting_vector, resume_vector
from services.rankers.verdicts import FEWEST_OF_EACH

RESULTS = Path(__file__).parent / "results"
VERDICTS = (5, 10, 20, 40, 80, 160, 320)
DRAWS = 10

FEWEST_LEFT = 10
"""Postings that must be left to rank."""


class Query(NamedTuple):
    """A resume's postings as the engine sees them, and which of them were liked."""

    resume: str
    places: NDArray[np.int64]
    liked: NDArray[np.bool_]
    grades: NDArray[np.float64]


class Bench(NamedTuple):
    """A set ready to be scored again and again."""

    ranking: RankingSet
    postings: list[PostingForMatching]
    tools: MatchTools
    matrix: PostingMatrix
    words: Any


@click.command()
@click.option("--data", required=True, help="Folder of the set.")
@click.option(
    "--judged",
    type=click.Choice(["random", "first"]),
    default="random",
    show_default=True,
    help="Which are judged: any, or those that the weighted ranker puts first, as one reads them.",
)
@click.option("--resume", type=click.Path(exists=True, path_type=Path), help="Resume of a set that has none.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="What Present means; default is today.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(**options: Any) -> None:
    """Learn from some judgements of a set, and rank the rest.

    Beside the weighted ranker stand its weights as the verdicts move them, the learned ranker, which has
    preferences too (both are the shipped one where all verdicts are of one kind), and the verdicts without a
    resume: logistic regression on TF-IDF of the texts.
    """
    today = options["today"].date() if isinstance(options["today"], datetime) else date.today()  # noqa: DTZ011
    try:
        ranking = load_set(Path(str(options["data"])), options["resume"], "resume-to-job", today)
        report = evaluate(ranking, first=options["judged"] == "first")
    except NoSet as missing:
        print(f"Nothing to measure: {missing}")
        return
    if options["save"]:
        name = f"learn_{report['set']}_{options['judged']}.json"
        (RESULTS / name).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report)) if options["as_json"] else _show(report)


def evaluate(
    ranking: RankingSet, *, first: bool, counts: Sequence[int] = VERDICTS, draws: int = DRAWS
) -> dict:
    """Return measures by number of verdicts and method, averaged over queries and draws; or NoSet."""
    bench = _bench(ranking)
    queries = list(_queries(ranking))
    table = {}
    for count in counts:
        measured: dict[str, list[Measures]] = defaultdict(list)
        asked = [query for query in queries if len(query.places) >= count + FEWEST_LEFT]
        for query in asked:
            for judged in _chosen(bench, query, count, 0 if first else draws):
                for name, scores in _ranked(bench, query, judged).items():
                    rest = np.setdiff1d(np.arange(len(query.places)), judged)
                    measured[name].append(_measure(scores[rest], query.liked[rest], query.grades[rest]))
        if measured:
            methods = {name: mean_of(found) for name, found in measured.items()}
            table[count] = {"queries": len(asked), "methods": methods}
    if not table:
        raise NoSet("no resume has enough judged postings")
    return {"set": ranking.name, "judged": "first" if first else "random", "verdicts": table}


def _bench(ranking: RankingSet) -> Bench:
    postings = read_postings(ranking)
    tools = counted_tools(postings)
    matrix = PostingMatrix().append([posting_vector(posting, tools.rarity) for posting in postings])
    texts = [f"{job.title}\n{job.description_text}" for job in ranking.jobs.values()]
    words = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts).tocsr()
    return Bench(ranking, postings, tools, matrix, words)


def _queries(ranking: RankingSet) -> Iterator[Query]:
    places = {name: place for place, name in enumerate(ranking.jobs)}
    half = max(ranking.grades.values()) / 2
    for resume in ranking.resumes:
        told = {job: grade for (query, job), grade in ranking.grades.items() if query == resume}
        grades = np.array(list(told.values()))
        if len(set(grades >= half)) > 1:
            yield Query(resume, np.array([places[job] for job in told]), grades >= half, grades)


def _chosen(bench: Bench, query: Query, count: int, draws: int) -> Iterator[NDArray[np.int64]]:
    """Yield which places of the query are judged: drawn so many times, or once the first of the ranking."""
    if not draws:
        points = _scores(bench, query).points
        yield np.argsort(-points, kind="stable")[:count]
        return
    for draw in range(draws):
        yield np.random.default_rng(draw).permutation(len(query.places))[:count]


def _ranked(bench: Bench, query: Query, judged: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Return every method's scores of all postings of the query, having learnt from those judged."""
    plain, untaught = _scores(bench, query), _scores(bench, query, load_learned().weights)
    found = {"weighted": plain.points} | dict.fromkeys(("weights", "learned"), untaught.points)
    liked = query.liked[judged]
    if min(liked.sum(), (~liked).sum()) >= FEWEST_OF_EACH:
        parts = (plain.skills, plain.experience, plain.keywords)
        shares = [tuple(int(part[place]) / STEPS for part in parts) for place in judged]
        rows = [Judged("one", *own, grade=float(yes)) for own, yes in zip(shares, liked, strict=True)]
        weights = adapt(rows, Weights())
        judgements = [
            Judgement(place, bench.postings[query.places[place]].features, _score(own, weights), bool(yes))
            for place, own, yes in zip(judged.tolist(), shares, liked, strict=True)
        ]
        preferences = learn_preferences(judgements, bench.tools.rarity)
        found["weights"] = _scores(bench, query, weights).points
        found["learned"] = _scores(bench, query, weights, preferences).points
    if len(set(liked.tolist())) > 1:
        own_words = bench.words[query.places]
        model = LogisticRegression(C=10.0).fit(own_words[judged], liked)
        found["verdicts alone"] = model.decision_function(own_words)
    return found


def _score(parts: Sequence[float], weights: Weights) -> float:
    return sum(share * part for share, part in zip(weights.shares, parts, strict=True))


def _scores(bench: Bench, query: Query, weights: Weights | None = None, preferences: Any = None) -> Scores:
    vector = resume_vector(bench.ranking.resumes[query.resume], bench.tools, preferences)
    scores = score_postings(vector, bench.matrix, weights or Weights())
    return scores.only(np.argsort(scores.ids)[query.places])


def _measure(scores: NDArray[np.float64], liked: NDArray[np.bool_], grades: NDArray[np.float64]) -> Measures:
    ranked = grades[np.argsort(-scores, kind="stable")].tolist()
    return {"auc": _auc(scores, liked), "ndcg@10": ndcg(ranked, 10)}


def _auc(scores: NDArray[np.float64], liked: NDArray[np.bool_]) -> float | None:
    """Return how often a liked posting is above a disliked one, ties by half; None without either."""
    return float(roc_auc_score(liked, scores)) if 0 < liked.sum() < len(liked) else None


def _show(report: dict) -> None:
    table = Table("verdicts", "queries", "method", "AUC", "nDCG@10")
    for count, found in report["verdicts"].items():
        for name, measures in found["methods"].items():
            shown = ("–" if value is None else f"{value:.3f}" for value in measures.values())
            table.add_row(str(count), str(found["queries"]), name, *shown)
    Console().print(f"{report['set']}, judged {report['judged']}, the rest ranked", table)
