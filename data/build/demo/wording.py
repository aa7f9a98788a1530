"""Put choices into words: years, pay, and the HTML of a whole ad."""

from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any

from data.build.demo.material import load

NUMBER_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten", 12: "twelve", 15: "fifteen"}  # fmt: skip
YEARS_BY_LEVEL = {2: (1, 2), 3: (2, 3, 4), 4: (5, 6, 7, 8), 5: (8, 9, 10), 6: (10, 12, 15)}
SYMBOLS = {
    "USD": "$",
    "GBP": "£",
    "EUR": "€",
    "CAD": "CA$",
    "AUD": "A$",
    "INR": "₹",
    "PLN": "PLN ",
    "RON": "RON ",
}
PERIOD_WORDS = {"YEAR": ("per year", "a year", "p.a."), "MONTH": ("per month gross", "gross a month", "/ month"), "HOUR": ("an hour", "per hour", "/hr"), "DAY": ("a day", "per day", "/day")}  # fmt: skip


@dataclass(frozen=True)
class Advert:
    """The parts of one ad in words, before they become HTML."""

    about: str
    intro: str
    duties: tuple[str, ...]
    required: tuple[str, ...]
    preferred: tuple[str, ...]
    benefits: tuple[str, ...]
    closing: tuple[str, ...]


def years_line(rng: Random, level: int, fields: list[str]) -> str | None:
    """Return a line that asks for years, or None where the ad says nothing about them."""
    common = load("common")
    if level == 1 or rng.random() < 0.2:
        return None
    if level == 2 and rng.random() < 0.6:
        return rng.choice(common["years_none"])
    years = rng.choice(YEARS_BY_LEVEL[level])
    most = {1: 2, 2: 4, 3: 5, 4: 6, 5: 7, 6: 8, 7: 10, 8: 12}.get(years)
    template = rng.choice(
        common["years_range"] if most in NUMBER_WORDS and rng.random() < 0.35 else common["years_open"]
    )
    field = rng.choice(fields)
    if "experience" in template and not field.startswith(("in ", "as ", "on ")):
        template = "{n}+ years {field}"
    words = {
        "n": years,
        "m": most,
        "word": NUMBER_WORDS[years],
        "word_m": NUMBER_WORDS.get(most or 0, ""),
        "field": field,
    }
    return _singular(_capital(template.format(**words)))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _singular(text: str) -> str:
    for several, single in (("1 or more years", "1 year or more"), ("At least one years", "At least one year"), ("One years'", "One year's"), ("At least 1 years", "At least 1 year"), ("of 1 years", "of one year"), ("1+ years", "1+ year"), ("Min. 1 yrs", "Min. 1 yr")):  # fmt: skip
        text = text.replace(several, single)
    return text


def pay_text(rng: Random, salary: dict[str, Any]) -> str:
    """Return a sentence with the pay in one of several customary notations."""
    low, high, currency, period = salary["min"], salary["max"], salary["currency"], salary["period"]
    symbol, when = SYMBOLS[currency], rng.choice(PERIOD_WORDS[period])
    notations = [
        f"{symbol}{low:,} – {symbol}{high:,} {when}",
        f"{low:,} to {high:,} {currency} {when}",
        f"{currency} {low:,}-{high:,} {when}",
    ]
    if period == "YEAR" and low % 1000 == 0 and high % 1000 == 0:
        notations.append(f"{symbol}{low // 1000}k–{symbol}{high // 1000}k")
    if currency == "EUR":
        notations.append(f"{low:,}".replace(",", ".") + "–" + f"{high:,}".replace(",", ".") + f" € {when}")
    lead = rng.choice(["Pay", "Salary", "Salary range", "Compensation", "We pay"])
    return f"{lead}{'' if lead == 'We pay' else ':'} {rng.choice(notations)}"


def render(rng: Random, advert: Advert) -> str:
    """Return the ad as HTML in one of the layouts that real ads use."""
    return rng.choices([_headed, _bold, _bullets_in_paragraphs, _short], weights=[10, 5, 3, 2])[0](
        rng, advert
    )


def _headed(rng: Random, advert: Advert) -> str:
    tag = rng.choice(["h2", "h3", "h3"])
    return _sections(rng, advert, lambda heading: f"<{tag}>{escape(heading)}</{tag}>", _unordered)


def _bold(rng: Random, advert: Advert) -> str:
    return _sections(rng, advert, lambda heading: f"<p><strong>{escape(heading)}</strong></p>", _unordered)


def _bullets_in_paragraphs(rng: Random, advert: Advert) -> str:
    bullet = rng.choice(["• ", "- ", "* "])
    return _sections(
        rng,
        advert,
        lambda heading: f"<p><strong>{escape(heading.upper())}</strong></p>",
        lambda lines: "<p>" + "<br>".join(bullet + escape(line) for line in lines) + "</p>",
    )


def _short(_rng: Random, advert: Advert) -> str:
    parts = [
        advert.intro,
        f"Your work: {'; '.join(advert.duties)}.",
        f"You bring: {'; '.join(advert.required)}.",
        f"Nice to have: {'; '.join(advert.preferred)}." if advert.preferred else "",
        advert.benefits[-1],
    ]
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part)


def _sections(rng: Random, advert: Advert, heading: Any, listing: Any) -> str:
    common = load("common")
    blocks = [
        heading(rng.choice(common["headings_about"])) if rng.random() < 0.4 else "",
        f"<p>{escape(advert.about, quote=False)}</p><p>{escape(advert.intro, quote=False)}</p>",
    ]
    for name, lines in (
        ("duties", advert.duties),
        ("required", advert.required),
        ("preferred", advert.preferred),
        ("benefits", advert.benefits),
    ):
        if lines:
            blocks += [heading(rng.choice(common[f"headings_{name}"])), listing(lines)]
    blocks += [f"<p>{escape(line, quote=False)}</p>" for line in advert.closing]
    return "".join(blocks)


def _unordered(lines: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line, quote=False)}</li>" for line in lines) + "</ul>"
