"""Remote OK: the newest remote jobs in one list, whose first element is the legal notice."""

from typing import Any

from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place
from domain.sources import SchemaDrift
from services.jobs import fields

SOURCE = "remoteok"
_ADDRESS = "https://remoteok.com/api"


def feed() -> Feed:
    """Return the feed; its terms ask for a link back to the posting and the name Remote OK beside it."""
    pace = Policy(interval=60.0, jitter=0.0, daily_budget=24, lease_seconds=15.0)
    rules = Rules("Remote OK", "https://remoteok.com/api", pace, keep_seconds=2 * HOUR)
    return Feed(SOURCE, rules, on("remoteok.com"), _read)


def _read(reading: Reading, _: Asked) -> Listing:
    document = reading.json(_ADDRESS)
    if not isinstance(document, list):
        raise SchemaDrift("the answer is not a list")
    jobs = [job for job in document if not (isinstance(job, dict) and "legal" in job)]
    return Listing(fields.postings(jobs, _posting))


def _posting(job: dict[str, Any]) -> JobPosting:
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(job.get("id")),
        title=fields.text(job.get("position")),
        url=fields.link(job.get("url")),
        apply_url=fields.link(job.get("apply_url")),
        company=Company(fields.text(job.get("company")) or None),
        location=Place(fields.text(job.get("location")) or None),
        workplace=Workplace.REMOTE,
        salary=fields.salary(job.get("salary_min"), job.get("salary_max"), "USD", "YEAR"),
        posted_at=fields.moment(job.get("date")),
        description_html=str(job.get("description") or ""),
        stated_skills=fields.texts(job.get("tags")),
    )
