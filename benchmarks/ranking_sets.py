"""Ranking sets: resumes, postings, and how relevant people found the one for the other."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from domain.codes import Workplace
from domain.postings import JobPosting, Place
from domain.resumes import ParsedResume
from services.features.tools import load_feature_tools
from services.jobs.filters import place_fits
from services.jobs.normalise import normalise
from services.resumes.failures import ReadFailed
from services.resumes.sniff import sniff
from services.resumes.understand import understand

BUNDLED = Path(__file__).parent.parent / "data"

TRADES = {
    "accountant": "accounting and finance",
    "data_scientist": "data science",
    "electrician": "electrical trades",
    "frontend_graduate": "software frontend",
    "marketing_manager": "marketing",
    "nurse": "nursing",
    "software_engineer": "software backend",
    "teacher": "teaching",
    "warehouse_lead": "logistics and warehouse",
}
"""The profession of each bundled sample resume: a posting of the same profession is relevant."""

WORKPLACES = {place.value: place for place in Workplace} | {
    "full": Workplace.REMOTE,
    "none": Workplace.ONSITE,
}
"""Our names, and how much of the work is remote as JSON Resume's job schema 1.0 writes it."""


class NoSet(Exception):
    """There is nothing to rank in the folder; the message says what is missing."""


@dataclass(frozen=True)
class RankingSet:
    """Resumes and postings by id, and grades by (resume id, posting id).

    ``left_out`` are postings that a search's filters leave out: they rank behind all others, so that a filter
    that loses a good one costs what it should.
    """

    name: str
    resumes: dict[str, ParsedResume]
    jobs: dict[str, JobPosting]
    grades: dict[tuple[str, str], float]
    left_out: frozenset[str] = frozenset()

    def done_at(self, workplaces: Collection[Workplace]) -> "RankingSet":
        """Return the set as a search for such workplaces has it: a posting that says nothing stays."""
        others = {key for key, job in self.jobs.items() if job.workplace not in {None, *workplaces}}
        return self._without("_".join(workplaces), others)

    def done_from(self, place: str) -> "RankingSet":
        """Return the set as a search at ``place`` has it: jobs there, and remote ones open to those there."""
        others = {key for key, job in self.jobs.items() if not place_fits(normalise(job), place)}
        return self._without(f"from_{'_'.join(place.replace(',', '').split())}", others)

    def _without(self, how: str, others: Collection[str]) -> "RankingSet":
        return replace(self, name=f"{self.name}_{how.lower()}", left_out=self.left_out.union(others))


def load_set(folder: Path, resume: Path | None, direction: str, today: date) -> RankingSet:
    """Return the set in ``folder``, in our own form or the JSON Resume goldset's; NoSet otherwise."""
    if (folder / "judgements.tsv").exists():
        return _own_form(folder, direction, today)
    for place in (folder, folder / "jsonresume_goldset"):
        if (place / "goldset.json").exists():
            return _goldset(place, resume, today)
    raise NoSet(f"no judgements.tsv or goldset.json in {folder}")


def bundled_set(today: date) -> RankingSet:
    """Return the sample resumes and the demo postings: same profession 1, other 0. For development only."""
    lines = (BUNDLED / "demo" / "postings.jsonl").read_text("utf-8").splitlines()
    postings = [json.loads(line) for line in lines]
    files = [
        path for path in sorted((BUNDLED / "samples").iterdir()) if path.is_file() and path.stem in TRADES
    ]
    return RankingSet(
        name="bundled",
        resumes={path.stem: read_resume(path.read_bytes(), path.name, today) for path in files},
        jobs={posting["id"]: _demo_posting(posting) for posting in postings},
        grades={
            (path.stem, posting["id"]): float(posting["profession"] == TRADES[path.stem])
            for path in files
            for posting in postings
        },
    )


def _own_form(folder: Path, direction: str, today: date) -> RankingSet:
    resumes = {
        str(line["id"]): read_resume(_content(folder, line), str(line.get("file", "")), today)
        for line in _lines(folder / "resumes.jsonl")
    }
    jobs = {
        str(line["id"]): as_posting(
            str(line["id"]),
            line.get("title") or "",
            _job_text(folder, line, today),
            line.get("workplace"),
            line.get("location"),
        )
        for line in _lines(folder / "jobs.jsonl")
    }
    return RankingSet(folder.name, resumes, jobs, dict(_judgements(folder / "judgements.tsv", direction)))


def _judgements(path: Path, direction: str) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield ((resume id, posting id), grade); the file's first column is the query. A heading is skipped."""
    for line in path.read_text("utf-8-sig").splitlines():
        query, document, grade, *_ = (part.strip() for part in [*line.split("\t"), "", ""])
        try:
            pair = (query, document) if direction == "resume-to-job" else (document, query)
            yield pair, float(grade)
        except ValueError:
            continue


def _goldset(folder: Path, resume: Path | None, today: date) -> RankingSet:
    found = resume or next(iter(sorted(folder.glob("resume.*"))), None)
    if found is None:
        raise NoSet(f"{folder.name} holds postings and judgements but no resume: pass --resume FILE")
    best = {str(job["id"]) for job in json.loads((folder / "goldset.json").read_text("utf-8"))["best"]}
    corpus = json.loads((folder / "corpus.json").read_text("utf-8"))["jobs"]
    jobs = {
        str(job["id"]): as_posting(str(job["id"]), job["title"], _goldset_text(job), job.get("remote"))
        for job in corpus
    }
    return RankingSet(
        name="jsonresume_goldset",
        resumes={"resume": read_resume(found.read_bytes(), found.name, today)},
        jobs=jobs,
        grades={("resume", number): float(number in best) for number in jobs},
    )


def _goldset_text(job: dict[str, Any]) -> str:
    skills = [
        f"{skill['name']} ({', '.join(skill.get('keywords') or [])})" for skill in job.get("skills") or []
    ]
    return "\n".join([job["description"] or "", "", "Required skills", *skills])


def _demo_posting(posting: dict[str, Any]) -> JobPosting:
    from inscriptis import get_text

    return as_posting(posting["id"], posting["title"], get_text(posting["description_html"]))


def as_posting(
    number: str, title: str, text: str, workplace: object = None, location: str | None = None
) -> JobPosting:
    """Return a posting of a file; where it is done is unknown unless it is one of :data:`WORKPLACES`."""
    return JobPosting(
        source="file",
        external_id=number,
        title=title,
        description_text=text,
        location=Place(location),
        workplace=WORKPLACES.get(str(workplace).casefold()) if workplace else None,
    )


def _job_text(folder: Path, line: dict[str, Any], today: date) -> str:
    if "file" not in line:
        return str(line.get("text") or "")
    return read_resume(_content(folder, line), line["file"], today, features=False).text


def _content(folder: Path, line: dict[str, Any]) -> bytes:
    return (folder / line["file"]).read_bytes() if "file" in line else str(line.get("text") or "").encode()


def read_resume(content: bytes, name: str, today: date, *, features: bool = True) -> ParsedResume:
    """Return a resume as an upload is read; one that cannot be read, or is empty, says nothing."""
    media_type = sniff(content, name) or "text/plain"
    try:
        return understand(content, media_type, today=today, tools=load_feature_tools() if features else None)
    except ReadFailed:
        return ParsedResume(text="")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    # Not splitlines: a text may hold a line separator of Unicode.
    return (json.loads(line) for line in path.read_text("utf-8-sig").split("\n") if line.strip())
