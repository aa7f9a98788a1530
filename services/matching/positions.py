"""Tell how near the positions a resume names are to a posting's title, and for how long they were held."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil
from typing import NamedTuple

from domain.resumes import ParsedResume
from domain.skills import Keyword
from services.features.kinds import KIND
from services.features.titles import read_title
from services.features.trades import occupations_of
from services.matching.damping import TERM_UNIT
from services.matching.evidence import CREDIT_UNIT, WeighedTerm

YEAR_UNIT = 256
"""Units of a year spent in a position with some word in its title."""

MOST_YEARS = 60.0


READ_AS = 3
"""Occupations that the text reads most like: their names count as titles of positions."""


class Held(NamedTuple):
    """What a resume has of one word or occupation of a title, in units: the more of the two that it may have.

    ``position`` names it best and gives it ``own`` units; ``reads_like`` is an occupation that the text reads
    like, whose name gives it ``read`` units.
    """

    units: int
    years: int = 0
    position: str | None = None
    own: int = 0
    reads_like: str | None = None
    read: int = 0


NOTHING = Held(0)


def hold_titles(resume: ParsedResume) -> dict[str, Held]:
    """Return what the resume's positions and headline name, by key: the nearest counts, their years add up.

    So do the occupations that the text reads most like, without years: employers call an economist "Senior
    Price Index Researcher". A further position or year never lowers anything, but for what it makes the text
    read like.
    """
    best: dict[str, Held] = {}
    years: dict[str, float] = defaultdict(float)
    for position, held in positions_of(resume):
        for word in read_title(position):
            years[word.key] += held * word.weight
            units = ceil(CREDIT_UNIT * word.weight)
            if units > best.get(word.key, NOTHING).units:
                best[word.key] = Held(units, 0, position, units)
    for name, share in _read_as(resume):
        for word in read_title(name):
            units = ceil(CREDIT_UNIT * share * word.weight)
            known = best.get(word.key, NOTHING)
            if units > known.read:
                best[word.key] = known._replace(units=max(known.own, units), reads_like=name, read=units)
    return {key: one._replace(years=_in_units(years.get(key, 0.0))) for key, one in best.items()}


def _read_as(resume: ParsedResume) -> list[tuple[str, float]]:
    """Return the occupations that the text reads most like, and how much, against the likest."""
    found = occupations_of(resume.trades)[:READ_AS]
    most = max((weight for _, weight in found), default=1.0)
    return [(name, weight / most) for name, weight in found]


def weigh_title(title: Iterable[Keyword]) -> dict[str, WeighedTerm]:
    """Return what a posting's title names, by key, as it was read: a sure title has the length one.

    Kinds of work are no words of it: see :mod:`kinship`.
    """
    title = (word for word in title if not word.key.startswith(KIND))
    weighed = ((word.key, word.term, round(TERM_UNIT * min(1.0, word.weight))) for word in title)
    return {key: WeighedTerm(term, units) for key, term, units in weighed if units > 0}


def positions_of(resume: ParsedResume) -> Iterator[tuple[str, float]]:
    """Yield every title of the resume and the years it was held; the headline was held no time at all."""
    name, label = resume.basics.name or "", resume.basics.label or ""
    yield "" if label == name else _unnamed(label, name), 0.0
    for entry in resume.work:
        yield _unnamed(entry.position or "", name), (entry.months or 0) / 12


def _unnamed(title: str, name: str) -> str:
    """Return a title without the whole name that stands in it: Robin Baker's line is no baker's."""
    if " " not in name:
        return title
    return " ".join(re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", title, flags=re.IGNORECASE).split())


def _in_units(years: float) -> int:
    return ceil(YEAR_UNIT * min(MOST_YEARS, years))
