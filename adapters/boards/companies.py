"""Boards of single companies, read by the ATS behind their careers pages; a user names the companies."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from adapters.boards.company_html import documents, html_by_id
from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules
from adapters.boards.fetching import Reading
from adapters.boards.whole import is_whole
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place, Salary
from services.jobs import fields

if TYPE_CHECKING:
    from openroles.models import Job

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w./~%-]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class System:
    """One ATS: how it is called, where its rules are, the seconds between requests, its own hosts."""

    title: str
    terms_url: str
    interval: float
    hosts: Callable[[str], frozenset[str]]
    own_hosts: bool = False


def _fixed(*hosts: str) -> Callable[[str], frozenset[str]]:
    return lambda _token: frozenset(hosts)


def _under(*domains: str) -> Callable[[str], frozenset[str]]:
    return lambda token: frozenset(f"{token.lower()}.{domain}" for domain in domains)


def _site(token: str) -> frozenset[str]:
    return frozenset({token.lower().split("/", 1)[0]})


SYSTEMS: Mapping[str, System] = {
    "greenhouse": System(
        "Greenhouse",
        "https://developers.greenhouse.io/job-board.html",
        0.5,
        _fixed("boards-api.greenhouse.io"),
    ),
    "lever": System(
        "Lever", "https://github.com/lever/postings-api", 1.0, _fixed("api.lever.co", "api.eu.lever.co")
    ),
    "ashby": System(
        "Ashby",
        "https://developers.ashbyhq.com/docs/public-job-posting-api",
        0.5,
        _fixed("api.ashbyhq.com"),
    ),
    "personio": System(
        "Personio",
        "https://developer.personio.de/docs/retrieving-open-job-positions",
        1.0,
        _under("jobs.personio.de", "jobs.personio.com"),
        own_hosts=True,
    ),
    "teamtailor": System(
        "Teamtailor", "https://support.teamtailor.com/", 1.0, _under("teamtailor.com"), own_hosts=True
    ),
    "workable": System(
        "Workable",
        "https://workable.readme.io/reference/jobs",
        2.0,
        _fixed("www.workable.com", "apply.workable.com"),
    ),
    "rippling": System("Rippling", "https://developer.rippling.com/", 6.0, _fixed("api.rippling.com")),
    "careersite": System("the company's careers site", "", 1.0, _site, own_hosts=True),
}


def feeds() -> list[Feed]:
    """Return a feed per ATS; its cursors are the companies that the search names."""
    return [_feed(name, system) for name, system in SYSTEMS.items()]


def acceptable(system: str, token: str) -> bool:
    """Tell whether ``token`` can be a company's name on this ATS, or a careers site's address."""
    shape = _SITE if system == "careersite" else _SLUG
    return shape.fullmatch(token) is not None


def _feed(name: str, system: System) -> Feed:
    pace = Policy(interval=system.interval, burst=5, jitter=0.0)
    return Feed(
        name,
        Rules(system.title, system.terms_url, pace, keep_seconds=2 * HOUR),
        hosts=lambda asked: system.hosts(asked.cursor or ""),
        read=partial(_read, name),
        key=lambda asked: (asked.cursor or "").lower(),
        pace_key=lambda asked: (asked.cursor or "").lower() if system.own_hosts else "",
        cursors={"cursor": "company"},
    )


def _read(system: str, reading: Reading, asked: Asked) -> Listing:
    from adapters.boards.openroles_reader import read_board

    token = asked.cursor or ""
    answer = read_board(system, token, reading)
    found = documents(answer.bodies)
    html = html_by_id(system, found)
    whole = answer.complete and is_whole(system, found, len(answer.jobs))
    return Listing(tuple(_posting(job, html) for job in answer.jobs), answer.complete, whole)


def _posting(job: "Job", html: Mapping[str, str]) -> JobPosting:
    number = job.id.partition("-")[2] or job.id
    return JobPosting(
        source=job.ats,
        external_id=f"{job.board}:{number}",
        title=job.title,
        url=fields.link(job.url),
        company=Company(_company_name(job)),
        location=Place("; ".join(job.locations[:5]) or job.location or None),
        workplace=Workplace(job.workplace) if job.workplace else None,
        job_type=fields.job_type(job.employment_type),
        salary=_salary(job),
        posted_at=fields.moment(job.posted),
        expires_at=fields.moment(job.deadline),
        description_html=html.get(number),
        description_text=job.description or "",
        raw=_also(job),
    )


def _company_name(job: "Job") -> str:
    if job.ats == "careersite":
        return job.board.split("/", 1)[0].removeprefix("www.").removeprefix("careers.").removeprefix("jobs.")
    return " ".join(word.capitalize() for word in re.split(r"[-_.]+", job.board) if word)


def _salary(job: "Job") -> Salary | None:
    if job.salary_min is None and job.salary_max is None:
        return None
    return Salary(
        job.salary_min, job.salary_max, job.salary_currency or None, job.salary_period.upper() or None
    )


def _also(job: "Job") -> dict[str, Any]:
    said = {
        "department": job.department,
        "compensation": job.compensation,
        "employment_type": job.employment_type,
    }
    return {name: value for name, value in said.items() if value}
