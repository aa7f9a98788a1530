"""Read what a posting pays from its text: a range or a figure with its currency and period.

Only pay counts: funding, revenue, bonuses, budgets and allowances are amounts too, so that an amount needs
a word or a period of pay beside it, and none of those others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.codes import Provenance
from domain.postings import Salary
from services.features.folding import fold
from services.jobs.amounts import Amount, read_amounts

_REACH = 60
"""Letters before and after an amount that may say what it is for."""

_PERIODS = {
    "HOUR": r"(?:per|an|a|je|pro|par|por|all'|/)\s?(?:hour|hr|h|stunde|std|heure|hora|ora|uur)\b"
    r"|hourly|\bp\.?h\b",
    "DAY": r"(?:per|an|a|je|pro|par|por|al|/)\s?(?:day|diem|tag|jour|d[ií]a|giorno|dag)\b"
    r"|daily|day rate|tagessatz|\btjm\b",
    "WEEK": r"(?:per|a|pro|par|por|/)\s?(?:week|wk|woche|semaine|semana|settimana)\b|weekly",
    "MONTH": r"(?:per|a|je|pro|par|por|al|/)\s?(?:month|mo|monat|mois|m[eê]s|mese|maand|lun[aă])\b"
    r"|monthly|monatlich|mensuel|mensual|mensile|mensal|\bpcm\b|\bp\.m\.|\bmtl\b|miesi[eę]cz",
    "YEAR": r"(?:per|a|je|pro|par|por|all'|/)\s?(?:year|yr|annum|jahr|an|année|a[nñ]o|ano|anno|jaar)\b"
    r"|annual|yearly|\bp\.?\s?a\b|jährlich|jahresgehalt|annuel|\bral\b|jaarsalaris|\bote\b",
}
_PERIOD = {name: re.compile(pattern) for name, pattern in _PERIODS.items()}
_PAY = re.compile(
    r"salar|\bpay\b|\bpaid\b|\bpays\b|compensation|\bwages?\b|remunerat|\bote\b|\bbase\b|\brate\b|\bctc\b|\bearn"
    r"|gehalt|vergütung|verdien|\blohn|rémunération|salaire|salario|sueldo|retribu[cz]i|\bral\b|salaris|sal[áa]rio"
    r"|wynagrodzenie|salariu|brutto|\bbrut\b|\bbruto\b|\blordo\b|\bgross\b|\bnetto?\b"
)
_OTHERS = (
    r"(?:funding|raised|series [a-e]\b|revenue|turnover|valuation|invest|budget|bonus|stipend|allowance|gift"
    r"|voucher|discount|reimburs|referral|401|pension|equity|stock|grant\b|donat|customers|assets|sales of"
    r"|portfolio|up front|relocation|umsatz|zuschuss|prämie|fee\b|savings?\b|prize|deductible|insurance"
    r"|coverage|tuition)"
)
_OTHER_BEFORE = re.compile(rf"{_OTHERS}[^.\n]{{0,22}}$")
_OTHER_AFTER = re.compile(rf"\s?(?!plus|and|und|\+|&)(?:[\w'-]+ ){{0,2}}{_OTHERS}")
_YEARLY_FROM = {"HOUR": 2_080, "DAY": 230, "WEEK": 52, "MONTH": 12, "YEAR": 1}
"""How many periods a year of full-time work has (8 hours × 260 days; 230 days are worked)."""

_LIKELY = {"HOUR": (3, 400), "DAY": (400, 2_500), "MONTH": (900, 14_000), "YEAR": (14_000, 1_500_000)}
"""Amounts in dollars, euros or pounds that one expects where no period is named; between them none is."""

_POSSIBLE = {
    "HOUR": (2, 2_000),
    "DAY": (20, 10_000),
    "WEEK": (80, 30_000),
    "MONTH": (150, 150_000),
    "YEAR": (1_500, 5_000_000),
}
_SMALL_UNITS = {
    "JPY": 110,
    "INR": 20,
    "HUF": 300,
    "KRW": 1_000,
    "CZK": 20,
    "SEK": 8,
    "NOK": 8,
    "DKK": 6,
    "PLN": 3,
}
"""Rough units of a currency in a dollar: only to tell an hour's pay from a month's."""


@dataclass(frozen=True)
class _Reading:
    salary: Salary
    confidence: int


def read_salary(text: str) -> Salary | None:
    """Return the pay that ``text`` states, or None; ``period`` is None where the text leaves it open.

    Of several amounts the one best said to be pay counts, the first of equals. A lone "up to" has no minimum,
    a lone "from" no maximum.
    """
    folded = fold(text)
    readings = list(_readings(folded))
    return max(readings, key=lambda reading: reading.confidence).salary if readings else None


def yearly(amount: float, period: str | None) -> float | None:
    """Return an amount per ``period`` as an amount per year of full-time work; None for an unknown period."""
    return amount * _YEARLY_FROM[period] if period in _YEARLY_FROM else None


def _readings(folded: str) -> Iterator[_Reading]:
    for amount in read_amounts(folded):
        before, after = _around(folded, amount)
        if _OTHER_BEFORE.search(before) or _OTHER_AFTER.match(after):
            continue
        reading = _reading(amount, before, after)
        if reading is not None:
            yield reading


def _around(folded: str, amount: Amount) -> tuple[str, str]:
    """Return what stands before and after the amount on its line and the line above."""
    start, end = amount.span
    after = folded[end : end + _REACH].split("\n", 1)[0]
    before = folded[max(0, start - _REACH) : start].rsplit("\n\n", 1)[-1]
    return before, after


def _reading(amount: Amount, before: str, after: str) -> _Reading | None:
    stated = _stated_period(after, before)
    about_pay = bool(_PAY.search(before) or _PAY.search(after))
    if not (stated or about_pay or (amount.is_range and amount.currency)):
        return None
    if amount.currency is None and not (about_pay and (amount.is_range or stated)):
        return None
    period = stated or _likely_period(amount)
    if not _plausible(amount, period):
        return None
    confidence = 4 * bool(stated) + 3 * about_pay + 2 * amount.is_range + bool(amount.currency)
    salary = Salary(amount.low, amount.high, amount.currency, period, Provenance.STATED)
    return _Reading(salary, confidence)


def _stated_period(after: str, before: str) -> str | None:
    """Return the period named nearest after the amount, else before it ("hourly rate: $25")."""
    found = [
        (match.start(), name) for name, pattern in _PERIOD.items() if (match := pattern.search(after[:35]))
    ]
    if found:
        return min(found)[1]
    found = [
        (-match.start(), name) for name, pattern in _PERIOD.items() for match in pattern.finditer(before)
    ]
    return min(found)[1] if found else None


def _dollars(value: float, currency: str | None) -> float:
    return value / _SMALL_UNITS.get(currency or "", 1)


def _likely_period(amount: Amount) -> str | None:
    size = _dollars(amount.largest, amount.currency)
    return next((name for name, (least, most) in _LIKELY.items() if least <= size < most), None)


def _plausible(amount: Amount, period: str | None) -> bool:
    if period is None:
        return amount.is_range
    least, most = _POSSIBLE[period]
    ends = [_dollars(end, amount.currency) for end in (amount.low, amount.high) if end is not None]
    return all(least <= end <= most for end in ends)
