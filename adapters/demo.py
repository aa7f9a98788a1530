"""The demo source: fictional postings from a file, searched in memory, without HTTP."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import nh3

from domain.codes import JobType, Provenance, Workplace
from domain.postings import Company, JobPosting, Place, Salary
from domain.sources import BadQuery, Capabilities, Page, PostingCard, PostingGone, SourceQuery

SOURCE = "demo"
PAGE_SIZE = 25
DEMO_POSTINGS = Path(__file__).parent.parent / "data" / "demo" / "postings.jsonl"

TITLE_HIT, COMPANY_HIT, TEXT_HIT = 8, 3, 1
"""Weight of a search word by where it is found: title first, as job boards rank."""

_WORD = re.compile(r"[^\W_]+(?:[.+#'’-]*[^\W_]|[+#]+)*[+#]*")
_TAG = re.compile(r"<[^>]*>")
_UNSAID = frozenset("a an and at for in not of on or the to with".split())  # noqa: SIM905 - words read better


@dataclass(frozen=True)
class DemoRecord:
    """One line of the file, and its words by where they stand."""

    data: Mapping[str, Any]
    title: frozenset[str]
    company: frozenset[str]
    text: frozenset[str]
    place: frozenset[str]

    @property
    def id(self) -> str:
        """Return the posting's ten digits."""
        return str(self.data["id"])

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "DemoRecord":
        """Index one posting."""
        place = " ".join(part for part in data["location"].values() if part)
        text = unescape(_TAG.sub(" ", data["description_html"]))
        return cls(data, words(data["title"]), words(data["company"]), words(text), words(place))

    def relevance(self, wanted: frozenset[str]) -> int:
        """Return how well the record answers the words; 0 is not at all."""
        in_title, in_company = len(wanted & self.title), len(wanted & self.company)
        return TITLE_HIT * in_title + COMPANY_HIT * in_company + TEXT_HIT * len(wanted & self.text)


def words(text: str) -> frozenset[str]:
    """Return the text's words in lower case, "C++" and "C#" whole, without the words every text has."""
    return frozenset(_WORD.findall(text.lower())) - _UNSAID


@cache
def load_records(path: Path = DEMO_POSTINGS) -> tuple[DemoRecord, ...]:
    """Read and index the file once per process, newest posting first."""
    with path.open(encoding="utf-8") as lines:
        records = [DemoRecord.from_data(json.loads(line)) for line in lines if line.strip()]
    return tuple(sorted(records, key=lambda record: (record.data["posted_days_ago"], record.id)))


def select(records: Iterable[DemoRecord], query: SourceQuery) -> list[DemoRecord]:
    """Return the records that pass every filter, best first; equally good ones stay in their order."""
    place = words(query.location or "")
    kept = [record for record in records if place <= record.place and _passes(record, query)]
    wanted = words(query.keywords)
    if not wanted:
        return kept
    rated = [(record.relevance(wanted), record) for record in kept]
    return [record for relevance, record in sorted(rated, key=lambda pair: -pair[0]) if relevance]


def _passes(record: DemoRecord, query: SourceQuery) -> bool:
    data = record.data
    return (
        (not query.experience or data["level"] in query.experience)
        and (not query.workplaces or data["workplace"] in query.workplaces)
        and (not query.job_types or data["job_type"] in query.job_types)
    )


def days_before(now: datetime, days: float) -> datetime:
    """Return midnight UTC so many days before ``now``, so that a posting keeps its date all day."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)


class DemoSource:
    """``services.jobs.sources.JobSource`` over the fictional postings; dates are relative to the clock."""

    name = SOURCE
    capabilities = Capabilities(
        native_filters=frozenset({"keywords", "location", "experience", "remote", "job_type"}),
        page_size=PAGE_SIZE,
        attribution="Fictional postings that come with Rolefit",
        demo=True,
        extra={"cursor": "offset"},
    )

    def __init__(
        self, path: Path = DEMO_POSTINGS, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._path, self._clock = path, clock

    def search_page(self, query: SourceQuery, cursor: str | None) -> Page:
        """Return up to 25 cards beginning at ``cursor``, an offset."""
        start = _offset(cursor)
        found = select(load_records(self._path), query)
        end = start + PAGE_SIZE
        cards = tuple(self._card(record, start + place) for place, record in enumerate(found[start:end]))
        return Page(cards, total=len(found), next_cursor=str(end) if end < len(found) else None)

    def fetch(self, external_id: str) -> JobPosting:
        """Return the posting; ``PostingGone`` if there is none of that number."""
        for record in load_records(self._path):
            if record.id == external_id:
                return _posting(record.data, self._clock())
        raise PostingGone(f"no demo posting {external_id}")

    def _card(self, record: DemoRecord, rank: int) -> PostingCard:
        data = record.data
        return PostingCard(
            external_id=record.id,
            rank=rank,
            title=data["title"],
            company=data["company"],
            location=data["location"]["raw"],
            listed_at=days_before(self._clock(), data["posted_days_ago"]),
        )


def _posting(data: Mapping[str, Any], now: datetime) -> JobPosting:
    salary = data.get("salary")
    return JobPosting(
        source=SOURCE,
        external_id=str(data["id"]),
        title=data["title"],
        apply_url=data.get("apply_url"),
        company=Company(data["company"], data.get("company_url")),
        location=Place(**{name: data["location"].get(name) for name in ("raw", "city", "region", "country")}),
        workplace=Workplace(data["workplace"]),
        job_type=JobType(data["job_type"]),
        level=data["level"],
        level_provenance=Provenance.STATED,
        salary=Salary(salary["min"], salary["max"], salary["currency"], salary["period"]) if salary else None,
        posted_at=days_before(now, data["posted_days_ago"]),
        expires_at=days_before(now, -data["expires_in_days"]),
        description_html=nh3.clean(data["description_html"]),
        description_text=_plain_text(data["description_html"]),
        stated_skills=_names(data.get("skills")),
        raw={"profession": data.get("profession")},
    )


@cache
def _plain_text(html: str) -> str:
    """Return the HTML as text, list items on their own lines."""
    from inscriptis import get_text

    text: str = get_text(html)
    return text.strip()


def _names(skills: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(skills or ())


def _offset(cursor: str | None) -> int:
    if cursor is not None and not cursor.isdigit():
        raise BadQuery(f"not an offset: {cursor!r}")
    return int(cursor or 0)
