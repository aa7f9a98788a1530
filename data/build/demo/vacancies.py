"""Decide what is vacant: profession, track, level, company, place, contract and pay of each demo posting."""

from dataclasses import dataclass
from random import Random
from typing import Any

from data.build.demo.material import Company, Line, companies, load, parse_lines

LEVELS = (4, 3, 2, 4, 3, 5, 3, 2, 4, 1, 3, 4, 6, 2, 4, 3)
INTERN, DIRECTOR = 1, 5
WORKPLACES = {"o": "onsite", "r": "remote", "h": "hybrid"}
HOURS_A_YEAR, DAYS_A_YEAR = 1900, 190
LOWEST_HOURLY = {"USD": 15, "GBP": 12, "EUR": 13, "CAD": 17, "AUD": 25}
"""Near the legal minimum of 2026, so that no ad offers less."""


@dataclass(frozen=True)
class Vacancy:
    """The choices behind one posting, before it is put into words."""

    rng: Random
    profession: dict[str, Any]
    track: dict[str, Any]
    level: int
    company: Company
    city: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Return region, country code and country."""
        region, code, country = load("places")["city"][self.city]
        return region, code, country

    @property
    def leads(self) -> bool:
        """Tell whether the job is a director's or an executive's."""
        return self.level >= DIRECTOR

    @property
    def hands_on(self) -> bool:
        """Tell whether the work is done by the hour, where the patients, pallets or pans are."""
        return bool(self.profession.get("hourly")) and not self.leads

    def lines(self, kind: str, count: int) -> list[Line]:
        """Return about ``count`` lines: the track's own first, then those for the level, then general ones.

        Interns are asked for half as much; leaders do little of the track's daily work.
        """
        own = [line for line in parse_lines(self.track[kind]) if line.fits(self.level)]
        general = [line for line in parse_lines(self.profession[kind]) if line.fits(self.level)]
        if self.level == INTERN or self.leads:
            own = own[: 0 if self.leads and kind == "duties" else 1]
        chosen = own + [line for line in general if line.particular]
        rest = [line for line in general if not line.particular]
        wanted = count // 2 if self.level == INTERN or self.leads else count
        return chosen + self.rng.sample(rest, min(len(rest), max(1, wanted - len(chosen))))


def vacancies(slug: str) -> list[Vacancy]:
    """Return the vacancies of one profession, spread over its tracks, levels, companies and places."""
    profession = load(slug)
    hiring = [company for company in companies() if slug in company.hires]
    return [_vacancy(slug, profession, hiring, number) for number in range(profession["count"])]


def _vacancy(slug: str, profession: dict[str, Any], hiring: list[Company], number: int) -> Vacancy:
    rng = Random(f"{slug}:{number}")
    company = hiring[number % len(hiring)]
    return Vacancy(
        rng=rng,
        profession=profession,
        track=profession["track"][(number + number // 8) % len(profession["track"])],
        level=LEVELS[(number + sum(map(ord, slug))) % len(LEVELS)],
        company=company,
        city=rng.choice(company.places),
    )


def choose_job_type(vacancy: Vacancy) -> str:
    """Return LinkedIn's letter: internships are I, leaders are permanent."""
    if vacancy.level == INTERN:
        return "I"
    if vacancy.leads:
        return "F"
    return vacancy.rng.choice(vacancy.profession["types"])


def choose_workplace(vacancy: Vacancy) -> str:
    """Return ``onsite``, ``remote`` or ``hybrid``; hands-on work is on site."""
    return "onsite" if vacancy.hands_on else WORKPLACES[vacancy.rng.choice(vacancy.profession["workplaces"])]


def choose_salary(vacancy: Vacancy, letter: str) -> dict[str, Any] | None:
    """Return a pay range in the country's currency and customary period; None in 45 % of ads."""
    rng = vacancy.rng
    if letter == "V" or rng.random() < 0.45:
        return None
    currency, factor, period = load("places")["pay"][vacancy.place[1]]
    middle = vacancy.profession["salary"][vacancy.level - 1] * 1000 * factor * rng.uniform(0.92, 1.08)
    if period == "MONTH" or vacancy.level == INTERN:
        return _range(middle / 12, 100, currency, "MONTH")
    if letter == "C" and vacancy.level >= 3 and not vacancy.hands_on:
        return _range(middle / DAYS_A_YEAR, 5, currency, "DAY")
    if vacancy.hands_on and currency in LOWEST_HOURLY:
        return _range(max(middle / HOURS_A_YEAR, LOWEST_HOURLY[currency] / 0.92), 1, currency, "HOUR")
    return _range(middle, 1000, currency, period)


def _range(middle: float, step: int, currency: str, period: str) -> dict[str, Any]:
    low, high = (int(round(middle * share / step) * step) for share in (0.92, 1.1))
    return {"min": low, "max": max(high, low + step), "currency": currency, "period": period}
