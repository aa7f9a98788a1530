"""`rolefit api-key`: keys, straight in the database."""

from datetime import UTC, datetime

import click

from cli.database import session
from domain.public_ids import row_id
from models.sessions import act_as
from services.accounts.keys import SCOPES, issue_key, revoke_key


@click.group()
def command() -> None:
    """Create and revoke API keys."""


@command.command()
@click.argument("account")
@click.option("--label", default="key", show_default=True, help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, default=SCOPES, help="read, write, operate; repeatable.")
def create(account: str, label: str, scopes: tuple[str, ...]) -> None:
    """Create a key for ACCOUNT (acc_…) and print it; it is not shown again.

    A key with the scope operate acts on what all accounts share, such as the settings' login at LinkedIn.
    """
    with session() as database, database.begin():
        key = row_id("account", account)
        act_as(database, key)
        _, secret = issue_key(database, key, label, scopes)
    click.echo(secret)


@command.command()
@click.argument("prefix")
def revoke(prefix: str) -> None:
    """Refuse the key that begins with PREFIX (`rf_` and eight characters) from now on."""
    with session() as database, database.begin():
        revoke_key(database, prefix, datetime.now(UTC))
    click.echo("revoked")
