"""Measure whether postings that other boards edited are found again, planted among hard neighbours.

Each demo posting is published a second time by another board with 0 to 30 % of its words replaced, dropped or
joined by foreign ones, with a changed title, place or company name and a board's own opening and closing.
Beside them stand the same company's other roles under the same text, the same text at another rank, in
another town.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from adapters.demo import DemoSource, load_records
from domain.postings import Company, JobPosting, Place
from services.jobs.filters import company_key
from services.jobs.fingerprints import Fingerprint, fingerprint, similarity, title_words
from services.jobs.normalise import normalise
from services.jobs.same_offer import group_offers, same_offer

_RESULTS = Path(__file__).parent / "results" / "twins.json"
RATES = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
_SEED = 20_260_102
_OPENING = (
    "Posted on behalf of our partner. Apply in two minutes and let our team guide you through every step. "
)
_CLOSING = " We share new openings every day; create an alert to hear of similar roles first."
_WORDS = re.compile(r"\S+")


@dataclass(frozen=True)
class Planted:
    """All postings by number, and which of them are one offer."""

    postings: Mapping[int, JobPosting]
    twins: Mapping[int, tuple[int, float]]


@click.command(help=__doc__)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, as_json: bool, save: bool) -> None:
    """Find the planted repeats and print precision, recall and both by how much was edited."""
    result = measure()
    if save:
        _RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if as_json:
        click.echo(json.dumps(result))
    else:
        _print(result)


def measure(seed: int = _SEED) -> dict[str, Any]:
    """Return precision and recall over all pairs, and recall by share of edited words."""
    planted = plant(random.Random(seed))
    made = {key: fingerprint(posting) for key, posting in planted.postings.items()}
    groups = group_offers(made)
    found = {key: groups.get(key, key) == groups.get(twin, twin) for key, (twin, _) in planted.twins.items()}
    wrong = _false_pairs(groups, planted)
    right = sum(found.values())
    return {
        "postings": len(planted.postings),
        "planted": len(found),
        "precision": round(right / max(1, right + wrong), 4),
        "recall": round(right / len(found), 4),
        "curve": [_at(rate, planted, found, made) for rate in RATES],
    }


def plant(rng: random.Random) -> Planted:
    """Return the postings, their edited repeats and their hard neighbours."""
    clock = datetime(2026, 1, 1, tzinfo=UTC)
    source = DemoSource(clock=lambda: clock)
    originals = _without_repeats([normalise(source.fetch(record.id)) for record in load_records()])
    words = [word for posting in originals for word in posting.description_text.split()]
    postings = dict(enumerate(originals))
    twins: dict[int, tuple[int, float]] = {}
    for key, posting in enumerate(originals):
        rate = RATES[key % len(RATES)]
        twin = len(postings)
        postings[twin] = _republished(posting, rate, words, rng)
        twins[twin] = (key, rate)
        postings[twin + 1] = _neighbour(posting, originals, rng)
    return Planted(postings, twins)


def _without_repeats(postings: list[JobPosting]) -> list[JobPosting]:
    """Leave out what the demo market itself posts twice: its own repeats are no false finds."""
    kept = {
        (title_words(one.title, one.location), one.company.name, one.location.raw): one for one in postings
    }
    return list(kept.values())


def _republished(posting: JobPosting, rate: float, words: list[str], rng: random.Random) -> JobPosting:
    text = edit(posting.description_text, rate, words, rng)
    senior = posting.title.replace("Senior", "Sr.")
    title = rng.choice([posting.title, posting.title.upper(), f"{posting.title} (m/f/d)", f"Apply: {senior}"])
    place = rng.choice([posting.location, Place(raw=posting.location.raw, country=posting.location.country)])
    own = posting.company.name or ""
    name = rng.choice([own, f"{own} GmbH", own.upper(), f"{own} Careers", None, "Bright Search Partners"])
    framed = rng.choice([text, _OPENING + text, _OPENING + text + _CLOSING])
    changed = replace(
        posting,
        title=title,
        location=place,
        company=Company(name),
        description_text=framed,
        source="other",
    )
    return normalise(changed)


def _neighbour(posting: JobPosting, others: list[JobPosting], rng: random.Random) -> JobPosting:
    """Return an offer that looks like ``posting`` and is none: other role, other rank or other town."""
    other = rng.choice(others)
    kind = rng.randrange(3)
    if kind == 0:
        return replace(
            posting, source="other", title=f"{other.title} for {posting.title.split()[0]} Operations"
        )
    if kind == 1:
        return replace(posting, source="other", title=f"Principal {posting.title}")
    return replace(
        posting, source="other", location=Place("Reykjavík, Iceland", "Reykjavík", None, "Iceland")
    )


def edit(text: str, rate: float, words: list[str], rng: random.Random) -> str:
    """Replace, drop or add a word at ``rate`` of the words."""

    def changed(match: re.Match[str]) -> str:
        if rng.random() >= rate:
            return match[0]
        return rng.choice((rng.choice(words), "", f"{match[0]} {rng.choice(words)}"))

    return _WORDS.sub(changed, text)


def _false_pairs(groups: Mapping[int, int], planted: Planted) -> int:
    members: dict[int, list[int]] = {}
    for key in planted.postings:
        members.setdefault(groups.get(key, key), []).append(key)
    return sum(1 for one, other in _pairs(members) if planted.twins.get(other, (None,))[0] != one)


def _pairs(members: Mapping[int, list[int]]) -> Iterator[tuple[int, int]]:
    for group in members.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                yield one, other


def _at(
    rate: float, planted: Planted, found: Mapping[int, bool], made: Mapping[int, Fingerprint]
) -> dict[str, float]:
    keys = [key for key, (_, edited) in planted.twins.items() if edited == rate]
    pairs = [(made[key], made[planted.twins[key][0]]) for key in keys]
    likeness = sorted(similarity(one.signature, other.signature) for one, other in pairs)
    return {
        "edited": rate,
        "recall": round(sum(found[key] for key in keys) / len(keys), 4),
        "recall_exact_key": round(sum(_exact(planted, key) for key in keys) / len(keys), 4),
        "median_similarity": round(likeness[len(likeness) // 2], 3),
        "compared_directly": round(sum(same_offer(*pair) for pair in pairs) / len(keys), 4),
    }


def _exact(planted: Planted, key: int) -> bool:
    """Tell whether the key of title, company and place alone would have found the repeat."""
    one, other = planted.postings[key], planted.postings[planted.twins[key][0]]
    return _exact_key(one) == _exact_key(other)


def _exact_key(posting: JobPosting) -> tuple[str, str, str | None]:
    return posting.title.casefold(), company_key(posting.company.name or ""), posting.location.raw


def _print(result: dict[str, Any]) -> None:
    table = Table(title=f"{result['planted']} planted repeats among {result['postings']} postings")
    rows = result["curve"]
    for name in rows[0]:
        table.add_column(name.replace("_", " "), justify="right")
    for row in rows:
        table.add_row(*(f"{value:g}" for value in row.values()))
    Console().print(table)
    Console().print(f"precision {result['precision']}, recall {result['recall']}")
