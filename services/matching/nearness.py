"""Read one resume's experience for one posting, with the very arithmetic that scores blocks."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from domain.postings import PostingFeatures
from services.features.kinds import KIND
from services.features.trades import trade_names
from services.matching.evidence import WeighedTerm, trade_key, weigh_trades
from services.matching.experience import (
    UNSAID_KIND,
    experience_line,
    kind_nearness,
    nearness,
    of_kind,
    read_asked,
    relevant_years,
    title_nearness,
    trade_nearness,
    with_nearness,
    years_met,
)
from services.matching.kinship import weigh_kinds
from services.matching.positions import NOTHING, weigh_title
from services.matching.vectors import ResumeVector

MOST_SHOWN = 3
"""Trades named at most."""


class TitleReading(NamedTuple):
    """How near the resume's positions are to a posting's title, by which of them, and for how many years.

    ``reads_like`` is an occupation of its text where that comes nearer than any position.
    """

    nearness: float
    position: str | None
    years: float
    reads_like: str | None


class KindReading(NamedTuple):
    """The kinds of work that a posting's title names, and how near the resume's positions come to them."""

    nearness: float
    named: tuple[str, ...]


class TradeReading(NamedTuple):
    """How near what two texts read like is, and the trades that bring them together most."""

    nearness: float
    shared: tuple[str, ...]


class ExperienceReading(NamedTuple):
    """The sub-score in [0, 1] before rounding, and what it comes from; None where nothing can be compared."""

    score: float
    nearness: float | None = None
    title: TitleReading | None = None
    trade: TradeReading | None = None
    kind: KindReading | None = None


def read_experience(resume: ResumeVector, features: PostingFeatures) -> ExperienceReading:
    """Return how the resume's experience meets a posting."""
    asked, slope, base = experience_line(resume.level, read_asked(features.requirements))
    title, trade = _read_title(resume, features), _read_trade(resume, features)
    met = slope * years_met(title.years if title else resume.years, asked) + base
    if title and trade:
        near = nearness(title.nearness, trade.nearness)
    elif only := title or trade:
        near = only.nearness
    else:
        return ExperienceReading(met)
    kind = _read_kind(resume, features)
    near = of_kind(near, kind.nearness if kind else UNSAID_KIND)
    return ExperienceReading(with_nearness(met, near), near, title, trade, kind)


def _read_kind(resume: ResumeVector, features: PostingFeatures) -> KindReading | None:
    asked = weigh_kinds(features.title)
    if not asked:
        return None
    product = sum(units * resume.kinds.get(key, 0) for key, units in asked.items())
    return KindReading(float(kind_nearness(float(product))), tuple(key.removeprefix(KIND) for key in asked))


def _read_title(resume: ResumeVector, features: PostingFeatures) -> TitleReading | None:
    title = weigh_title(features.title)
    if not title:
        return None
    held = {key: resume.titles.get(key, NOTHING) for key in title}
    near = title_nearness(float(sum(word.units * held[key].units for key, word in title.items())))
    counted = relevant_years(
        resume.years, float(sum(word.units * held[key].years for key, word in title.items()))
    )
    position, reads_like = _nearest(resume, title)
    return TitleReading(float(near), position, float(counted), reads_like)


def _read_trade(resume: ResumeVector, features: PostingFeatures) -> TradeReading | None:
    asked = weigh_trades(features.trades)
    if not asked or not resume.trades:
        return None
    shared = {key: units * resume.trades[key] for key, units in asked.items() if key in resume.trades}
    return TradeReading(float(trade_nearness(float(sum(shared.values())))), _names(shared))


def _names(shared: Mapping[str, int]) -> tuple[str, ...]:
    """Return what the trades shared most are called, each name once."""
    ordered = sorted(shared, key=lambda key: (-shared[key], key))
    names = (_by_key().get(key) for key in ordered)
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_SHOWN]


@cache
def _by_key() -> Mapping[str, str]:
    return {trade_key(number): name for number, name in enumerate(trade_names())}


def _nearest(resume: ResumeVector, title: dict[str, WeighedTerm]) -> tuple[str | None, str | None]:
    """Return the position that meets most of the title, and what the text reads like if that meets more."""
    positions: dict[str, int] = defaultdict(int)
    occupations: dict[str, int] = defaultdict(int)
    for key, word in title.items():
        held = resume.titles.get(key, NOTHING)
        if held.position is not None:
            positions[held.position] += word.units * held.own
        if held.reads_like is not None:
            occupations[held.reads_like] += word.units * held.read
    position, occupation = _most(positions), _most(occupations)
    ahead = occupation is not None and occupations[occupation] > positions.get(position or "", 0)
    return position, occupation if ahead else None


def _most(met: Mapping[str, int]) -> str | None:
    """Return the name that meets most, the first of equals; None if none meets any."""
    return max(sorted(met), key=met.__getitem__, default=None)
