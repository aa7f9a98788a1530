"""Row-level security does not keep Postgres from its index: the plans of the application's own role prove it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from domain.job_lists import JobFilters, JobQuestion
from domain.postings import JobPosting
from models.sessions import Sessions, act_as
from services.accounts.keys import create_account
from services.jobs.bulk import import_postings
from services.jobs.search import search_postings
from services.jobs.search_words import ask_for_words

NOW = datetime(2026, 11, 23, tzinfo=UTC)
INDEX = "ix_posting_index_document"


@pytest.fixture
def acting(sessions: Sessions, owner_engine: Engine) -> Iterator[Session]:
    """Act for an account with 400 postings, one of them for a falconer; another account has one as well."""
    for name, titles in (("other", ["Falconer"]), ("own", ["Falconer", *["Clerk"] * 399])):
        with sessions.begin() as session:
            account_id = create_account(session, name).id
            act_as(session, account_id)
            ads = [JobPosting("file", str(place), title) for place, title in enumerate(titles)]
            import_postings(session, account_id, ads, NOW)
    with owner_engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze posting_index"))
    with sessions.begin() as session:
        act_as(session, account_id)
        session.execute(text("set local enable_seqscan = off"))  # 400 rows are read whole unless it is dearer
        session.info["account"] = account_id
        yield session


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def explained(session: Session, statement: str) -> list[dict[str, Any]]:
    """Run a statement and return the steps of its plan."""
    plan = session.execute(text(f"explain (analyze, timing off, format json) {statement}")).scalar_one()
    return list(nodes(plan[0]["Plan"]))


def test_words_are_looked_up_in_the_index_together_with_the_account(acting: Session) -> None:
    """The index hands over the account's own posting alone: neither other words' nor other accounts'."""
    ask_for_words(acting, "falconer", ())
    steps = explained(acting, "select posting_id from posting_index")
    looked_up = [step for step in steps if step.get("Index Name") == INDEX]
    assert [(step["Node Type"], step["Actual Rows"]) for step in looked_up] == [("Bitmap Index Scan", 1)]
    assert "document @@" in looked_up[0]["Index Cond"]


def test_the_same_words_in_a_query_would_be_compared_with_every_posting(acting: Session) -> None:
    """Why the words stand in the policy: ``@@`` is not leakproof and waits behind row-level security."""
    ask_for_words(acting, None, ())
    word = f"{acting.info['account']}:falcon"
    steps = explained(acting, f"select posting_id from posting_index where document @@ $$'{word}'$$::tsquery")
    assert max(step.get("Rows Removed by Filter", 0) for step in steps) == 399


def test_a_whole_search_reads_what_it_finds_by_the_index_alone(acting: Session) -> None:
    seen: list[str] = []

    def explain(connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if "from posting_index" in statement.lower():
            with cursor.connection.cursor() as beside:
                beside.execute(f"explain {statement}", parameters)
                seen.append("\n".join(line for (line,) in beside))

    connection = acting.connection()
    event.listen(connection, "before_cursor_execute", explain)
    question = JobQuestion("falconer", JobFilters(posted_within_days=30))
    for facets in (True, False):
        search_postings(
            acting, acting.info["account"], JobQuestion(question.words, question.filters, facets=facets), NOW
        )
    assert len(seen) >= 2
    assert all(INDEX in plan and "Seq Scan on posting_index" not in plan for plan in seen)


def test_a_row_can_still_not_be_moved_into_another_account(acting: Session) -> None:
    own = acting.info["account"]
    moved = text("update posting_index set account_id = :other where account_id = :own")
    with pytest.raises(ProgrammingError, match="row-level security"):
        acting.execute(moved, {"own": own, "other": own - 1})
    acting.rollback()


def test_no_query_of_a_session_reaches_into_another_account(acting: Session) -> None:
    """Whatever stands in the session's query, the account is compared besides."""
    other = acting.info["account"] - 1
    for query in (
        f"'{other}:@'",
        f"'x' | '{other}:falcon'",
        f"'x''' | '{other}:@'",
        "'falcon'",
        "!'nothing'",
        "",
    ):
        acting.execute(text("select set_config('rolefit.query', :query, true)"), {"query": query})
        accounts = acting.execute(text("select distinct account_id from posting_index")).scalars().all()
        assert set(accounts) <= {acting.info["account"]}


@pytest.mark.parametrize("table", ["resume", "search", "match", "task", "posting_index"])
def test_every_long_list_has_an_index_in_its_order(owner_engine: Engine, table: str) -> None:
    """A page of one account must not walk the rows of all others."""
    with owner_engine.connect() as connection:
        found = connection.execute(
            text("select indexdef from pg_indexes where tablename = :table"), {"table": table}
        )
        definitions = " ".join(found.scalars())
    assert "(account_id, id)" in definitions or "gin (document)" in definitions
