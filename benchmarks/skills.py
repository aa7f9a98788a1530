"""Quality and speed of reading skills: spans that people marked, prose traps, megabytes a second."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import process_time

import click
from ahocorasick_rs import AhoCorasick, MatchKind
from rich.console import Console
from rich.table import Table

from benchmarks.marked_texts import MarkedText, read_green, read_skillspan, score_spans
from benchmarks.prose_traps import (
    DEVELOPMENT_TRAPS,
    TEST_TRAPS,
    precision_at_recall,
    read_traps,
    score_traps,
)
from domain.spans import Span
from services.features.candidates import Finder, longest
from services.features.page import lay_out
from services.features.plain_text import fold_text
from services.features.spans import SpanReader, load_span_model
from services.features.tagger import Tagger
from services.features.taxonomy import SHIPPED, load_taxonomy
from services.features.tokens import tokenise

RESULTS = Path(__file__).parent / "results"
POSTINGS = SHIPPED.parent / "demo" / "postings.jsonl"
SPEED_ADS = 45
"""Demo postings read together: about the 60,000 letters that the product reads at once."""
SPEED_RUNS = 7
LISTS = {"31k list alone": "skill-extractor-0.2.0", "ESCO alone": "esco-1.1.1"}
COLD = """
import re, time
started = time.perf_counter()
from services.features.tagger import Tagger
from services.features.taxonomy import load_taxonomy
Tagger(load_taxonomy())
seconds = time.perf_counter() - started
print(seconds, re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""

Reader = Callable[[str], Iterable[Span]]


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, data: Path, as_json: bool, save: bool) -> None:
    """Score skill mentions on SkillSpan's and GREEN's test parts and on prose traps; measure the speed."""
    tagger = Tagger(load_taxonomy())
    report = {
        "taxonomy": load_taxonomy().version,
        "skillspan": measure_skillspan(tagger, data / "skillspan" / "test.json"),
        "green": measure_green(tagger, _first(data / "green", "testset.txt", "test.conll")),
        "prose_traps": measure_traps(tagger),
        "speed": measure_speed(tagger),
    }
    if save:
        (RESULTS / "skills.json").write_text(json.dumps(report, indent=1) + "\n")
    if as_json:
        print(json.dumps(report))
    else:
        _show(report, data)


def measure_skillspan(tagger: Tagger, path: Path) -> dict | None:
    """Return figures by part and method; None when the file is absent."""
    if not path.exists():
        return None
    texts = read_skillspan(path)
    readers: dict[str, Reader] = {
        "span reader": SpanReader(tagger, load_span_model("knowledge")).read,
        "scoring tagger": lambda text: [mention.span for mention in tagger.tag(text)],
        **{name: list_reader(source) for name, source in LISTS.items()},
    }
    by_part: dict[str, list[MarkedText]] = {}
    for text in texts:
        by_part.setdefault(text.part, []).append(text)
    return {
        part: {name: _score(reader, chosen, "knowledge") for name, reader in readers.items()}
        for part, chosen in sorted(by_part.items())
    }


def measure_green(tagger: Tagger, path: Path) -> dict | None:
    """Return figures for GREEN's label Skill by method; None when the file is absent."""
    if not path.exists():
        return None
    texts = read_green(path)
    readers: dict[str, Reader] = {
        "span reader": SpanReader(tagger, load_span_model("skill")).read,
        "scoring tagger": lambda text: [mention.span for mention in tagger.tag(text)],
        **{name: list_reader(source) for name, source in LISTS.items()},
    }
    return {name: _score(reader, texts, "Skill") for name, reader in readers.items()}


def measure_traps(tagger: Tagger) -> dict:
    """Return figures for development and test; the sentences read wrongly only of the former."""
    report = {
        "development": dict(score_traps(tagger, read_traps(DEVELOPMENT_TRAPS))),
    }
    for name, path in zip(("test", "fresh test", "third test"), TEST_TRAPS, strict=True):
        traps = read_traps(path)
        report[name] = dict(score_traps(tagger, traps)) | {
            "precision_at_recall_95": precision_at_recall(traps, 0.95)
        }
        del report[name]["wrong"]
    return report


