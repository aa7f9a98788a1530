"""Read the years of experience a posting asks for, and refuse the years that only look like it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from domain.codes import Importance
from domain.spans import Span
from services.features.importance import Zones
from services.features.numerals import PATTERN, VALUES, value_of
from services.features.phrasebook import Hit
from services.features.shelf import book
from services.features.wordlists import alternation, phrases
from services.features.years_context import Setting, counts_as_experience, no_experience_needed

_LOOK_BACK = 70
_NUMBER_BACK = 24
_NUMBER = re.compile(rf"(?<!\w){PATTERN}(?!\w)")
_WORDS = {label: alternation("amounts", label) for label in dict(phrases("amounts"))}
_UNIT = alternation("years", "year")
_BRACKETED = r"(?:\s*\(\d{1,2}\))?"
_AMOUNT = re.compile(
    rf"(?<![\w.,$€£/-])(?:{_WORDS['least']}\s+)?(?P<most>{_WORDS['most']}\s+)?(?:{_WORDS['between']}\s+)?"
    rf"(?<![\w.,$€£/-])(?P<low>{PATTERN}){_BRACKETED}(?:\s*(?:\+|{_WORDS['plus']}\b))?(?:\s*{_UNIT}\b)?"
    rf"(?:\s*(?:[-–—~/]|\b{_WORDS['to']}\b)\s*(?:{_WORDS['most']}\s+)?(?P<high>{PATTERN}){_BRACKETED}(?:\s*\+)?)?"
    rf"(?:\s*{_WORDS['whole']})?\s*-?\s*$"
)
_AT_LEAST_ONE = re.compile(rf"\b{_WORDS['least']}\s+an?\s*$")
_MORE_AFTER = re.compile(rf"'?s?'?\s*(?:\+|\b(?:{_WORDS['plus']}|{_WORDS['trailing']})\b)")
_ATTACHED = re.compile(r"(\w+)jährig")
_NUMBER_AFTER = re.compile(
    rf"\s*(?:of\s+)?(?:\w+\s+)?experience[^\n.;:]{{0,20}}[:=]\s*(?P<low>{PATTERN})(?:\s*\+)?(?!\w)"
)
_ALTERNATIVE = re.compile(r"[^.;\n]{0,160}\b(?:or|oder|ou|o|of|sau)\b[^.;\n]{0,120}")


@dataclass(frozen=True)
class YearsAsked:
    """Years of experience in one place of a posting; ``low`` None where only a maximum is given."""

    low: float | None
    high: float | None
    importance: Importance
    span: Span


class _Amount(NamedTuple):
    """A number of years as written, before it is known what it is a number of."""

    low: float | None
    high: float | None
    span: Span


def read_years(folded: str, zones: Zones) -> tuple[YearsAsked, ...]:
    """Return every demand for years of experience in a folded posting, by position."""
    found = [_demand(folded, unit, zones) for unit in book("years").find(folded)]
    demands = [demand for demand in found if demand is not None]
    # "three years to five years" is read at both units; the second knows the whole range.
    return tuple(one for one, next_one in zip_longest(demands, demands[1:]) if not _part_of(one, next_one))


def overall_years(folded: str, demands: Sequence[YearsAsked]) -> YearsAsked | None:
    """Return the demand that decides: the highest minimum; of alternatives joined by "or", the lowest counts.

    Five years with one tool imply five years of work, so general and specific demands are compared alike.
    Preferred years decide only where none are required. "No experience required" is a demand for 0 years.
    """
    firm = [demand for demand in demands if demand.importance is not Importance.PREFERRED]
    candidates = _without_alternatives(folded, firm or demands)
    if not candidates:
        return _nothing_needed(folded)
    return max(candidates, key=lambda demand: (demand.low is not None, demand.low or 0.0, -demand.span.start))


def _part_of(demand: YearsAsked, following: YearsAsked | None) -> bool:
    return following is not None and following.span.start <= demand.span.start


def _nothing_needed(folded: str) -> YearsAsked | None:
    span = no_experience_needed(folded)
    return YearsAsked(0.0, None, Importance.MENTIONED, span) if span else None


def _demand(folded: str, unit: Hit, zones: Zones) -> YearsAsked | None:
    importance = zones.at(unit.span.start)
    amount = _amount(folded, unit)
    if amount is None or importance is None:
        return None
    demand = YearsAsked(amount.low, amount.high, importance, amount.span)
    setting = Setting.around(folded, demand.span, unit.span.end)
    firm = (
        demand.high is not None
        or folded[demand.span.start : demand.span.end].strip("0123456789 ") != unit.phrase
    )
    if not counts_as_experience(
        setting, demand.low or demand.high or 0.0, firm=firm, months=unit.label == "month"
    ):
        return None
    return demand


def _amount(folded: str, unit: Hit) -> _Amount | None:
    """Read the number that belongs to a unit: before it, attached to it, or after "years of experience:"."""
    start = unit.span.end - 2 if unit.phrase.endswith(" an") else unit.span.start
    attached = _ATTACHED.match(unit.phrase)
    if attached:
        return _Amount(VALUES[attached.group(1)], None, unit.span)
    near = _NUMBER.search(folded, max(0, start - _NUMBER_BACK), start)
    before = _AMOUNT.search(folded, max(0, start - _LOOK_BACK), start) if near else None
    if before:
        return _bounds(folded, before, unit)
    if _AT_LEAST_ONE.search(folded, max(0, start - _LOOK_BACK), start):
        return _Amount(_unit_size(unit), None, unit.span)
    after = _NUMBER_AFTER.match(folded, unit.span.end)
    if after:
        low = value_of(after.group("low"))
        return _Amount(low, None, Span(unit.span.start, after.end()))
    return None


def _bounds(folded: str, amount: re.Match[str], unit: Hit) -> _Amount:
    size = _unit_size(unit)
    more = _MORE_AFTER.match(folded, unit.span.end)
    span = Span(amount.start(), more.end() if more else unit.span.end)
    one = value_of(amount["low"]) * size
    if amount["high"] is None:
        return _Amount(None, one, span) if amount["most"] else _Amount(one, None, span)
    other = value_of(amount["high"]) * size
    return _Amount(min(one, other), max(one, other), span)


def _unit_size(unit: Hit) -> float:
    return 1 / 12 if unit.label == "month" else 1.0


def _without_alternatives(folded: str, demands: Sequence[YearsAsked]) -> list[YearsAsked]:
    """Merge demands that one sentence joins by "or" into the lower of them."""
    kept: list[YearsAsked] = []
    for demand in demands:
        previous = kept[-1] if kept else None
        if previous and _ALTERNATIVE.fullmatch(folded, previous.span.end, demand.span.start):
            kept[-1] = min(previous, demand, key=lambda one: one.low or 0.0)
        else:
            kept.append(demand)
    return kept
