"""Indeed through the optional package ``python-jobspy``: it reads pages that did not invite programs.

The package is only imported when it is used. It reports failures beside the rows it found, in
``frame.attrs["errors"]``: these decide what the search is told.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from importlib.util import find_spec
from math import isnan
from typing import Any

from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place
from domain.sources import Blocked, RateLimited, SourceError, Transient
from services.jobs import fields

SOURCE = "indeed"
_MOST_RESULTS = 50
Scrape = Callable[..., Any]


def feed(*, accepted: bool, scrape: Scrape | None = None) -> Feed:
    """Return the feed; ``scrape`` stands in for the package's own function."""
    pace = Policy(interval=30.0, daily_budget=50, lease_seconds=60.0)
    rules = Rules("Indeed", "https://www.indeed.com/legal", pace, keep_seconds=6 * HOUR)
    return Feed(
        SOURCE,
        rules,
        on(),
        lambda _reading, asked: _read(_reading, asked, scrape or _installed),
        key=lambda asked: f"{asked.query.keywords}:{asked.query.location or ''}",
        searches=True,
        filters=frozenset({"keywords", "location"}),
        cursors={"opt_in": "yes"},
        missing=_missing(accepted=accepted, there=scrape is not None or find_spec("jobspy") is not None),
    )


def _missing(*, accepted: bool, there: bool) -> str | None:
    if not there:
        return "needs the optional package: pip install -r requirements-extra.txt"
    return None if accepted else "needs your word that you know Indeed's terms: INDEED_ACCEPT_TERMS=yes"


def _installed(**options: Any) -> Any:
    from jobspy import scrape_jobs

    return scrape_jobs(**options)


def _read(_: Reading, asked: Asked, scrape: Scrape) -> Listing:
    query = asked.query
    frame = scrape(
        site_name=["indeed"],
        search_term=query.keywords,
        location=query.location,
        results_wanted=_MOST_RESULTS,
        description_format="html",
        verbose=0,
    )
    rows = frame.to_dict("records")
    failed = [_failure(error) for error in _errors(frame)]
    if failed and not rows:
        raise failed[0]
    return Listing(fields.postings(rows, _posting), complete=not failed)


def _errors(frame: Any) -> list[str]:
    errors = getattr(frame, "attrs", {}).get("errors") or {}
    return [str(error) for error in (errors.values() if isinstance(errors, Mapping) else errors)]


def _failure(error: str) -> SourceError:
    if "429" in error:
        return RateLimited("the site asks for fewer requests", status=429)
    if "403" in error or "999" in error:
        return Blocked("the site refuses requests from here")
    return Transient("the package could not read the site")


def _posting(row: dict[str, Any]) -> JobPosting:
    said = {name: value for name, value in row.items() if not _is_blank(value)}
    period = {"yearly": "YEAR", "monthly": "MONTH", "weekly": "WEEK", "daily": "DAY", "hourly": "HOUR"}
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(said.get("id")),
        title=fields.text(said.get("title")),
        url=fields.link(said.get("job_url")),
        apply_url=fields.link(said.get("job_url_direct")),
        company=Company(fields.text(said.get("company")) or None, fields.link(said.get("company_url"))),
        location=Place(fields.text(said.get("location")) or None),
        workplace=Workplace.REMOTE if said.get("is_remote") is True else None,
        job_type=fields.job_type(said.get("job_type")),
        salary=fields.salary(
            said.get("min_amount"),
            said.get("max_amount"),
            said.get("currency"),
            period.get(fields.text(said.get("interval"))),
        ),
        posted_at=_day(said.get("date_posted")),
        description_html=str(said.get("description") or ""),
    )


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def _day(value: Any) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return fields.moment(value)
