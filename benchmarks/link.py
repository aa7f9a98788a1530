"""Quality of linking sentences to ESCO: recall precision at 5 on SkillSkape's test part."""

import ast
import csv
import json
from pathlib import Path

import click
from rich.console import Console

from services.features.linking import EscoLinker, load_linker

RESULTS = Path(__file__).parent / "results"
AT = 5
BATCH = 256

Linked = list[tuple[str, list[str]]]


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=Path("../shared/data"), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, data: Path, as_json: bool, save: bool) -> None:
    """Score links of SkillSkape's test sentences to ESCO, with and without what was learnt."""
    path = data / "skillskape" / "test.csv"
    if not path.exists():
        print(
            json.dumps({"skillskape": None})
            if as_json
            else f"No linked sentences under {data}: not measured."
        )
        return
    sentences = read_linked(path)
    linker = load_linker()
    methods = {"linker": linker, "names alone": linker.names_only()}
    report = {"skillskape": {name: score_links(method, sentences) for name, method in methods.items()}}
    if save:
        (RESULTS / "link.json").write_text(json.dumps(report, indent=1) + "\n")
    if as_json:
        print(json.dumps(report))
    else:
        Console().print(report)


def read_linked(path: Path) -> Linked:
    """Return the sentences of a SkillSkape file with their ESCO labels; those without any are left out."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["sentence"], ast.literal_eval(row["skills"])) for row in csv.DictReader(lines)]
    linked = [(sentence, [label for label in labels if label != "UNK"]) for sentence, labels in rows]
    return [(sentence, labels) for sentence, labels in linked if labels]


def score_links(linker: EscoLinker, sentences: Linked) -> dict[str, float]:
    """Return the mean over sentences of hits in the first 5 over the most hits possible there.

    A label that ESCO 1.1.1 lacks counts as missed.
    """
    total = 0.0
    for start in range(0, len(sentences), BATCH):
        batch = sentences[start : start + BATCH]
        links = linker.link([sentence for sentence, _ in batch], AT)
        for found, (_, labels) in zip(links, batch, strict=True):
            wanted = {label.lower() for label in labels}
            total += sum(link.label.lower() in wanted for link in found) / min(AT, len(wanted))
    return {"rp_at_5": round(total / max(len(sentences), 1), 4), "sentences": len(sentences)}
