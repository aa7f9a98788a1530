"""Adzuna: a search over many boards with the user's key; it gives the beginnings of descriptions."""

from typing import Any
from urllib.parse import urlencode

from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import JobType
from domain.postings import Company, JobPosting, Place, Salary
from services.jobs import fields

SOURCE = "adzuna"
_ADDRESS = "https://api.adzuna.com/v1/api/jobs"
_COUNTRIES = frozenset("at au be br ca ch de es fr gb in it mx nl nz pl sg us za".split())  # noqa: SIM905
_CURRENCIES = {
    **dict.fromkeys(("at", "be", "de", "es", "fr", "it", "nl"), "EUR"),
    "au": "AUD",
    "br": "BRL",
    "ca": "CAD",
    "ch": "CHF",
    "gb": "GBP",
    "in": "INR",
    "mx": "MXN",
    "nz": "NZD",
    "pl": "PLN",
    "sg": "SGD",
    "us": "USD",
    "za": "ZAR",
}
_TYPES = {JobType.FULL_TIME: "full_time", JobType.PART_TIME: "part_time", JobType.CONTRACT: "contract"}


def feed(app_id: str | None, app_key: str | None, country: str) -> Feed:
    """Return the feed: 25 requests a minute and 250 a day are allowed, 80 a day last the month's 2,500."""
    pace = Policy(interval=2.5, burst=3, jitter=0.0, daily_budget=80)
    rules = Rules("Adzuna", "https://developer.adzuna.com/docs/terms_of_service", pace, keep_seconds=6 * HOUR)
    return Feed(
        SOURCE,
        rules,
        on("api.adzuna.com"),
        lambda reading, asked: _read(reading, asked, (app_id or "", app_key or "", country)),
        key=lambda asked: f"{country}:{_question(asked)}",
        searches=True,
        filters=frozenset({"keywords", "location", "job_type"}),
        needs_key=True,
        missing=_missing(app_id, app_key, country),
    )


def _missing(app_id: str | None, app_key: str | None, country: str) -> str | None:
    if not app_id or not app_key:
        return "needs key: set ADZUNA_APP_ID and ADZUNA_APP_KEY"
    return None if country in _COUNTRIES else f"ADZUNA_COUNTRY is none of {', '.join(sorted(_COUNTRIES))}"


def _question(asked: Asked) -> str:
    query = asked.query
    question = {"what": query.keywords, "results_per_page": "50"}
    if query.location:
        question["where"] = query.location
    if len(query.job_types) == 1 and query.job_types[0] in _TYPES:
        question[_TYPES[query.job_types[0]]] = "1"
    return urlencode(question)


def _read(reading: Reading, asked: Asked, access: tuple[str, str, str]) -> Listing:
    app_id, app_key, country = access
    own = urlencode({"app_id": app_id, "app_key": app_key})
    document = fields.record(reading.json(f"{_ADDRESS}/{country}/search/1?{own}&{_question(asked)}"))
    return Listing(fields.postings(document.get("results"), lambda job: _posting(job, country)))


def _posting(job: dict[str, Any], country: str) -> JobPosting:
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(job.get("id")),
        title=fields.text(job.get("title")),
        url=fields.link(job.get("redirect_url")),
        company=Company(fields.text(fields.record(job.get("company")).get("display_name")) or None),
        location=Place(fields.text(fields.record(job.get("location")).get("display_name")) or None),
        job_type=fields.job_type(job.get("contract_time"), job.get("contract_type")),
        salary=_salary(job, country),
        posted_at=fields.moment(job.get("created")),
        description_html=str(job.get("description") or ""),
        raw={"category": fields.text(fields.record(job.get("category")).get("label"))},
    )


def _salary(job: dict[str, Any], country: str) -> Salary | None:
    """Return stated pay alone: Adzuna fills gaps with its own guess and says so."""
    if fields.text(job.get("salary_is_predicted")) == "1":
        return None
    return fields.salary(job.get("salary_min"), job.get("salary_max"), _CURRENCIES.get(country), "YEAR")
