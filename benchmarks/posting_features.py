"""Speed of reading postings on one core beside bare tagging, and years read beside people's annotations."""

import gzip
import importlib.util
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from domain.postings import JobPosting
from services.features.folding import fold
from services.features.importance import read_zones
from services.features.page import lay_out
from services.features.postings import FEATURES_VERSION, batched, features_of
from services.features.tools import FeatureTools
from services.features.years import read_years
from workers.kinds import scoring_tools

RESULTS = Path(__file__).parent / "results"
WARM = 100
_ROUNDS = 3


@click.command()
@click.option(
    "--data", default="../shared/data", show_default=True, help="Folder with usajobs2016, nyc, green."
)
@click.option("--limit", default=1000, show_default=True, help="Postings per source.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, data: str, limit: int, as_json: bool, save: bool) -> None:
    """Measure posting features: postings per second and core (floor 300), and recall of years."""
    folder = Path(data)
    if not folder.is_dir():
        missing = f"no folder {data}"
        print(json.dumps({"skipped": missing}) if as_json else f"Nothing to measure: {missing}")
        return
    report = measure(folder, limit)
    if save:
        (RESULTS / "posting_features.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(report)) if as_json else _show(report)


def measure(folder: Path, limit: int) -> dict:
    """Return speed per source and agreement with the annotated years."""
    tools = scoring_tools().features
    speed, skipped = {}, {}
    for name, read in (("usajobs2016", _usajobs), ("nyc", _nyc)):
        try:
            speed[name] = _speed(list(read(folder / name))[:limit], tools)
        except (FileNotFoundError, ModuleNotFoundError) as reason:
            skipped[name] = str(reason)
    return {
        "version": FEATURES_VERSION,
        "tools": tools.version,
        "speed": speed,
        "years": _years(folder / "green" / "testset.txt"),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "skipped": skipped,
    }


def _speed(postings: Sequence[JobPosting], tools: FeatureTools) -> dict[str, float]:
    """Return rates in CPU seconds: other work on the machine shows in the bare rate as well.

    Read as a worker reads: with its tools, and some postings at a time. Every measured text is new to the
    process: no two are equal, and none is among those that warm it up.
    """
    distinct = list({posting.description_text: posting for posting in postings}.values())
    enough = min(WARM, len(distinct) // 2)
    warm, measured = distinct[:enough], distinct[enough:]

    def read(some: Sequence[JobPosting]) -> None:
        list(features_of(some, tools))

    def tag(some: Sequence[JobPosting]) -> None:
        for group in batched(some):
            tools.tagger.tag_each(lay_out(_texts(group)))

    features, tagging = _best(read, warm, measured), _best(tag, warm, measured)
    letters = sum(len(posting.description_text) for posting in measured)
    if not measured:
        raise FileNotFoundError("no postings")
    return {
        "postings": len(measured),
        "mean_characters": round(letters / len(measured)),
        "postings_per_second": round(len(measured) / features),
        "bare_tagging_per_second": round(len(measured) / tagging),
        "ratio_to_bare_tagging": round(tagging / features, 3),
        "features_mb_per_second": round(letters / features / 1e6, 2),
    }


def _texts(postings: Iterable[JobPosting]) -> list[str]:
    return [f"{posting.title}\n{posting.description_text}" for posting in postings]


Reader = Callable[[Sequence[JobPosting]], None]


def _best(read: Reader, warm: Sequence[JobPosting], measured: Sequence[JobPosting]) -> float:
    """Return the least CPU seconds of three forked children: none knows what another has read.

    A child warms up itself, as a worker forked long ago: pages shared with its parent are copied once, when
    their first object is touched.
    """
    return min(_in_child(read, warm, measured) for _ in range(_ROUNDS))


def _in_child(read: Reader, warm: Sequence[JobPosting], measured: Sequence[JobPosting]) -> float:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_time, args=(read, warm, measured, sender))
    child.start()
    sender.close()
    seconds: float = receiver.recv()
    child.join()
    return seconds


def _time(
    read: Reader, warm: Sequence[JobPosting], measured: Sequence[JobPosting], sender: Connection
) -> None:
    read(warm)
    start = time.process_time()
    read(measured)
    sender.send(time.process_time() - start)


def _usajobs(folder: Path) -> Iterator[JobPosting]:
    for path in sorted(folder.glob("*.json.gz")):
        for item in json.loads(gzip.decompress(path.read_bytes()))["SearchResult"]["SearchResultItems"]:
            posting = item["MatchedObjectDescriptor"]
            summary = posting["UserArea"]["Details"].get("JobSummary")
            text = "\n".join(part for part in (summary, posting.get("QualificationSummary")) if part)
            yield JobPosting(
                "usajobs", item["MatchedObjectId"], posting["PositionTitle"], description_text=text
            )


def _nyc(folder: Path) -> Iterator[JobPosting]:
    if importlib.util.find_spec("pyarrow") is None:
        raise ModuleNotFoundError("reading Parquet needs pyarrow, which the product does not")
    from pyarrow import parquet

    for number, row in enumerate(parquet.read_table(folder / "processed_nyc_jobs.parquet").to_pylist()):
        columns = {name.lower().replace(" ", "_"): value for name, value in row.items()}
        parts = ("job_description", "minimum_qual_requirements", "preferred_skills")
        text = "\n".join(str(columns[part]) for part in parts if columns.get(part))
        yield JobPosting("nyc", str(number), str(columns.get("business_title") or ""), description_text=text)


def _years(path: Path) -> dict[str, float]:
    """Return how many annotated Experience spans with a number of years are touched by what is read."""
    truth = found = read = right = 0
    for words, labels in _sentences(path):
        text, spans = _annotated(words, labels)
        folded = fold(text)
        demands = [one.span for one in read_years(folded, read_zones(folded))]
        numbered = [span for span in spans if any(letter.isdigit() for letter in text[slice(*span)])]
        truth += len(numbered)
        found += sum(any(_touch(span, demand) for demand in demands) for span in numbered)
        read += len(demands)
        right += sum(any(_touch(span, demand) for span in spans) for demand in demands)
    return {"annotated": truth, "found": found, "read": read, "read_inside_annotated": right}


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    for block in path.read_text(encoding="utf-8").replace("\r", "").split("\n\n"):
        rows = [line.split() for line in block.splitlines() if line.strip()]
        if rows:
            yield [row[0] for row in rows], [row[-1] for row in rows]


def _annotated(words: Sequence[str], labels: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return a sentence joined by blanks, and the places of its Experience spans."""
    spans: list[tuple[int, int]] = []
    place = 0
    for word, label in zip(words, labels, strict=True):
        if label == "B-Experience":
            spans.append((place, place + len(word)))
        elif label == "I-Experience" and spans:
            spans[-1] = (spans[-1][0], place + len(word))
        place += len(word) + 1
    return " ".join(words), spans


def _show(report: dict) -> None:
    table = Table("postings", *next(iter(report["speed"].values()), {"": 0}))
    for name, rates in report["speed"].items():
        table.add_row(name, *(f"{value:,}" for value in rates.values()))
    console = Console()
    console.print(table)
    console.print(f"Years on GREEN's test set: {report['years']}; peak memory {report['peak_memory_mb']} MB")
    for name, reason in report["skipped"].items():
        console.print(f"{name} skipped: {reason}")
