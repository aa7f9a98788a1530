"""The schema can be built, taken back and rebuilt, and is what the rows say."""

from collections.abc import Iterator

import pytest
from alembic.config import Config
from pytest_alembic import MigrationContext, create_alembic_fixture
from pytest_alembic import tests as checks
from pytest_alembic.config import Config as CheckConfig
from sqlalchemy import Engine, text

from embedded.servers import Servers
from models.sessions import make_engine
from settings import Settings
from tests.conftest import ROOT

pytestmark = pytest.mark.services


@pytest.fixture
def alembic_config() -> CheckConfig:
    """Read the project's own migrations."""
    return CheckConfig(alembic_config=Config(ROOT / "alembic.ini"))


@pytest.fixture
def alembic_engine(servers: Servers) -> Iterator[Engine]:
    """Give migrations a database of their own, owned by the same role as in production."""
    settings = Settings.from_environ(servers.environ())
    url, _, _ = settings.owner_database_url.rpartition("/")
    root = servers.postgres.url("postgres", servers.credentials.superuser)
    superuser = make_engine(root.replace("://", "+psycopg2://", 1), isolation_level="AUTOCOMMIT")
    with superuser.connect() as connection:
        connection.execute(text("create database migrations owner rolefit_owner"))
    engine = make_engine(f"{url}/migrations")
    yield engine
    engine.dispose()
    with superuser.connect() as connection:
        connection.execute(text("drop database migrations with (force)"))
    superuser.dispose()


alembic = create_alembic_fixture()


def test_there_is_one_newest_revision(alembic_runner: MigrationContext) -> None:
    checks.test_single_head_revision(alembic_runner)


def test_every_revision_goes_up_and_down(alembic_runner: MigrationContext) -> None:
    checks.test_up_down_consistency(alembic_runner)


def test_the_schema_is_what_the_rows_say(alembic_runner: MigrationContext) -> None:
    checks.test_model_definitions_match_ddl(alembic_runner)


def test_going_down_leaves_nothing_behind(alembic_runner: MigrationContext, alembic_engine: Engine) -> None:
    alembic_runner.migrate_up_to("head")
    alembic_runner.migrate_down_to("base")
    with alembic_engine.connect() as connection:
        left = connection.execute(
            text(
                "select relname from pg_class c join pg_namespace n on n.oid = relnamespace"
                " where nspname = 'public' and relname not like 'alembic%'"
                " union all select proname from pg_proc where proname like 'rolefit%'"
            )
        ).all()
    assert left == []
