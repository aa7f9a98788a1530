"""Measure that who somebody is changes no score: the same resumes as other people, against the same postings.

Every resume that comes with Rolefit is rewritten under other names, pronouns, family words, contact data and
graduation years. Each version is read and scored from scratch; a single differing tenth of a point counts.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from adapters.demo import DemoSource, load_records
from domain.postings import JobPosting
from domain.resumes import ParsedResume
from domain.searches import Weighing
from services.features.postings import posting_features
from services.features.tools import FeatureTools, load_feature_tools
from services.matching.loading import load_match_tools
from services.matching.match import match_postings
from services.matching.vectors import PostingForMatching
from services.resumes.understand import understand

_RESULTS = Path(__file__).parent / "results" / "fairness.json"
_BUNDLED = Path(__file__).parent.parent / "data"
TODAY = date(2026, 1, 1)
POSTINGS = 120

_PAIRS = (
    ("he", "she"), ("him", "her"), ("his", "hers"), ("himself", "herself"), ("mr", "ms"), ("male", "female"),
    ("father", "mother"), ("husband", "wife"), ("son", "daughter"), ("brother", "sister"),
    ("men's", "women's"), ("chairman", "chairwoman"), ("salesman", "saleswoman"), ("waiter", "waitress"),
    ("actor", "actress"), ("fraternity", "sorority"),
)  # fmt: skip
_SWAP = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_ABOUT = (
    "\nHe is a father of two and his wife knows him best. Chairman of the men's choir, once a waiter,"
    " salesman of the month.\n"
)
"""Added to every resume, so that there is something gendered to change."""

_WORD = re.compile(r"[A-Za-z]+(?:'s)?")
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
_PHONE = re.compile(r"\(?\b\d{3}\)?[ -]\d{3}[ -]\d{4}\b|\b555-\d{4}\b")
_EDUCATION = re.compile(r"(?ms)^(?:EDUCATION|Education)\b.*?(?=^\S[A-Z &]{4,}$|\Z)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Written:
    """A resume as text, with the name that stands on it."""

    id: str
    name: str
    text: str


def other_name(resume: Written, name: str) -> str:
    """Return the text under another name, wherever the name or a part of it stands."""
    text = resume.text.replace(resume.name, name).replace(resume.name.upper(), name.upper())
    first, last = name.split()[0], name.split()[-1]
    return _EMAIL.sub(f"{first}.{last}@example.net".lower(), text)


def other_gender(resume: Written) -> str:
    """Return the text with pronouns, titles and family words of the other gender."""
    return _WORD.sub(_swapped, resume.text)


def _swapped(match: re.Match[str]) -> str:
    word = match[0]
    other = _SWAP.get(word.lower())
    if other is None:
        return word
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other


def other_contact(resume: Written) -> str:
    """Return the text with another telephone number and address."""
    return _PHONE.sub("+44 20 7946 0991", _EMAIL.sub("somebody.else@example.org", resume.text))


def other_years_of_study(resume: Written) -> str:
    """Return the text with every year under education twelve earlier."""
    return _EDUCATION.sub(lambda part: _YEAR.sub(lambda year: str(int(year[0]) - 12), part[0]), resume.text)


NAMES = (
    "Lakisha Washington",
    "Greg Baker",
    "Nguyen Thi Hoa",
    "Fatima Al-Sayed",
    "Wojciech Brzęczyszczykiewicz",
)
CHANGES: Mapping[str, Callable[[Written], str]] = {
    **{f"name: {name}": lambda resume, name=name: other_name(resume, name) for name in NAMES},
    "gendered words": other_gender,
    "contact": other_contact,
    "graduation years": other_years_of_study,
}


@click.command(help=__doc__)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, as_json: bool, save: bool) -> None:
    """Rewrite every resume, score it again, and print how many scores differ."""
    result = measure(list(resumes()))
    if save:
        _RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if as_json:
        click.echo(json.dumps(result))
    else:
        _print(result)


def resumes() -> Iterator[Written]:
    """Yield the resumes that come with Rolefit as text, among them one of each of 50 occupations."""
    for line in (_BUNDLED / "ranking" / "resumes.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        text = record["text"] + _ABOUT
        yield Written(record["id"], text.partition("\n")[0].strip(), text)
    for path in sorted((_BUNDLED / "samples").glob("*.txt")):
        text = path.read_text("utf-8") + _ABOUT
        yield Written(path.stem, text.partition("\n")[0].strip().title(), text)


def measure(people: list[Written], postings: int = POSTINGS) -> dict[str, Any]:
    """Return by kind of change how many resumes were rewritten, how many scores compared, how many differ."""
    tools = load_feature_tools()
    offers = _offers(tools, postings)
    rows = {name: {"rewritten": 0, "scores": 0, "different": 0, "largest": 0.0} for name in CHANGES}
    for person in people:
        before = _scores(person.text, offers, tools)
        for name, change in CHANGES.items():
            text = change(person)
            if text != person.text:
                _compare(rows[name], before, _scores(text, offers, tools))
    return {"resumes": len(people), "postings": len(offers), "changes": rows}


def _compare(row: dict[str, float], before: Mapping[int, float], after: Mapping[int, float]) -> None:
    differences = [abs(after[key] - score) for key, score in before.items()]
    row["rewritten"] += 1
    row["scores"] += len(differences)
    row["different"] += sum(difference > 0 for difference in differences)
    row["largest"] = round(max(row["largest"], *differences), 1)


def _offers(tools: FeatureTools, most: int) -> list[PostingForMatching]:
    source = DemoSource()
    records = load_records()[:: max(1, len(load_records()) // most)]
    found: list[JobPosting] = [source.fetch(record.id) for record in records[:most]]
    return [
        PostingForMatching(key, None, posting_features(posting, tools)) for key, posting in enumerate(found)
    ]


def _scores(text: str, offers: list[PostingForMatching], tools: FeatureTools) -> dict[int, float]:
    resume: ParsedResume = understand(text.encode(), "text/plain", today=TODAY, tools=tools)
    matches = match_postings(resume, offers, Weighing(), load_match_tools())
    return {match.posting_id: match.score for match in matches}


def _print(result: dict[str, Any]) -> None:
    table = Table("changed", "resumes", "scores", "different", "largest difference")
    for name, row in result["changes"].items():
        table.add_row(name, *(f"{value:g}" for value in row.values()))
    Console().print(table)
