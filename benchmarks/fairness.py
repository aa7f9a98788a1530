"""Measure that who somebody is changes no score: the same resumes as other people, against the same postings.

Resumes that come with Rolefit, of all forms, are rewritten under other names (those of trades among them,
with an e-mail address that gives none away), pronouns, family words, contact data and graduation years. Each
version is read and scored from scratch; a single differing tenth of a point counts.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
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
from services.resumes.understand import parse, understand

_RESULTS = Path(__file__).parent / "results" / "fairness.json"
_BUNDLED = Path(__file__).parent.parent / "data"
_FILES = {"resumes": 1, "long_resumes": 1, "hands_resumes": 6, "forms_resumes": 1}
"""Files of resumes, and every which of them is taken: those of six hands are 300."""

TODAY = date(2026, 1, 1)
POSTINGS = 120

_PAIRS = (
    ("he", "she"), ("him", "her"), ("his", "hers"), ("himself", "herself"), ("mr", "ms"), ("male", "female"),
    ("father", "mother"), ("husband", "wife"), ("son", "daughter"), ("brother", "sister"),
    ("men's", "women's"), ("chairman", "chairwoman"), ("salesman", "saleswoman"), ("waiter", "waitress"),
    ("actor", "actress"), ("fraternity", "sorority"),
)  # fmt: skip
_SWAP = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
_THEY = {"he": "they", "she": "they", "his": "their", "himself": "themselves", "herself": "themselves"}
_ABOUT = (
    "\nHe is a father of two and his wife knows him best. Chairman of the men's choir, once a waiter,"
    " salesman of the month.\n"
)
"""Added to every resume, so that there is something gendered to change."""

_WORD = re.compile(r"(?<!\w)(?:[A-Za-z]?[a-z]+)(?:'s)?(?!\w)")
"""Words that are not all in capitals: MS and HIM are something else."""

_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
_PHONE = re.compile(r"\(?\b\d{3}\)?[ -]\d{3}[ -]\d{4}\b|\b555-\d{4}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Written:
    """A resume as text, with the name that stands on it."""

    id: str
    name: str
    text: str


def other_name(resume: Written, name: str) -> str:
    """Return the text under another name, wherever it stands, and its family name in publications.

    The address tells no name: ``greg.baker@…`` would say that Baker is no trade here.
    """
    if not resume.name:
        return resume.text
    text = _EMAIL.sub("me@example.net", resume.text)
    text = re.sub(rf"(?<!\w){re.escape(resume.name)}(?!\w)", partial(_as_written, name), text, flags=re.I)
    *given, family = [word for word in resume.name.split() if word[0].isalpha()]
    second = "|".join([*(one[0] for one in given[1:]), "[A-Z]"])
    initials = rf"{given[0][0]}\.?(?:[ -]?(?:{second})\.?)?"
    family = re.escape(family)
    behind = rf"(?P<comma>,?) {initials}(?!\w)|(?=,? and [A-Z]| et al)"
    cited = rf"(?<!\w)(?:{family}(?:{behind})|{initials} {family}(?!\w))"
    return re.sub(cited, lambda at: _cited(at, name), text)


def _cited(at: re.Match[str], name: str) -> str:
    """Return a name as publications have it, with an initial where ``at`` has one."""
    first, *_, family = name.split()
    if at["comma"] is not None:
        return f"{family}{at['comma']} {first[0]}."
    return f"{first[0]}. {family}" if " " in at[0] else family


def other_gender(resume: Written) -> str:
    """Return the text with pronouns, titles and family words of the other gender."""
    return _WORD.sub(partial(_swapped, _SWAP), resume.text)


def no_gender(resume: Written) -> str:
    """Return the text with "they" in place of "she" and "he"."""
    return _WORD.sub(partial(_swapped, _THEY), resume.text)


def _swapped(others: Mapping[str, str], match: re.Match[str]) -> str:
    other = others.get(match[0].lower())
    return match[0] if other is None else _as_written(other, match)


def _as_written(other: str, match: re.Match[str]) -> str:
    word = match[0]
    return other.upper() if word.isupper() else other[0].upper() + other[1:] if word[0].isupper() else other


def other_contact(resume: Written) -> str:
    """Return the text with another telephone number and address."""
    return _PHONE.sub("+44 20 7946 0991", _EMAIL.sub("somebody.else@example.org", resume.text))


def other_years_of_study(resume: Written) -> str:
    """Return the text with the years of studies twelve earlier, where no position's stand among them."""
    read = parse(resume.text.encode(), "text/plain", today=TODAY)
    worked, text = [entry.span for entry in read.work], resume.text
    for span in {entry.span for entry in read.education}:
        if not any(one.start < span.end and span.start < one.end for one in worked):
            for line in filter(_YEAR.search, span.of(read.text).splitlines()):
                written = r"\s+".join(map(re.escape, line.split()))
                text = re.sub(written, lambda at: _YEAR.sub(_twelve_earlier, at[0]), text, count=1)
    return text


def _twelve_earlier(year: re.Match[str]) -> str:
    return str(int(year[0]) - 12)


NAMES = (
    "Lakisha Washington",
    "Greg Baker",
    "Mary Cook",
    "Mason Greene",
    "Jordan Blake",
    "Ruby Sharp",
    "Nguyen Thi Hoa",
    "Fatima Al-Sayed",
    "Wojciech Brzęczyszczykiewicz",
)
CHANGES: Mapping[str, Callable[[Written], str]] = {
    **{f"name: {name}": lambda resume, name=name: other_name(resume, name) for name in NAMES},
    "gendered words": other_gender,
    "they": no_gender,
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
    """Yield resumes that come with Rolefit as text: of 50 occupations, by many hands, in many forms."""
    for path in sorted((_BUNDLED / "samples").glob("*.txt")):
        yield _written(path.stem, path.read_text("utf-8"))
    for file, every in _FILES.items():
        lines = (_BUNDLED / "ranking" / f"{file}.jsonl").read_text("utf-8").splitlines()
        for record in map(json.loads, lines[::every]):
            yield _written(f"{file}.{record['id']}", record["text"])


def _written(number: str, text: str) -> Written:
    """Return a resume with its name, or none where its address does not say that it is one."""
    basics = parse(text.encode(), "text/plain", today=TODAY).basics
    words = (basics.name or "").split()
    address = re.sub(r"\W", "", basics.email or "").casefold()
    told = len(words) > 1 and re.sub(r"\W", "", words[-1]).casefold() in address
    return Written(number, basics.name if told and basics.name else "", text + _ABOUT)


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
