"""Our resumes of 50 occupations against public postings; what a posting is filed under is the judgement.

USAJOBS files a posting under occupation series: relevant are those of a resume's own series. New York files
it under a civil service title, which differs from the title that it shows: 45 postings shown as "Budget
Analyst", "Accountant" and the like are filed as staff analysts. By title they count for what they are called
too. Built when asked for, from files that are no part of this project.

Short resumes, long ones by another hand, those of six hands more, and those in eight forms by eight hands
(with titles that employers give) are the development parts: of the short and the long ones everything has
been seen while tuning. Full ones, of the same occupations and written by a third, are the test part, those of
two hands more the fresh one, and the eight forms by two hands more that of forms: nobody tunes on them.
"""

import gzip
import importlib.util
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.ranking_sets import BUNDLED, NoSet, RankingSet, as_posting, read_resume
from domain.postings import JobPosting

RANKING = BUNDLED / "ranking"
PARTS = {
    "development": "resumes.jsonl",
    "long": "long_resumes.jsonl",
    "hands": "hands_resumes.jsonl",
    "test": "full_resumes.jsonl",
    "fresh": "fresh_resumes.jsonl",
    "forms": "forms_resumes.jsonl",
    "forms_test": "forms_test_resumes.jsonl",
}
SETS = ("usajobs2016", "nyc")


def public_sets(
    name: str, folder: Path, part: str, today: date, *, by_title: bool = False
) -> list[RankingSet]:
    """Return the sets that ``name`` stands for: one of :data:`SETS`, or ``public`` for both, one by one."""
    names = SETS if name == "public" else (name,)
    return [public_set(one, folder, part, today, by_title=by_title) for one in names]


def public_set(name: str, folder: Path, part: str, today: date, *, by_title: bool = False) -> RankingSet:
    """Return ``usajobs2016`` or ``nyc`` with the resumes of a ``part``; NoSet without its files.

    ``by_title``: what a posting of New York is called says as well what it is relevant for.
    """
    for needed in (folder / name, RANKING / PARTS[part]):
        if not needed.exists():
            raise NoSet(f"no {needed.name} in {needed.parent}")
    read = {"usajobs2016": _usajobs, "nyc": _nyc}[name]
    resumes = {one["id"]: one for one in _resumes(PARTS[part])}
    jobs, filed = read(folder / name)
    if by_title and name == "nyc":
        filed = {number: {*titles, _plain(jobs[number].title)} for number, titles in filed.items()}
    grades = {
        (resume_id, job_id): float(_relevant(name, resume, filed[job_id]))
        for resume_id, resume in resumes.items()
        for job_id in jobs
    }
    sought = {resume_id for (resume_id, _), grade in grades.items() if grade}
    return RankingSet(
        name=f"{name}_{part}{'_by_title' if by_title else ''}",
        resumes={
            key: read_resume(one["text"].encode(), "", today) for key, one in resumes.items() if key in sought
        },
        jobs=jobs,
        grades={pair: grade for pair, grade in grades.items() if pair[0] in sought},
    )


def _resumes(file: str) -> list[dict[str, Any]]:
    """Return the resumes of a file; what is relevant for an occupation stands with the short ones."""
    resumes, short = ([*map(json.loads, _lines(name))] for name in (file, PARTS["development"]))
    series = {one["id"]: one["series"] for one in short}
    city = dict(line.split("\t") for line in _lines("city_titles.tsv"))
    trades = [one["id"].partition(".")[0] for one in resumes]  # "nurse.a" is a nurse by hand a
    return [
        one | {"city": city.get(trade, ""), "series": series[trade]}
        for one, trade in zip(resumes, trades, strict=True)
    ]


def _lines(file: str) -> list[str]:
    return (RANKING / file).read_text("utf-8").splitlines()


def _relevant(name: str, resume: dict[str, Any], filed: set[str]) -> bool:
    if name == "usajobs2016":
        return bool(filed & set(resume["series"]))
    titles = [title for title in resume["city"].split("|") if title]
    return any(_titled(title, one) for title in titles for one in filed)


def _titled(title: str, filed: str) -> bool:
    """Tell whether a civil service title is of an occupation, as ASSISTANT CIVIL ENGINEER is."""
    return f" {title}" in f" {filed}"


def _plain(title: str) -> str:
    """Return a title in capitals without marks and numbers, as civil service titles are written."""
    return " ".join(re.sub(r"[^A-Z ]", " ", title.upper()).split())


def _usajobs(folder: Path) -> tuple[dict[str, JobPosting], dict[str, set[str]]]:
    jobs, filed = {}, {}
    for path in sorted(folder.glob("*.json.gz")):
        for item in json.loads(gzip.decompress(path.read_bytes()))["SearchResult"]["SearchResultItems"]:
            number, posting = item["MatchedObjectId"], item["MatchedObjectDescriptor"]
            summary = posting["UserArea"]["Details"].get("JobSummary")
            text = "\n".join(part for part in (summary, posting.get("QualificationSummary")) if part)
            jobs[number] = as_posting(number, posting["PositionTitle"], text)
            filed[number] = {category["Code"] for category in posting["JobCategory"]}
    return jobs, filed


def _nyc(folder: Path) -> tuple[dict[str, JobPosting], dict[str, set[str]]]:
    jobs, filed = {}, {}
    for row in _rows(folder):
        number = str(row["Job ID"])
        parts = ("Job Description", "Minimum Qual Requirements", "Preferred Skills")
        text = "\n".join(str(row[part]) for part in parts if row.get(part))
        jobs.setdefault(number, as_posting(number, row["Business Title"] or "", text))
        filed.setdefault(number, {row["Civil Service Title"] or ""})
    return jobs, filed


def _rows(folder: Path) -> Iterator[dict[str, Any]]:
    if importlib.util.find_spec("pyarrow") is None:
        raise NoSet("reading Parquet needs pyarrow, which the product does not")
    from pyarrow import parquet

    yield from parquet.read_table(folder / "processed_nyc_jobs.parquet").to_pylist()
