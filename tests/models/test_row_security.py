"""Row-level security is the second wall: even a query without a WHERE stays within its account."""

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from models.account import Account, ApiKey
from models.base import Base
from models.resume import Resume
from models.sessions import SYSTEM, Sessions, act_as
from services.accounts.keys import create_account, issue_key

pytestmark = pytest.mark.services


def _resume(account_id: int, label: str) -> Resume:
    return Resume(
        account_id=account_id,
        label=label,
        status="queued",
        filename="cv.txt",
        media_type="text/plain",
        byte_count=1,
    )


@pytest.fixture
def two_accounts(sessions: Sessions) -> tuple[int, int]:
    """Make two accounts with a resume each."""
    keys = []
    for name in ("first", "second"):
        with sessions.begin() as session:
            account = create_account(session, name)
            session.add(_resume(account.id, name))
            issue_key(session, account.id, "key")
            keys.append(account.id)
    return keys[0], keys[1]


def _labels(session: Session) -> list[str]:
    return sorted(session.scalars(select(Resume.label)))


def test_a_session_sees_only_its_own_account(sessions: Sessions, two_accounts: tuple[int, int]) -> None:
    with sessions.begin() as session:
        act_as(session, two_accounts[0])
        assert _labels(session) == ["first"]
        assert session.scalars(select(Account.name)).all() == ["first"]


def test_without_an_actor_nothing_is_visible(sessions: Sessions, two_accounts: tuple[int, int]) -> None:
    with sessions.begin() as session:
        assert _labels(session) == []
        assert session.scalars(select(Account.id)).all() == []


def test_the_engine_itself_sees_keys_but_no_resumes(
    sessions: Sessions, two_accounts: tuple[int, int]
) -> None:
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        assert len(session.scalars(select(ApiKey.id)).all()) == 2
        assert _labels(session) == []


def test_the_actor_does_not_outlive_its_transaction(
    sessions: Sessions, engine: Engine, two_accounts: tuple[int, int]
) -> None:
    with sessions.begin() as session:
        act_as(session, two_accounts[0])
        _labels(session)
    with engine.connect() as connection:
        assert connection.scalar(text("select current_setting('rolefit.account_id', true)")) in ("", None)


def test_a_row_cannot_be_written_into_another_account(
    sessions: Sessions, two_accounts: tuple[int, int]
) -> None:
    with sessions() as session:
        act_as(session, two_accounts[0])
        session.add(_resume(two_accounts[1], "smuggled"))
        with pytest.raises(ProgrammingError, match="row-level security"):
            session.commit()


def test_every_owned_table_enables_and_forces_it(owner_engine: Engine) -> None:
    """A new table with an owner cannot be forgotten."""
    owned = {table.name for table in Base.metadata.tables.values() if "account_id" in table.columns} | {
        "account"
    }
    with owner_engine.connect() as connection:
        secured = connection.execute(
            text("select relname from pg_class where relrowsecurity and relforcerowsecurity")
        ).scalars()
        assert owned <= set(secured)


def test_the_application_is_neither_superuser_nor_owner(engine: Engine) -> None:
    with engine.connect() as connection:
        name, superuser, bypass = connection.execute(
            text("select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user")
        ).one()
        owners = connection.execute(
            text("select distinct tableowner from pg_tables where schemaname = 'public'")
        ).scalars()
        assert (superuser, bypass) == (False, False)
        assert name not in set(owners)
