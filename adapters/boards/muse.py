"""The Muse: twenty postings a page, filtered by level but not by words; it throttles with 403."""

from typing import Any
from urllib.parse import urlencode

from adapters.boards.feed import HOUR, Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.boards.refusals import throttled
from adapters.pacing.policies import Policy
from domain.codes import Provenance, Workplace
from domain.postings import Company, JobPosting, Place
from domain.sources import Blocked
from services.jobs import fields

SOURCE = "themuse"
_ADDRESS = "https://www.themuse.com/api/public/jobs"
_PAGES = 5
_LEVELS = {
    1: ("Internship",),
    2: ("Entry Level",),
    3: ("Mid Level",),
    4: ("Senior Level",),
    5: ("management",),
}


def feed(key: str | None = None) -> Feed:
    """Return the feed: 500 requests an hour without a key, 3,600 with one."""
    pace = Policy(interval=1.0 if key else 8.0, burst=2 * _PAGES, jitter=0.0)
    rules = Rules("The Muse", "https://www.themuse.com/developers/api/v2/terms", pace, keep_seconds=6 * HOUR)
    return Feed(
        SOURCE,
        rules,
        on("www.themuse.com"),
        lambda reading, asked: _read(reading, asked, key),
        key=_question,
        filters=frozenset({"experience"}),
        cursors={"cursor": "page", "pages": str(_PAGES)},
    )


def _question(asked: Asked) -> str:
    levels = [name for level in asked.query.experience for name in _LEVELS.get(level, ())]
    return urlencode([("page", asked.cursor or "0"), *(("level", name) for name in levels)])


def _read(reading: Reading, asked: Asked, key: str | None) -> Listing:
    own = f"&{urlencode({'api_key': key})}" if key else ""
    try:
        document = fields.record(reading.json(f"{_ADDRESS}?{_question(asked)}{own}"))
    except Blocked as error:
        raise throttled(error.retry_after, 403) from error
    return Listing(fields.postings(document.get("results"), _posting))


def _posting(job: dict[str, Any]) -> JobPosting:
    places = _names(job.get("locations"))
    level = fields.level(*_names(job.get("levels")))
    remote = any("remote" in place.lower() or "flexible" in place.lower() for place in places)
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(job.get("id")),
        title=fields.text(job.get("name")),
        url=fields.link(fields.record(job.get("refs")).get("landing_page")),
        company=Company(fields.text(fields.record(job.get("company")).get("name")) or None),
        location=Place("; ".join(places[:5]) or None),
        workplace=Workplace.REMOTE if remote else None,
        level=level,
        level_provenance=Provenance.STATED if level else None,
        posted_at=fields.moment(job.get("publication_date")),
        description_html=str(job.get("contents") or ""),
        raw={"categories": list(_names(job.get("categories")))},
    )


def _names(values: Any) -> tuple[str, ...]:
    return fields.texts(
        [fields.record(value).get("name") for value in values] if isinstance(values, list) else []
    )
