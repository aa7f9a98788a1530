"""Remotive: every remote job in one document; it asks for four requests a day and blocks two a minute."""

from typing import Any

from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place
from services.jobs import fields

SOURCE = "remotive"
_ADDRESS = "https://remotive.com/api/remote-jobs"


def feed() -> Feed:
    """Return the feed; one answer serves six hours, so that four requests last a day."""
    pace = Policy(interval=31.0, jitter=0.0, daily_budget=4, lease_seconds=15.0)
    terms = "https://github.com/remotive-com/remote-jobs-api#terms-of-service"
    rules = Rules("Remotive", terms, pace, keep_seconds=6 * HOUR)
    return Feed(SOURCE, rules, on("remotive.com"), _read)


def _read(reading: Reading, _: Asked) -> Listing:
    document = fields.record(reading.json(_ADDRESS))
    return Listing(fields.postings(document.get("jobs"), _posting))


def _posting(job: dict[str, Any]) -> JobPosting:
    where = fields.text(job.get("candidate_required_location"))
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(job.get("id")),
        title=fields.text(job.get("title")),
        url=fields.link(job.get("url")),
        company=Company(fields.text(job.get("company_name")) or None),
        location=Place(where or None),
        workplace=Workplace.REMOTE,
        job_type=fields.job_type(job.get("job_type")),
        posted_at=fields.moment(job.get("publication_date")),
        description_html=str(job.get("description") or ""),
        stated_skills=fields.texts(job.get("tags")),
        raw={name: fields.text(job.get(name)) for name in ("category", "salary") if job.get(name)},
    )
