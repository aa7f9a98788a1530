"""Put a vacancy into words, line by line."""

from random import Random
from typing import Any

from data.build.demo.material import Line, load
from data.build.demo.vacancies import INTERN, Vacancy
from data.build.demo.wording import Advert, pay_text, years_line

LONG_ADS = 0.15
CITY_OF_CLEARANCES = "Washington"


def compose(vacancy: Vacancy, title: str, pay: dict[str, Any] | None) -> tuple[Advert, list[str]]:
    """Return the ad in words and the skills it names: asked for, wished for, then used in the work."""
    rng = vacancy.rng
    long = rng.random() < LONG_ADS
    duties = vacancy.lines("duties", 9 if long else rng.randint(4, 6))
    required = vacancy.lines("requirements", 10 if long else rng.randint(5, 7))
    preferred = _preferred(vacancy)
    words = {
        "title": title,
        "a_title": with_article(title),
        "city": vacancy.city,
        "company": vacancy.company.name,
        "country": vacancy.place[2],
    }
    advert = Advert(
        about=rng.choice(vacancy.company.about),
        intro=rng.choice(_intros(vacancy)).format(**words),
        duties=_leading(vacancy) + _texts(duties),
        required=_asked(vacancy, required),
        preferred=_texts(preferred),
        benefits=_benefits(vacancy, pay, 7 if long else rng.randint(2, 5)),
        closing=_closing(rng, words, long=long),
    )
    return advert, list(
        dict.fromkeys(skill for line in (*required, *preferred, *duties) for skill in line.skills)
    )


def with_article(title: str) -> str:
    """Return the title after "a" or "an", as it is spoken."""
    spoken_with_vowel = title[0] in "AEIOU" and not title.startswith("UX")
    return f"an {title}" if spoken_with_vowel or title.startswith("HR ") else f"a {title}"


def _texts(lines: list[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _intros(vacancy: Vacancy) -> list[str]:
    return load("common")["leader_intros"] if vacancy.leads else vacancy.profession["intros"]


def _leading(vacancy: Vacancy) -> tuple[str, ...]:
    return tuple(vacancy.rng.sample(load("common")["leader_duties"], 3)) if vacancy.leads else ()


def _preferred(vacancy: Vacancy) -> list[Line]:
    if vacancy.leads or vacancy.rng.random() < 0.25:
        return []
    return vacancy.lines("nice", vacancy.rng.randint(2, 4))


def _asked(vacancy: Vacancy, required: list[Line]) -> tuple[str, ...]:
    years = years_line(vacancy.rng, vacancy.level, vacancy.profession["fields"])
    return ((years,) if years else ()) + _texts(required) + _clearance(vacancy)


def _clearance(vacancy: Vacancy) -> tuple[str, ...]:
    rare = vacancy.place[1] == "US" and vacancy.rng.random() < 0.05
    if vacancy.level > INTERN and (vacancy.city == CITY_OF_CLEARANCES or rare):
        return (vacancy.rng.choice(load("common")["clearances"]),)
    return ()


def _benefits(vacancy: Vacancy, pay: dict[str, Any] | None, count: int) -> tuple[str, ...]:
    """Return benefits that the country and the kind of work know, and most times the stated pay."""
    common = load("common")
    country = "benefits_us" if vacancy.place[1] == "US" else "benefits_elsewhere"
    kind = "benefits_shift" if vacancy.hands_on else "benefits_desk"
    chosen = tuple(vacancy.rng.sample([*common["benefits"], *common[country], *common[kind]], count))
    if pay and vacancy.rng.random() < 0.7:
        chosen += (pay_text(vacancy.rng, pay),)
    return chosen


def _closing(rng: Random, words: dict[str, str], *, long: bool) -> tuple[str, ...]:
    common = load("common")
    extras = rng.sample(common["extras"], 2 if long else rng.randint(0, 1))
    closings = rng.sample(common["closings"], 3 if long else 1)
    return tuple(line.format(**words) for line in [*extras, *closings])
