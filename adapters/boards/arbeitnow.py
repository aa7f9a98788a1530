"""Arbeitnow: a feed of jobs in Europe, a hundred a page, newest first."""

from typing import Any

from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place
from services.jobs import fields

SOURCE = "arbeitnow"
_ADDRESS = "https://www.arbeitnow.com/api/job-board-api"
_PAGES = 3


def feed() -> Feed:
    """Return the feed; no rate is published, so it is asked rarely and one page at a time."""
    pace = Policy(interval=2.0, burst=_PAGES, jitter=0.0, daily_budget=100)
    rules = Rules("Arbeitnow", "https://www.arbeitnow.com/blog/job-board-api", pace, keep_seconds=2 * HOUR)
    pages = {"cursor": "page", "pages": str(_PAGES)}
    return Feed(SOURCE, rules, on("www.arbeitnow.com"), _read, key=_page, cursors=pages)


def _page(asked: Asked) -> str:
    return str(int(asked.cursor or 0) + 1)


def _read(reading: Reading, asked: Asked) -> Listing:
    document = fields.record(reading.json(f"{_ADDRESS}?page={_page(asked)}"))
    return Listing(fields.postings(document.get("data"), _posting))


def _posting(job: dict[str, Any]) -> JobPosting:
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(job.get("slug")),
        title=fields.text(job.get("title")),
        url=fields.link(job.get("url")),
        company=Company(fields.text(job.get("company_name")) or None),
        location=Place(fields.text(job.get("location")) or None),
        workplace=Workplace.REMOTE if job.get("remote") is True else None,
        job_type=fields.job_type(*fields.texts(job.get("job_types"))),
        posted_at=fields.moment(job.get("created_at")),
        description_html=str(job.get("description") or ""),
        stated_skills=fields.texts(job.get("tags")),
    )
