"""The list of stored postings in the contract's form, and what was asked of it."""

import re
from datetime import datetime
from typing import Any

from domain.codes import JobType, Workplace
from domain.job_lists import Facets, JobFilters, JobQuestion, ListPosition, SortOrder
from services.jobs.search import Listed, Listing
from services.jobs.search_snippets import MARKS
from web import paging
from web.shapes.jobs import shown_job_summary

_LISTS = ("experience", "company", "country", "source", "language", "currency")
_PLAIN = ("posted_within_days", "min_salary", "salary_required", "include_unknown", "status", "duplicates")
_HIT = re.compile(f"{MARKS[0]}(.*?){MARKS[1]}", re.DOTALL)


def asked_question(args: dict[str, Any]) -> JobQuestion:
    """Return the arguments of a list as a question; Invalid for the cursor of another list."""
    words = asked_words(args)
    return JobQuestion(
        words=words,
        filters=asked_filters(args),
        order=args["sort"] if words else SortOrder.DATE,
        limit=args["limit"],
        after=_position(args["cursor"]),
        facets=args["facets"],
        highlight=args["highlight"],
    )


def shown_listing(listing: Listing, question: JobQuestion, now: datetime) -> dict[str, Any]:
    """Return a page in the contract's form."""
    shown = listing.found[: question.limit]
    more = len(listing.found) > question.limit
    return {
        "items": [_item(listed, now) for listed in shown],
        "next_cursor": _cursor(shown[-1].position) if more else None,
        "corrected": listing.corrected,
        **_counts(listing.facets),
    }


def asked_words(args: dict[str, Any]) -> str | None:
    """Return the words looked for, None without any."""
    return " ".join(args["q"].split()) or None


def asked_filters(args: dict[str, Any]) -> JobFilters:
    """Return what postings must state."""
    return JobFilters(
        remote=tuple(Workplace.from_remote_code(code) for code in args["remote"]),
        job_type=tuple(JobType(letter) for letter in args["job_type"]),
        location=args["location"].strip() or None,
        work_from=args["work_from"].strip() or None,
        exclude_companies=tuple(args["exclude_companies"]),
        exclude_words=tuple(args["exclude_words"]),
        **{name: tuple(args[name]) for name in _LISTS},
        **{name: args[name] for name in _PLAIN},
    )


def _counts(facets: Facets | None) -> dict[str, Any]:
    if facets is None:
        return {"total": None, "count_exact": None, "facets": None}
    return {"total": facets.total, "count_exact": facets.exact, "facets": facets.values}


def _item(listed: Listed, now: datetime) -> dict[str, Any]:
    return shown_job_summary(listed.posting, now) | {"snippet": listed.snippet and _snippet(listed.snippet)}


def _snippet(marked: str) -> dict[str, Any]:
    """Take the marks out and say where they were."""
    spans = [
        [hit.start() - 2 * place, hit.end() - 2 * place - 2]
        for place, hit in enumerate(_HIT.finditer(marked))
    ]
    return {"text": _HIT.sub(r"\1", marked), "spans": spans}


def _cursor(position: ListPosition) -> str:
    return paging.pack(str(position.rank), position.posted_at.isoformat(), str(position.posting_id))


def _position(cursor: str | None) -> ListPosition | None:
    if cursor is None:
        return None
    rank, posted_at, key = paging.unpack(cursor, 3)
    try:
        moment = datetime.fromisoformat(posted_at)
        if moment.tzinfo is None or not rank.isdecimal() or not key.isdecimal() or len(rank + key) > 27:
            raise ValueError
        return ListPosition(int(rank), moment, int(key))
    except ValueError:
        raise paging.foreign_cursor() from None
