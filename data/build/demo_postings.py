"""Build ``data/demo/postings.jsonl``: fictional postings composed from hand-written material.

Run ``python -m data.build.demo_postings``; the same material writes the same bytes.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

from data.build.demo.adverts import compose
from data.build.demo.material import company_named, load, profession_names
from data.build.demo.vacancies import Vacancy, choose_job_type, choose_salary, choose_workplace, vacancies
from data.build.demo.wording import render

TARGET = Path(__file__).resolve().parents[1] / "demo" / "postings.jsonl"
FIRST_ID = 4_200_000_001
AGES = (0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 13, 17, 21, 28)
RUNS = (14, 30, 30, 45, 60)
REPOSTS = 10
Row = dict[str, Any]


def compose_row(vacancy: Vacancy) -> Row:
    """Return one posting without its id."""
    rng, company = vacancy.rng, vacancy.company
    title = choose_title(vacancy)
    letter = choose_job_type(vacancy)
    pay = choose_salary(vacancy, letter)
    advert, skills = compose(vacancy, title, pay)
    age = rng.choice(AGES)
    return {
        "title": title,
        "company": company.name,
        "company_url": company.url,
        "location": locate(vacancy.city),
        "workplace": choose_workplace(vacancy),
        "job_type": letter,
        "level": vacancy.level,
        "salary": pay,
        "posted_days_ago": age,
        "expires_in_days": max(2, rng.choice(RUNS) - age),
        "apply_url": f"{company.url}/jobs/{rng.randint(1000, 9999)}" if rng.random() < 0.6 else None,
        "description_html": render(rng, advert),
        "skills": skills,
        "profession": vacancy.profession["profession"],
    }


def choose_title(vacancy: Vacancy) -> str:
    """Return a title of the level; German ads mostly add that every gender is meant."""
    titles = vacancy.profession["titles"][str(vacancy.level)]
    title = vacancy.rng.choice(titles).format(stem=vacancy.track["stem"])
    return f"{title} (m/f/d)" if vacancy.place[1] == "DE" and vacancy.rng.random() < 0.6 else title


def locate(city: str) -> Row:
    """Return the place in the shape of a posting."""
    region, _, country = load("places")["city"][city]
    return {"raw": f"{city}, {region}, {country}", "city": city, "region": region, "country": country}


def whole_rows() -> list[Row]:
    """Return the postings that were written whole: other languages, vague ones, volunteers, very short ones."""
    return [_whole(row, Random(f"whole:{number}")) for number, row in enumerate(load("whole")["posting"])]


def _whole(row: Row, rng: Random) -> Row:
    age = rng.choice(AGES)
    return {
        "title": row["title"],
        "company": row["company"],
        "company_url": company_named(row["company"]).url,
        "location": locate(row["city"]),
        "workplace": row["workplace"],
        "job_type": row["job_type"],
        "level": row["level"],
        "salary": row.get("salary"),
        "posted_days_ago": age,
        "expires_in_days": max(2, 30 - age),
        "apply_url": None,
        "description_html": " ".join(row["html"].split()),
        "skills": row["skills"],
        "profession": row["profession"],
    }


def reposts(rows: list[Row]) -> list[Row]:
    """Return the same vacancies again as boards show them: later, with the title spelled differently or a line more."""
    rng = Random("reposts")
    chosen = rng.sample([row for row in rows if row["posted_days_ago"] >= 8], REPOSTS)
    return [_again(row, number, rng.randint(0, 2)) for number, row in enumerate(chosen)]


def _again(row: Row, number: int, age: int) -> Row:
    changes: tuple[Row, ...] = (
        {},
        {"title": row["title"].upper()},
        {"title": f"{row['title']} – {row['location']['city']}"},
        {"description_html": f"{row['description_html']}<p>Reposted: the position is still open.</p>"},
    )
    return {**row, "posted_days_ago": age, "expires_in_days": 30, **changes[number % len(changes)]}


def build() -> list[Row]:
    """Return all postings with ids, professions interleaved as on a real board."""
    rows = [compose_row(vacancy) for slug in profession_names() for vacancy in vacancies(slug)] + whole_rows()
    rows += reposts(rows)
    Random("order").shuffle(rows)
    return [{"id": str(FIRST_ID + number), **row} for number, row in enumerate(rows)]


def serialise(rows: list[Row]) -> str:
    """Return one JSON object per line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> None:
    """Write the file."""
    rows = build()
    TARGET.write_text(serialise(rows), encoding="utf-8", newline="\n")
    print(f"{len(rows)} postings written to {TARGET.name}")


if __name__ == "__main__":
    main()
