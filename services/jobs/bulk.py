"""Store many postings at once: a file of them, or a whole board."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from domain.postings import JobPosting
from models.posting import Posting
from services.jobs.indexing import INDEX_KIND, indexing_later
from services.jobs.normalise import normalise
from services.jobs.store import posting_columns
from services.tasks.submit import submit

CHUNK = 500
"""Postings per statement. The words of a chunk that is not full are indexed with it, in half a second."""

_KEY = ("account_id", "source", "external_id")
_TIMES = ("first_seen_at", "last_seen_at", "fetched_at")
_NAMES = (*_KEY, *_TIMES, *sorted(posting_columns(JobPosting("", "", "")).keys() - set(_KEY)))
_RENEWED = ", ".join(f"{name} = excluded.{name}" for name in _NAMES if name not in (*_KEY, "first_seen_at"))
_SAME_TEXT = "stored.title = excluded.title and stored.description_text = excluded.description_text"
_STORE = text(f"""
    insert into {Posting.__tablename__} as stored ({", ".join(_NAMES)})
    select {", ".join(_NAMES)} from json_populate_recordset(null::job_posting, cast(:rows as json))
    on conflict ({", ".join(_KEY)}) do update set {_RENEWED},
        features_version = case when {_SAME_TEXT} then stored.features_version end
    returning stored.xmax = 0 as added
""")  # noqa: S608 - names of our own columns


@dataclass(frozen=True)
class ImportReport:
    """What became of the postings read; ``repeated`` had the source and id of a later one."""

    read: int = 0
    added: int = 0
    renewed: int = 0
    repeated: int = 0

    def __add__(self, other: "ImportReport") -> "ImportReport":
        return ImportReport(
            self.read + other.read,
            self.added + other.added,
            self.renewed + other.renewed,
            self.repeated + other.repeated,
        )


def import_postings(
    session: Session, account_id: int, postings: Iterable[JobPosting], now: datetime
) -> ImportReport:
    """Complete postings, insert or renew them by source and id, and promise to index their words.

    They are listed and filtered at once; full chunks are found by their words when the task has run.
    """
    report, written, later = ImportReport(), None, False
    with ThreadPoolExecutor(1) as writer:  # Postgres stores one chunk while the next is made ready here
        for chunk in _chunks(postings):
            later = later or len(chunk) == CHUNK
            rows = _rows(account_id, chunk, now)
            report += written.result() if written else ImportReport()
            # The session may look for its engine in the caller's context, as it does in a request.
            written = writer.submit(copy_context().run, partial(_store, session, rows, later=later))
            report += ImportReport(read=len(chunk), repeated=len(chunk) - len(rows))
        report += written.result() if written else ImportReport()
    if later:
        submit(session, account_id=account_id, kind=INDEX_KIND, subject_id=account_id)
    return report


def _chunks(postings: Iterable[JobPosting]) -> Iterator[list[JobPosting]]:
    source = iter(postings)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _rows(account_id: int, chunk: list[JobPosting], now: datetime) -> list[dict[str, Any]]:
    """Return one row for each key; of several postings with one key the last counts."""
    last = {(posting.source, posting.external_id): posting for posting in chunk}
    shared = {"account_id": account_id, **dict.fromkeys(_TIMES, now)}
    return [posting_columns(normalise(posting)) | shared for posting in last.values()]


def _store(session: Session, rows: list[dict[str, Any]], *, later: bool) -> ImportReport:
    with indexing_later(session, later=later):
        added = session.scalars(_STORE, {"rows": json.dumps(rows, default=datetime.isoformat)}).all()
    return ImportReport(added=sum(added), renewed=len(added) - sum(added))