def list_reader(source: str) -> Reader:
    """Return a reader that takes every longest form of one source, whatever its context."""
    columns = gzip.decompress((SHIPPED / "surfaces.tsv.gz").read_bytes()).decode().split("\n")
    texts, sources = columns[0].split("\t"), columns[4].split("\t")
    forms = [text for text, named in zip(texts, sources, strict=True) if source in named.split("+")]
    finder = Finder(forms)

    def read(text: str) -> Iterator[Span]:
        plain = fold_text(text)
        tokens = tokenise(plain)
        found = finder.find(plain, tokens)
        found = found.where(longest(found))
        starts = plain.origin[tokens.starts[found.firsts]].tolist()
        ends = (plain.origin[tokens.ends[found.stops - 1] - 1] + 1).tolist()
        return map(Span, starts, ends)

    return read


def measure_speed(tagger: Tagger) -> dict:
    """Return megabytes a CPU second on demo postings, some at a time as in the product; cold import, memory.

    The ceiling is an Aho-Corasick automaton over the same forms that reports its longest matches and decides
    nothing: no word boundaries, no context.
    """
    ads = [json.loads(line)["description_html"] for line in POSTINGS.read_text("utf-8").splitlines()]
    groups = [ads[start : start + SPEED_ADS] for start in range(0, len(ads), SPEED_ADS)]
    kind = MatchKind.LeftmostLongest
    automaton = AhoCorasick(tagger.forms.texts, matchkind=kind, store_patterns=False)
    ours = _megabytes_per_second(groups, lambda ads: tagger.tag_each(lay_out(ads)))
    ceiling = _megabytes_per_second(
        groups, lambda ads: [automaton.find_matches_as_indexes(ad.lower()) for ad in ads]
    )
    cold = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
    seconds, kilobytes = map(float, cold.stdout.split())
    return {
        "megabytes_per_second": round(ours, 2),
        "bare_automaton_megabytes_per_second": round(ceiling, 2),
        "share_of_bare_automaton": round(ours / ceiling, 2),
        "cold_import_seconds": round(seconds, 3),
        "process_megabytes": round(kilobytes / 1024, 1),
    }


def _megabytes_per_second(groups: Sequence[list[str]], work: Callable[[list[str]], object]) -> float:
    best = float("inf")
    for _ in range(SPEED_RUNS):
        started = process_time()
        for ads in groups:
            work(ads)
        best = min(best, process_time() - started)
    return sum(len(ad.encode()) for ads in groups for ad in ads) / 1e6 / best


def _first(folder: Path, *names: str) -> Path:
    """Return the first of the files that is there, the first of all when none is."""
    return next((folder / name for name in names if (folder / name).exists()), folder / names[0])


def _score(reader: Reader, texts: list[MarkedText], kind: str) -> dict[str, float]:
    return score_spans((list(reader(text.text)), text.marks.get(kind, [])) for text in texts)


def _show(report: dict, data: Path) -> None:
    console = Console()
    if report["skillspan"] is None and report["green"] is None:
        console.print(f"No marked texts under {data}: quality not measured.")
    blocks = {f"SkillSpan {part}": rows for part, rows in (report["skillspan"] or {}).items()}
    blocks |= {"GREEN Skill": report["green"]} if report["green"] else {}
    for title, rows in blocks.items():
        table = Table("method", "exact P", "R", "F1", "overlap P", "R", "F1", title=title)
        for name, figures in rows.items():
            table.add_row(name, *(f"{value:.3f}" for value in figures.values()))
        console.print(table)
    console.print({"prose traps": report["prose_traps"], **report["speed"]})
