"""Looking at the newest postings first changes how much is read, never what is listed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from domain.codes import JobType
from domain.job_lists import JobFilters, JobQuestion, ListPosition, SortOrder
from domain.postings import JobPosting
from models.sessions import Sessions, act_as
from services.accounts.keys import create_account
from services.jobs import search_facets, search_page
from services.jobs.bulk import import_postings
from services.jobs.indexing import index_pending
from services.jobs.search import search_postings
from services.jobs.search_windows import newest, spans

NOW = datetime.now(UTC)
MANY = 600
TITLES = ("Data engineer", "Engineer", "Clerk of engineers", "Clerk", "Data clerk")

Looks = Callable[[int, int], None]


@pytest.fixture
def acting(sessions: Sessions, owner_engine: Engine) -> Iterator[Session]:
    """Act for an account with many postings of the last hundred days, and some dated in the future."""
    with sessions.begin() as session:
        account_id = create_account(session, "busy").id
        act_as(session, account_id)
        import_postings(session, account_id, map(_ad, range(MANY)), NOW)
        index_pending(session, account_id)
    with owner_engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze posting_index"))
    with sessions.begin() as session:
        act_as(session, account_id)
        session.info["account"] = account_id
        yield session


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Return a way to look at so few postings first, for a page and to count, counting up to so many."""

    def set_looks(postings: int, most: int) -> None:
        monkeypatch.setattr(search_page, "PAGE_LOOK", postings)
        monkeypatch.setattr(search_facets, "COUNT_LOOK", postings)
        monkeypatch.setattr(search_facets, "MOST_COUNTED", most)

    return set_looks


def _ad(number: int) -> JobPosting:
    posted = NOW + timedelta(days=3) - timedelta(hours=4.1 * (number * 377 % MANY))
    text = "We engineer things." if number % 3 else ""
    kind = JobType.FULL_TIME if number % 2 else None
    return JobPosting(
        "file", str(number), TITLES[number % 5], posted_at=posted, description_text=text, job_type=kind
    )


def walked(session: Session, question: JobQuestion) -> list[str]:
    """Return the whole list, page by page."""
    seen: list[str] = []
    after: ListPosition | None = None
    for _ in range(MANY // 25 + 2):
        asked = JobQuestion(question.words, question.filters, question.order, 25, after, question.facets)
        found = search_postings(session, session.info["account"], asked, NOW).found
        seen += [listed.posting.external_id for listed in found[:25]]
        if len(found) <= 25:
            return seen
        after = found[24].position
    raise AssertionError("pages without end")


@pytest.mark.parametrize("words", [None, "engineer", "data engineer", "engineer -clerk", "-clerk", "nobody"])
@pytest.mark.parametrize("order", SortOrder)
def test_every_page_is_the_same_however_little_is_looked_at_first(
    acting: Session, look: Looks, words: str | None, order: SortOrder
) -> None:
    question = JobQuestion(words, JobFilters(job_type=(JobType.FULL_TIME,)), order)
    whole = walked(acting, question)
    look(10, 40)
    assert walked(acting, question) == whole
    assert len(set(whole)) == len(whole)
    assert bool(whole) == (words != "nobody")


def test_counts_of_the_newest_are_lower_bounds_and_say_so(acting: Session, look: Looks) -> None:
    question = JobQuestion("engineer", JobFilters(job_type=(JobType.FULL_TIME,)))
    every = search_postings(acting, acting.info["account"], question, NOW).facets
    look(10, 40)
    some = search_postings(acting, acting.info["account"], question, NOW).facets
    assert every is not None
    assert every.exact
    assert some is not None
    assert not some.exact
    assert 0 < some.total <= 41 < every.total
    for name, values in some.values.items():
        counts = {value.value: value.count for value in every.values[name]}
        assert all(value.count <= counts[value.value] for value in values)


def test_a_date_in_the_future_counts_as_tomorrow(acting: Session) -> None:
    question = JobQuestion(order=SortOrder.DATE, limit=100)
    found = search_postings(acting, acting.info["account"], question, NOW).found
    assert found[0].posting.posted_at is not None
    assert found[0].posting.posted_at > NOW + timedelta(days=2)
    assert found[0].position.posted_at < NOW + timedelta(days=1, hours=1)


def test_few_postings_are_looked_at_as_a_whole() -> None:
    assert list(spans(rows=10_000, first=2_500)) == []
    assert list(spans(rows=-1, first=2_500)) == []
    assert list(spans(rows=100_000, first=2_500)) == [3]
    assert list(spans(rows=1_000_000, first=2_500)) == [1, 2]


def test_a_look_names_the_days_and_weeks_that_it_needs() -> None:
    day = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert newest("'a'", 1, day) == "('a') & ('#d20779' | '#d20780')"
    assert newest("", 20, day) == "('#w2965' | '#w2966' | '#w2967' | '#w2968')"
