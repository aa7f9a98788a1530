"""Measure how well it is read where applicants for a remote job may be, on postings marked by hand.

Each part is a file of postings: title, place as a board's field has it, text, and the countries and areas in
which an applicant has to be ("areas", ISO 3166-1 codes and names of areas; "worldwide" where it may be
anywhere). What is not remote is passed over.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.table import Table

from domain.codes import Workplace
from domain.postings import JobPosting, Place
from services.jobs.places.applicants import read_applicant_places, stated_areas
from services.jobs.places.areas import WORLDWIDE, countries_of, has_part_in
from services.jobs.places.understand import load_gazetteer

SETS = Path(__file__).parent.parent / "tests" / "corpus" / "applicants"
_RESULTS = Path(__file__).parent / "results" / "applicants.json"


class Reading(NamedTuple):
    """Where applicants may be by hand and as read; () where nothing is said."""

    marked: tuple[str, ...]
    read: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Tell whether both name the same countries, or both none, or the whole world."""
        if WORLDWIDE in self.marked or WORLDWIDE in self.read:
            return self.marked == self.read
        return _countries(self.marked) == _countries(self.read)


@click.command(help=__doc__)
@click.option(
    "--data", type=click.Path(exists=True, path_type=Path), default=SETS, help="Folder of the parts."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--save", is_flag=True, help="Write the result to benchmarks/results/.")
def command(*, data: Path, as_json: bool, save: bool) -> None:
    """Read every part and print how much of it is right."""
    result = {path.stem: measure(readings(path)) for path in sorted(data.glob("*.jsonl"))}
    if save:
        _RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if as_json:
        click.echo(json.dumps(result))
    else:
        _print(result)


def readings(path: Path) -> list[Reading]:
    """Return what is marked and what is read, of every remote posting of a part."""
    lines = map(json.loads, path.read_text("utf-8").splitlines())
    return [_reading(line) for line in lines if line["workplace"] == "remote"]


def measure(found: Sequence[Reading]) -> dict[str, float]:
    """Return shares in [0, 1]: read exactly, and of stated requirements precision and recall.

    ``lost`` is the share of applicants from all countries that would wrongly be told that they may not apply,
    ``kept`` the share of those who may not that would see the posting all the same.
    """
    asked = [one for one in found if _asks(one.marked)]
    read = [one for one in found if _asks(one.read)]
    return {
        "postings": len(found),
        "exact": _share(one.exact for one in found),
        "precision": _share(one.exact for one in read),
        "recall": _share(one.exact for one in asked),
        "lost": _share(not seen for one in found for may, seen in _applicants(one) if may),
        "kept": _share(seen for one in found for may, seen in _applicants(one) if not may),
    }


def _reading(line: dict[str, Any]) -> Reading:
    posting = JobPosting(
        source="file",
        external_id=line["id"],
        title=line["title"],
        location=Place(line["location"] or None),
        workplace=Workplace.REMOTE,
        description_text=line["text"],
    )
    marked = (WORLDWIDE,) if line["worldwide"] else stated_areas(line["areas"])
    return Reading(marked, read_applicant_places(posting))


def _applicants(one: Reading) -> Iterator[tuple[bool, bool]]:
    """Yield for an applicant of each country whether applying is allowed, and whether the posting is seen."""
    for country in load_gazetteer().names.values():
        yield tuple(not places or has_part_in(places, [country]) for places in one)  # type: ignore[misc]


def _asks(places: tuple[str, ...]) -> bool:
    return bool(places) and WORLDWIDE not in places


def _countries(places: Iterable[str]) -> set[str]:
    return {country for place in places for country in countries_of(place)}


def _share(true: Iterable[bool]) -> float:
    counted = list(true)
    return round(fmean(counted), 4) if counted else 1.0


def _print(result: dict[str, dict[str, float]]) -> None:
    names = list(next(iter(result.values()), {}))
    table = Table("part", *names)
    for part, shares in result.items():
        table.add_row(
            part, *(f"{value:g}" if name == "postings" else f"{value:.3f}" for name, value in shares.items())
        )
    Console().print(table)
