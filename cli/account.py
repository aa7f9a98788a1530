"""`rolefit account`: accounts, straight in the database."""

import click

from cli.database import session
from domain.public_ids import public_id
from services.accounts.keys import create_account, issue_key


@click.group()
def command() -> None:
    """Create accounts."""


@command.command()
@click.argument("name")
def create(name: str) -> None:
    """Create account NAME and print its first API key, which is not shown again."""
    with session() as database, database.begin():
        account = create_account(database, name)
        _, secret = issue_key(database, account.id, "first key")
        shown = public_id("account", account.id)
    click.echo(f"{shown}\t{name}\t{secret}")
