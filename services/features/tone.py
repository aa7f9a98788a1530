"""Read how a posting speaks: named signals with their words, and a number relative to a corpus.

Sentiment of the whole text says nothing here: VADER rates 95 % of real postings above 0.9. The balance of
named signals does vary, every one of them can be shown, and only its distance from what postings usually
have is reported. Gender-coded wording is shown and never enters the number.
"""

import math
import re
from collections.abc import Iterable

from domain.codes import Importance
from domain.postings import Tone, ToneFlag
from domain.spans import Span
from services.features.corpus import CorpusStatistics
from services.features.importance import Zones
from services.features.shelf import book

POLARITY = {
    "pay_stated": 2.0,
    "benefits": 0.5,
    "flexibility": 1.0,
    "welcoming": 1.0,
    "pressure": -1.0,
    "overtime": -1.0,
    "unpaid": -3.0,
    "pay_vague": -0.5,
    "urgency": -0.5,
    "requirement_load": -1.0,
}
_MONEY = "money"
FEWEST_WORDS = 30
HEAVY_LOAD = 15
_SIGNAL_CAP = 3
_NUMBER = r"(?:\d{1,3}(?: \d{3})+|\d[\d.,']*)(?:\s?k\b)?"
_NUMBER_AFTER = re.compile(rf"\s?{_NUMBER}")
_NUMBER_BEFORE = re.compile(rf"(?<![\w.,'])(?<!\d){_NUMBER}\s?$")
_LONGEST_NUMBER = 14
_PAY = re.compile(
    r"salary|pay\b|paid|compensation|wage|hour|annum|year|month|gehalt|vergütung|stunde|jahr|monat|brutto|salaire"
    r"|brut\b|rémunération|salario|bruto|retribuzione|ral\b|lordo|salaris|maand|uur\b|salário|mês|salari|lună|\bnet\b"
)
_PAY_REACH = 50


def read_tone(text: str, folded: str, zones: Zones, corpus: CorpusStatistics) -> Tone:
    """Return the signals of a posting by position, and their balance against the corpus in [-1, 1].

    ``folded`` is ``text`` after :func:`services.features.folding.fold`. ``sentiment`` is ``tanh(z / 2)`` of
    the signals' balance; None when the text has under 30 words.
    """
    signals = [*_signals(folded), *_load(zones)]
    flags = tuple(
        ToneFlag(code, span.of(text), span) for code, span in sorted(signals, key=lambda pair: pair[1])
    )
    if len(text.split(maxsplit=FEWEST_WORDS)) < FEWEST_WORDS:
        return Tone(None, flags)
    distance = (_balance(code for code, _ in signals) - corpus.tone_mean) / corpus.tone_spread
    return Tone(round(math.tanh(distance / 2), 3), flags)


def balance(folded: str, zones: Zones) -> float:
    """Return the raw balance of a posting's signals, as the corpus statistics are learnt from it."""
    return _balance(code for code, _ in (*_signals(folded), *_load(zones)))


def _balance(codes: Iterable[str]) -> float:
    """Sum the polarity of signals; past the third of a kind they add nothing, lest length should win."""
    counts: dict[str, int] = {}
    for code in codes:
        counts[code] = counts.get(code, 0) + 1
    return sum(POLARITY.get(code, 0.0) * min(count, _SIGNAL_CAP) for code, count in counts.items())


def _signals(folded: str) -> list[tuple[str, Span]]:
    hits = book("tone").find(folded)
    money = [hit.span for hit in hits if hit.label == _MONEY]
    listed = [(hit.label, hit.span) for hit in hits if hit.label != _MONEY]
    return [*listed, *_stated_pay(folded, money)]


def _stated_pay(folded: str, money: Iterable[Span]) -> Iterable[tuple[str, Span]]:
    """Yield the first amount of money that stands beside a word of pay ("$5M in revenue" does not)."""
    for sign in money:
        amount = _amount(folded, sign)
        if amount and _PAY.search(folded, max(0, amount.start - _PAY_REACH), amount.end + _PAY_REACH):
            yield "pay_stated", amount
            return


def _amount(folded: str, sign: Span) -> Span | None:
    """Return the number beside a sign of money together with it: "$18.50", "45.000 €"."""
    after = _NUMBER_AFTER.match(folded, sign.end)
    if after:
        return Span(sign.start, after.end())
    before = _NUMBER_BEFORE.search(folded, max(0, sign.start - _LONGEST_NUMBER), sign.start)
    return Span(before.start(), sign.end) if before else None


def _load(zones: Zones) -> Iterable[tuple[str, Span]]:
    """Yield one signal over the demands when a posting makes more than fifteen of them."""
    demands = [zone.span for zone in zones.all if zone.importance is Importance.REQUIRED]
    if len(demands) > HEAVY_LOAD:
        yield "requirement_load", Span(demands[0].start, demands[-1].end)
