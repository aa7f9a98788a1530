"""Many postings at once: each stored once, renewed by its key, found by its words when the work is done."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.job_lists import JobFilters, JobQuestion
from domain.postings import JobPosting
from models.posting import Posting
from models.posting_index import PostingIndex
from models.sessions import Sessions, act_as
from models.task import Task
from services.accounts.keys import create_account
from services.jobs.bulk import CHUNK, ImportReport, import_postings
from services.jobs.indexing import index_pending
from services.jobs.search import search_postings

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def account_id(sessions: Sessions) -> int:
    """Make an account."""
    with sessions.begin() as session:
        return create_account(session, "importer").id


def ads(count: int, title: str = "Falconer") -> list[JobPosting]:
    text = "We pay $120K to $140K a year."
    return [JobPosting("file", str(number), title, description_text=text) for number in range(count)]


def found(session: Session, account_id: int, words: str | None, **filters: object) -> int:
    question = JobQuestion(words, JobFilters(**filters))
    facets = search_postings(session, account_id, question, NOW).facets
    assert facets is not None
    return facets.total


def test_a_small_import_is_found_at_once(sessions: Sessions, account_id: int) -> None:
    with sessions.begin() as session:
        act_as(session, account_id)
        assert import_postings(session, account_id, ads(3), NOW) == ImportReport(read=3, added=3)
        assert found(session, account_id, "falconer") == 3
        assert session.scalars(select(Task)).all() == []


def test_a_large_import_is_listed_at_once_and_found_when_its_task_has_run(
    sessions: Sessions, account_id: int
) -> None:
    with sessions.begin() as session:
        act_as(session, account_id)
        import_postings(session, account_id, iter(ads(2 * CHUNK + 1)), NOW)
        task = session.scalars(select(Task)).one()
        assert (task.kind, task.subject_id, task.status) == ("postings.index", account_id, "queued")
        assert found(session, account_id, None, min_salary=130_000, salary_required=True) == 2 * CHUNK + 1
        assert found(session, account_id, "falconer") == 0
        assert index_pending(session, account_id, CHUNK) == CHUNK
        assert found(session, account_id, "falconer") == CHUNK
        assert index_pending(session, account_id) == CHUNK + 1
        assert index_pending(session, account_id) == 0
        assert (
            found(session, account_id, "falconer") == found(session, account_id, "falkoner") == 2 * CHUNK + 1
        )


def test_a_second_import_renews_and_drops_features_of_changed_texts_alone(
    sessions: Sessions, account_id: int
) -> None:
    later = NOW + timedelta(days=1)
    with sessions.begin() as session:
        act_as(session, account_id)
        import_postings(session, account_id, ads(3), NOW)
        for row in session.scalars(select(Posting)):
            row.features_version = "1"
        session.flush()
        changed = [*ads(2), *ads(1, "Keeper of owls"), JobPosting("board", "0", "Falconer")]
        report = import_postings(session, account_id, changed, later)
        assert report == ImportReport(read=4, added=1, renewed=2, repeated=1)
        session.expire_all()
        rows = {(row.source, row.external_id): row for row in session.scalars(select(Posting))}
        assert {key: row.features_version for key, row in rows.items()} == {
            ("file", "0"): None,
            ("file", "1"): "1",
            ("file", "2"): "1",
            ("board", "0"): None,
        }
        assert (rows["file", "1"].first_seen_at, rows["file", "1"].last_seen_at) == (NOW, later)
        assert (found(session, account_id, "falconer"), found(session, account_id, "owls")) == (3, 1)


def test_an_import_reaches_no_other_account(sessions: Sessions, account_id: int) -> None:
    with sessions.begin() as session:
        stranger = create_account(session, "stranger").id
    with sessions.begin() as session:
        act_as(session, account_id)
        import_postings(session, account_id, ads(2), NOW)
    with sessions.begin() as session:
        act_as(session, stranger)
        import_postings(session, stranger, ads(1), NOW)
        assert found(session, stranger, "falconer") == 1
        assert len(session.scalars(select(PostingIndex.posting_id)).all()) == 1


def test_the_index_goes_with_its_posting(sessions: Sessions, account_id: int) -> None:
    with sessions.begin() as session:
        act_as(session, account_id)
        import_postings(session, account_id, ads(2), NOW)
        session.delete(session.scalars(select(Posting).limit(1)).one())
        session.flush()
        assert found(session, account_id, "falconer") == 1
