"""Hacker News' monthly "Who is hiring?": the comments of the newest thread, searched by Algolia."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

from adapters.boards.feed import Asked, Feed, Listing, Rules, on
from adapters.boards.fetching import Reading
from adapters.pacing.policies import Policy
from domain.codes import Workplace
from domain.postings import Company, JobPosting, Place
from domain.sources import SchemaDrift
from services.jobs import fields

SOURCE = "hackernews"
_API = "https://hn.algolia.com/api/v1"
_ITEM = "https://news.ycombinator.com/item?id="
_MOST_HITS = 200
_LINE_END = re.compile(r"<p>|<br>|\n")
_TAG = re.compile(r"<[^>]*>")
_REMOTE, _HYBRID = re.compile(r"\bremote\b", re.I), re.compile(r"\bhybrid\b", re.I)
_ROLE = re.compile(
    r"\b(engineer|developer|manager|designer|scientist|analyst|architect|lead|head|director|executive|intern"
    r"|officer|consultant|administrator|specialist|programmer|researcher|recruiter|writer|accountant|sre|cto"
    r"|technician|assistant|founding|founder|nurse|teacher|clerk|support|sales)s?\b",
    re.I,
)
_ONSITE = re.compile(r"\bon-?site\b", re.I)


def feed() -> Feed:
    """Return the feed; Algolia allows 10,000 requests an hour per address, of which this takes few."""
    rules = Rules("Hacker News", "https://hn.algolia.com/api", Policy(interval=1.0, burst=10, jitter=0.0))
    words = frozenset({"keywords"})
    return Feed(SOURCE, rules, on("hn.algolia.com"), _read, key=_words, searches=True, filters=words)


def _words(asked: Asked) -> str:
    return " ".join(asked.query.keywords.lower().split())


def _read(reading: Reading, asked: Asked) -> Listing:
    thread = _newest_thread(reading)
    question = {"tags": f"comment,story_{thread}", "query": _words(asked), "hitsPerPage": _MOST_HITS}
    hits = fields.record(reading.json(f"{_API}/search?{urlencode(question)}")).get("hits")
    answers = [hit for hit in hits if _is_posting(hit, thread)] if isinstance(hits, list) else hits
    return Listing(fields.postings(answers, _posting))


def _newest_thread(reading: Reading) -> str:
    question = urlencode({"tags": "story,author_whoishiring", "hitsPerPage": 6})
    hits = fields.record(reading.json(f"{_API}/search_by_date?{question}")).get("hits")
    for hit in hits if isinstance(hits, list) else []:
        if "who is hiring" in fields.text(fields.record(hit).get("title")).lower():
            return fields.text(hit.get("objectID"))
    raise SchemaDrift("no thread asks who is hiring")


def _is_posting(hit: Any, thread: str) -> bool:
    """Tell postings, which answer the thread itself, from talk below them."""
    return isinstance(hit, dict) and fields.text(hit.get("parent_id")) == thread


def _posting(hit: dict[str, Any]) -> JobPosting:
    html = str(hit.get("comment_text") or "")
    head = [part.strip() for part in _first_line(html).split("|") if part.strip()]
    title = _title(head)
    rest = [part for part in head[1:] if part != title]
    return JobPosting(
        source=SOURCE,
        external_id=fields.text(hit.get("objectID")),
        title=title[:200],
        url=_ITEM + fields.text(hit.get("objectID")),
        company=Company(head[0][:120] if len(head) > 1 else None),
        location=Place(next(filter(_is_place, rest), None)),
        workplace=_workplace(" ".join(head)),
        job_type=fields.job_type(*rest),
        posted_at=fields.moment(hit.get("created_at_i")),
        description_html=html,
    )


def _first_line(html: str) -> str:
    return unescape(_TAG.sub("", _LINE_END.split(html.strip(), maxsplit=1)[0]))


def _title(head: list[str]) -> str:
    """Return the part that names a role, else the first behind the company that is no place."""
    roles = (part for part in head[1:] if _ROLE.search(part))
    others = (part for part in head[1:] if not _is_place(part) and fields.job_type(part) is None)
    return next(roles, None) or next(others, None) or "".join(head[1:2] or head)


def _is_place(part: str) -> bool:
    """Tell a place ("Berlin, Germany", "REMOTE (EU)") from a role: places carry a comma or say remote."""
    telling = _REMOTE.search(part) or _ONSITE.search(part) or _HYBRID.search(part)
    return bool(telling) or bool(re.fullmatch(r"[A-Z][\w .'-]+, [A-Z][\w .'-]+", part))


def _workplace(head: str) -> Workplace | None:
    if _HYBRID.search(head):
        return Workplace.HYBRID
    if _REMOTE.search(head):
        return Workplace.REMOTE
    return Workplace.ONSITE if _ONSITE.search(head) else None
