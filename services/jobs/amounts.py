"""Read amounts of money as people write them: "$120K – $160K", "€55.000–65.000", "CHF 8'500", "12-18 LPA"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNS = {
    "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD", "nz$": "NZD", "s$": "SGD",
    "hk$": "HKD", "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "rs.": "INR", "rs": "INR", "zł": "PLN", "kč": "CZK", "₩": "KRW", "₪": "ILS", "₺": "TRY", "eur": "EUR",
    "euro": "EUR", "euros": "EUR", "fr.": "CHF", "dollars": "USD", "pounds": "GBP", "lei": "RON",
}  # fmt: skip
_CODES = "usd eur gbp chf cad aud nzd sgd hkd inr pln czk sek nok dkk huf ron bgn brl mxn jpy krw zar ils aed"
_CURRENCY = {**_SIGNS, **{code: code.upper() for code in _CODES.split()}}
_MONEY = "|".join(sorted(map(re.escape, _CURRENCY), key=len, reverse=True))
_SIGN = rf"(?:(?<![a-z])(?:{_MONEY})(?![a-z]))"
_DIGITS = r"\d{1,3}(?:[.,' \u202f]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_SCALE = r"(?:\s?(?:k|tsd\.?|thousand|mil|lpa|lakhs?|lacs?)(?![a-z]))"
_DASH = r"\s?(?:-|–|—|−|to|bis|until|and|und|y|à|a|bis zu|jusqu'à|hasta|tot|do)\s?"
_PART = rf"(?:{_SIGN}\s?)?(?:{_DIGITS}){_SCALE}?\+?(?:\s?{_SIGN})?"
_PERIOD_BETWEEN = r"(?:\s?(?:/|per |an |a )(?:hour|hr|h|day|week|month|year|yr|annum))?"
AMOUNT = re.compile(
    rf"(?<![\w.,#])(?P<first>{_PART})(?:{_PERIOD_BETWEEN}{_DASH}(?P<second>{_PART}))?(?![\w%])"
)
"""One amount or a range, in a text folded to lower case."""

_NUMBER = re.compile(rf"(?P<digits>{_DIGITS})(?P<scale>{_SCALE})?")
_SIGN_IN = re.compile(_SIGN)
_UP_TO = re.compile(r"(?:up to|upto|max(?:imum|\.)?|bis zu|jusqu'à|hasta|fino a|tot|até)\s*(?:of\s)?:?\s?$")
_FROM = re.compile(
    r"(?:from|starting at|starts at|at least|min(?:imum|\.)?|ab|à partir de|desde|da|vanaf)\s*(?:of\s)?:?\s?$"
)
_NO_MONEY = re.compile(
    r"\s?(?:%|(?:years?|yrs?|jahre|people|employees|customers|m|mm|bn|b|million|billion)\b)"
)


@dataclass(frozen=True)
class Amount:
    """One or two ends in whole currency units, and where they stand; None is an open end."""

    low: float | None
    high: float | None
    currency: str | None
    span: tuple[int, int]
    scaled: bool

    @property
    def is_range(self) -> bool:
        """Tell whether both ends are given and differ."""
        return self.low is not None and self.high is not None and self.low != self.high

    @property
    def largest(self) -> float:
        """Return the upper end, or the only one."""
        return max(end for end in (self.low, self.high) if end is not None)


_WORTH_READING = re.compile(
    rf"[$€£¥₹₩₪₺]|\d\s?k\b|\b(?:{_CODES.replace(' ', '|')}|euros?|lpa|lakhs?|tsd|zł|kč|lei|rs)\b"
)


def read_amounts(folded: str) -> Iterator[Amount]:
    """Yield the amounts of ``folded`` (lower case) that carry a currency or could be ends of a range."""
    if not _WORTH_READING.search(folded):  # most postings name no money, and this look is cheap
        return
    for match in AMOUNT.finditer(folded):
        amount = _amount(folded, match)
        if amount is not None and not _NO_MONEY.match(folded, match.end()):
            yield amount


def _amount(folded: str, match: re.Match[str]) -> Amount | None:
    first, second = _value(match["first"]), _value(match["second"] or "")
    currency = _currency(match[0])
    if first is None or (currency is None and second is None and not _scaled(match["first"])):
        return None
    span, scaled = match.span(), _scaled(match["first"]) or _scaled(match["second"] or "")
    if second is not None:
        low = first * _factor(match["second"]) if _lost_its_scale(match, first, second) else first
        return Amount(low, second, currency, span, scaled) if low <= second else None
    before = folded[max(0, match.start() - 20) : match.start()]
    if _UP_TO.search(before):
        return Amount(None, first, currency, span, scaled)
    open_ended = bool(_FROM.search(before)) or "+" in match["first"]
    return Amount(first, None if open_ended else first, currency, span, scaled)


def _lost_its_scale(match: re.Match[str], first: float, second: float) -> bool:
    """Tell whether "120 - 160k" means thousands on both sides."""
    return _scaled(match["second"]) and not _scaled(match["first"]) and first < 1_000 <= second


def _scaled(part: str) -> bool:
    return _factor(part) > 1


def _factor(part: str) -> int:
    """Return 1,000 for "k", 100,000 for lakhs, else 1."""
    number = _NUMBER.search(part)
    scale = ((number and number["scale"]) or "").strip()
    return 100_000 if scale.startswith("l") else 1_000 if scale else 1


def _value(part: str) -> float | None:
    number = _NUMBER.search(part)
    return _plain(number["digits"]) * _factor(part) if number else None


def _plain(digits: str) -> float:
    """Read "55.000", "55,000", "55 000", "55'000", "18,50" and "18.50"."""
    bare = re.sub(r"[ '\u202f]", "", digits)
    decimal = re.search(r"[.,](\d{1,2})$", bare)
    whole = bare[: decimal.start()] if decimal else bare
    return float(re.sub(r"[.,]", "", whole) + (f".{decimal[1]}" if decimal else ""))


def _currency(part: str) -> str | None:
    """Return the currency by its sign or code; only rupees are counted in lakhs."""
    sign = _SIGN_IN.search(part)
    if sign is None:
        return "INR" if _factor(part.rsplit("-", 1)[-1]) > 1_000 else None
    return _CURRENCY[sign[0]]
