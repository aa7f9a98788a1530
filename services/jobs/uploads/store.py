"""Store the postings that users bring: all good rows, once each, and say what became of every row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from domain.postings import JobPosting
from domain.problems import Invalid
from models.posting import Posting
from services.jobs.bulk import ImportReport, import_postings
from services.jobs.reading import promise_reading
from services.jobs.store import find_posting, save_posting
from services.jobs.uploads.records import Unreadable, read_record
from services.jobs.uploads.rows import Row, RowProblem, split_rows


@dataclass(frozen=True)
class FileReport:
    """What became of a file: what was stored, how many rows repeat a later one, and every row refused."""

    stored: ImportReport
    repeated: int
    problems: list[RowProblem]


def import_file(session: Session, account_id: int, content: bytes, now: datetime) -> FileReport:
    """Store the postings of a file; Invalid when it holds none at all."""
    rows = split_rows(content)
    postings, problems = read_rows(rows)
    stored = import_postings(session, account_id, postings, now)
    promise_reading(session, account_id)
    return FileReport(stored, len(rows) - len(postings) - len(problems), problems)


def read_rows(rows: Iterable[Row | RowProblem]) -> tuple[list[JobPosting], list[RowProblem]]:
    """Return the postings, of several with one id the last, and the problems in the file's order."""
    postings: dict[str, JobPosting] = {}
    problems = []
    for row in rows:
        if isinstance(row, RowProblem):
            problems.append(row)
            continue
        try:
            posting = read_record(row.record)
        except Unreadable as error:
            problems.append(RowProblem(row.line, str(error)))
        else:
            postings[posting.external_id] = posting
    return [postings[key] for key in sorted(postings)], problems


def add_posting(session: Session, account_id: int, given: Mapping[str, Any], now: datetime) -> Posting:
    """Store one posting that somebody pasted; Invalid says what is wrong with it."""
    try:
        posting = read_record(given)
    except Unreadable as error:
        raise Invalid(str(error)) from error
    key = save_posting(session, account_id, posting, now)
    promise_reading(session, account_id)
    return find_posting(session, key)
