"""Whole postings as an import brings them, made of the demo market's sentences by a seed: for speed alone."""

import html
import json
import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from domain.codes import JobType, Workplace
from domain.postings import Company, JobPosting, Place, Salary

DEMO = Path(__file__).parent.parent / "data" / "demo" / "postings.jsonl"
SENTENCES = 24
"""Of about twelve words each: an advertisement of some 280 words, or 1.8 kB."""
COMPANIES = 8_000
RARE_WORDS = 50_000
LEVELS = (None, 1, 2, 2, 3, 3, 4, 4, 4, 5, 6)
WORKPLACES = (None, Workplace.ONSITE, Workplace.ONSITE, Workplace.HYBRID, Workplace.REMOTE)
JOB_TYPES = (None, *[JobType.FULL_TIME] * 6, JobType.PART_TIME, JobType.CONTRACT, JobType.INTERNSHIP)
SOURCES = ("greenhouse", "lever", "ashby", "remotive", "file")


class Market:
    """Titles, places and sentences to draw from; the common ones come up as often as in the demo market."""

    def __init__(self) -> None:
        with DEMO.open(encoding="utf-8") as lines:
            demo = [json.loads(line) for line in lines]
        self.titles = [ad["title"] for ad in demo]
        self.places = [ad["location"] for ad in demo]
        self.sentences = [sentence for ad in demo for sentence in _sentences(ad["description_html"])]


def make_ads(count: int, now: datetime, seed: int = 17, first: int = 0) -> Iterator[JobPosting]:
    """Yield ``count`` postings, numbered from ``first``, of the 90 days before ``now``."""
    market, chance = Market(), random.Random(seed)
    for number in range(first, first + count):
        yield _ad(number, market, chance, now)


def _ad(number: int, market: Market, chance: random.Random, now: datetime) -> JobPosting:
    place: dict[str, Any] = chance.choice(market.places)
    age = timedelta(seconds=chance.randrange(90 * 86_400))
    return JobPosting(
        source=chance.choice(SOURCES),
        external_id=str(number),
        title=chance.choice(market.titles),
        company=Company(f"Company {int(COMPANIES * chance.random() ** 3)}"),
        location=Place(**place),
        workplace=chance.choice(WORKPLACES),
        job_type=chance.choice(JOB_TYPES),
        level=chance.choice(LEVELS),
        salary=_salary(chance),
        posted_at=now - age,
        description_text=_text(market, chance),
        language="en",
    )


def _salary(chance: random.Random) -> Salary | None:
    low = chance.randrange(25, 160) * 1000.0
    return Salary(low, low * 1.25, "EUR", "YEAR") if chance.random() < 0.4 else None


def _text(market: Market, chance: random.Random) -> str:
    rare = f"Ask for project name{chance.randrange(RARE_WORDS)}x."
    return " ".join([*chance.choices(market.sentences, k=SENTENCES), rare])


def _sentences(described: str) -> list[str]:
    text = html.unescape(re.sub(r"<[^>]+>", "\n", described))
    return [line.strip(" *") for line in text.splitlines() if len(line) > 12]
