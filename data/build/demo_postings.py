"""Build ``data/demo/postings.jsonl``: fictional postings composed from hand-written material.

Run ``python -m data.build.demo_postings``; the same material writes the same bytes.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from data.build.demo.material import Company, Line, companies, load, parse_lines, profession_names
from data.build.demo.wording import Advert, pay_text, render, years_line

TARGET = Path(__file__).resolve().parents[1] / "demo" / "postings.jsonl"
FIRST_ID = 4_200_000_001
LEVELS = (4, 3, 2, 4, 3, 5, 3, 2, 4, 1, 3, 4, 6, 2, 4, 3)
WORKPLACES = {"o": "onsite", "r": "remote", "h": "hybrid"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Vacancy:
    """The choices behind one posting, before it is put into words."""

    rng: Random
    profession: Row
    track: Row
    level: int
    company: Company
    city: str

    @property
    def place(self) -> tuple[str, str, str]:
        """Return region, country code and country."""
        region, code, country = load("places")["city"][self.city]
        return region, code, country

    def lines(self, kind: str, count: int) -> list[Line]:
        """Return about ``count`` lines: the track's own first, then those for the level, then general ones."""
        own = [line for line in parse_lines(self.track[kind]) if line.fits(self.level)]
        general = [line for line in parse_lines(self.profession[kind]) if line.fits(self.level)]
        if self.level >= 5:
            own = own[:1]
        particular = [line for line in general if line.particular]
        rest = [line for line in general if not line.particular]
        chosen = own + particular
        return chosen + self.rng.sample(rest, min(len(rest), max(2, count - len(chosen))))


def vacancies(slug: str) -> list[Vacancy]:
    """Return the vacancies of one profession, spread over its tracks, levels, companies and places."""
    profession = load(slug)
    hiring = [company for company in companies() if slug in company.hires]
    offset = sum(map(ord, slug))
    result = []
    for number in range(profession["count"]):
        rng = Random(f"{slug}:{number}")
        company = hiring[number % len(hiring)]
        result.append(
            Vacancy(
                rng=rng,
                profession=profession,
                track=profession["track"][(number + number // 8) % len(profession["track"])],
                level=LEVELS[(number + offset) % len(LEVELS)],
                company=company,
                city=rng.choice(company.places),
            )
        )
    return result


def job_type(vacancy: Vacancy) -> str:
    """Return LinkedIn's letter: internships are I, leaders are permanent."""
    if vacancy.level == 1:
        return "I"
    if vacancy.level >= 5:
        return "F"
    return vacancy.rng.choice(vacancy.profession["types"])


def salary(vacancy: Vacancy, letter: str) -> Row | None:
    """Return a stated pay range in the country's currency and period, or None (45 % of ads, volunteers)."""
    rng = vacancy.rng
    if letter == "V" or rng.random() < 0.45:
        return None
    currency, factor, period = load("places")["pay"][vacancy.place[1]]
    middle = vacancy.profession["salary"][vacancy.level - 1] * 1000 * factor * rng.uniform(0.92, 1.08)
    if letter == "C" and period == "YEAR" and vacancy.level >= 3:
        return _range(middle / 190, 5, currency, "DAY")
    if vacancy.profession.get("hourly") and period == "YEAR" and vacancy.level <= 3 and currency != "INR":
        return _range(middle / 1900, 1, currency, "HOUR")
    return (
        _range(middle / 12, 100, currency, period)
        if period == "MONTH"
        else _range(middle, 1000, currency, period)
    )


def _range(middle: float, step: int, currency: str, period: str) -> Row:
    low, high = (int(round(middle * share / step) * step) for share in (0.92, 1.1))
    return {"min": low, "max": max(high, low + step), "currency": currency, "period": period}


def advert(vacancy: Vacancy, title: str, pay: Row | None) -> tuple[Advert, list[str]]:
    """Return the ad in words and the skills it names, in order of appearance."""
    rng, common = vacancy.rng, load("common")
    long = rng.random() < 0.15
    duties = vacancy.lines("duties", 9 if long else rng.randint(4, 6))
    required = vacancy.lines("requirements", 10 if long else rng.randint(5, 7))
    preferred = vacancy.lines("nice", rng.randint(2, 4)) if rng.random() < 0.75 else []
    years = years_line(rng, vacancy.level, vacancy.profession["fields"])
    benefits = tuple(rng.sample(common["benefits"], 7 if long else rng.randint(2, 5)))
    if pay and rng.random() < 0.7:
        benefits += (pay_text(rng, pay),)
    words = {
        "title": title,
        "city": vacancy.city,
        "company": vacancy.company.name,
        "country": vacancy.place[2],
    }
    text = Advert(
        about=rng.choice(vacancy.company.about),
        intro=rng.choice(vacancy.profession["intros"]).format(**words),
        duties=tuple(line.text for line in duties),
        required=((years,) if years else ()) + tuple(line.text for line in required) + _clearance(vacancy),
        preferred=tuple(line.text for line in preferred),
        benefits=benefits,
        closing=_closing(rng, words, long=long),
    )
    return text, list(
        dict.fromkeys(skill for line in (*required, *preferred, *duties) for skill in line.skills)
    )


def _clearance(vacancy: Vacancy) -> tuple[str, ...]:
    if vacancy.city == "Washington" or (vacancy.place[1] == "US" and vacancy.rng.random() < 0.05):
        return (vacancy.rng.choice(load("common")["clearances"]),)
    return ()


def _closing(rng: Random, words: dict[str, str], *, long: bool) -> tuple[str, ...]:
    common = load("common")
    lines = rng.sample(common["extras"], 2 if long else rng.randint(0, 1)) + rng.sample(
        common["closings"], 3 if long else 1
    )
    return tuple(line.format(**words) for line in lines)


def posting(vacancy: Vacancy) -> Row:
    """Return one posting without its id."""
    rng = vacancy.rng
    title = rng.choice(vacancy.profession["titles"][str(vacancy.level)]).format(stem=vacancy.track["stem"])
    letter = job_type(vacancy)
    pay = salary(vacancy, letter)
    text, skills = advert(vacancy, title, pay)
    region, _, country = vacancy.place
    workplace = WORKPLACES[rng.choice(vacancy.profession["workplaces"])]
    age = rng.choice([0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 13, 17, 21, 28])
    url = vacancy.company.url
    return {
        "title": title,
        "company": vacancy.company.name,
        "company_url": url,
        "location": {
            "raw": f"{vacancy.city}, {region}, {country}",
            "city": vacancy.city,
            "region": region,
            "country": country,
        },
        "workplace": workplace,
        "job_type": letter,
        "level": vacancy.level,
        "salary": pay,
        "posted_days_ago": age,
        "expires_in_days": max(2, rng.choice([14, 30, 30, 45, 60]) - age),
        "apply_url": f"{url}/jobs/{rng.randint(1000, 9999)}" if rng.random() < 0.6 else None,
        "description_html": render(rng, text),
        "skills": skills,
        "profession": vacancy.profession["profession"],
    }


def build() -> list[Row]:
    """Return all postings with ids, professions interleaved as on a real board."""
    rows = [posting(vacancy) for slug in profession_names() for vacancy in vacancies(slug)]
    Random("order").shuffle(rows)
    return [{"id": str(FIRST_ID + number), **row} for number, row in enumerate(rows)]


def serialise(rows: list[Row]) -> str:
    """Return one JSON object per line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> None:
    """Write the file."""
    rows = build()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(serialise(rows), encoding="utf-8")
    print(f"{len(rows)} postings written to {TARGET.name}")


if __name__ == "__main__":
    main()
