"""`rolefit db`: migrations, run as the schema's owner."""

from pathlib import Path

import click
from alembic import command as alembic
from alembic.config import Config

from settings import Settings

_ROOT = Path(__file__).resolve().parent.parent


def _config() -> Config:
    config = Config(str(_ROOT / "alembic.ini"))
    url = Settings.from_environ().owner_database_url
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


@click.group()
def command() -> None:
    """Migrate the database (connects as OWNER_DATABASE_URL)."""


@command.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the schema up to REVISION (the newest by default)."""
    alembic.upgrade(_config(), revision)


@command.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION (`base` removes everything)."""
    alembic.downgrade(_config(), revision)


@command.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a new migration from the difference between rows and schema; read it before you keep it."""
    alembic.revision(_config(), message, autogenerate=True)
