"""USAJOBS: openings of the United States' federal government, with a free key and an e-mail address."""

from typing import Any
from urllib.parse import urlencode

from adapters.boards.feed import Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place, Salary
from services.jobs import fields

SOURCE = "usajobs"
_ADDRESS = "https://data.usajobs.gov/api/search"
_MOST_RESULTS = 250
_PERIODS = {"PA": "YEAR", "PH": "HOUR", "PD": "DAY", "PM": "MONTH", "PW": "WEEK", "PER YEAR": "YEAR"}
_PARTS = ("JobSummary", "MajorDuties", "Requirements", "Education", "Evaluations")


def feed(key: str | None, email: str | None) -> Feed:
    """Return the feed; one request a search."""
    rules = Rules(
        "USAJOBS",
        "https://developer.usajobs.gov/general/terms-of-use",
        Policy(interval=2.0, burst=5, jitter=0.0),
    )
    return Feed(
        SOURCE,
        rules,
        on("data.usajobs.gov"),
        lambda reading, asked: _read(reading, asked, key or "", email or ""),
        key=_question,
        searches=True,
        filters=frozenset({"keywords", "location", "remote"}),
        needs_key=True,
        missing=None if key and email else "needs key: set USAJOBS_KEY and USAJOBS_EMAIL",
    )


def _question(asked: Asked) -> str:
    query = asked.query
    question = {"Keyword": query.keywords, "ResultsPerPage": _MOST_RESULTS, "Fields": "Full"}
    if query.location:
        question["LocationName"] = query.location
    if query.workplaces == (Workplace.REMOTE,):
        question["RemoteIndicator"] = "True"
    return urlencode(question)


def _read(reading: Reading, asked: Asked, key: str, email: str) -> Listing:
    headers = {"Authorization_Key": key, "User_Agent": email}
    result = fields.record(reading.json(f"{_ADDRESS}?{_question(asked)}", **headers))
    return Listing(
        fields.postings(fields.record(result.get("SearchResult")).get("SearchResultItems"), _posting)
    )


def _posting(item: dict[str, Any]) -> JobPosting:
    job = fields.record(item.get("MatchedObjectDescriptor"))
    details = fields.record(fields.record(job.get("UserArea")).get("Details"))
    apply = job.get("ApplyURI")
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(item.get("MatchedObjectId")),
        title=fields.text(job.get("PositionTitle")),
        url=fields.link(job.get("PositionURI")),
        apply_url=fields.link(apply[0]) if isinstance(apply, list) and apply else None,
        company=Company(fields.text(job.get("OrganizationName")) or None),
        location=Place(fields.text(job.get("PositionLocationDisplay")) or None),
        workplace=Workplace.REMOTE if details.get("RemoteIndicator") is True else None,
        job_type=fields.job_type(*_names(job.get("PositionSchedule"))),
        salary=_salary(job.get("PositionRemuneration")),
        posted_at=fields.moment(job.get("PublicationStartDate")),
        expires_at=fields.moment(job.get("ApplicationCloseDate")),
        description_html=_description(job, details),
    )


def _names(values: Any) -> tuple[str, ...]:
    return fields.texts(
        [fields.record(value).get("Name") for value in values] if isinstance(values, list) else []
    )


def _salary(ranges: Any) -> Salary | None:
    pay = fields.record(ranges[0]) if isinstance(ranges, list) and ranges else {}
    period = _PERIODS.get(fields.text(pay.get("RateIntervalCode")).upper())
    return fields.salary(pay.get("MinimumRange"), pay.get("MaximumRange"), "USD", period)


def _description(job: dict[str, Any], details: dict[str, Any]) -> str:
    parts = [job.get("QualificationSummary"), *(details.get(name) for name in _PARTS)]
    lines = (line for part in parts for line in (part if isinstance(part, list) else [part]))
    return "".join(f"<p>{line}</p>" for line in lines if isinstance(line, str) and line.strip())
