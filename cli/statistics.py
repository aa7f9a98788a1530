"""`rolefit statistics`: count now which words the stored postings share, instead of once a day."""

from datetime import UTC, datetime

import click
from sqlalchemy import select

from models.account import Account
from models.sessions import SYSTEM, act_as, make_engine, make_sessions
from services.shortlist.statistics import renew_statistics
from settings import Settings


@click.command()
def command() -> None:
    """Count for every account, and say how many words weigh less from now on."""
    sessions = make_sessions(make_engine(Settings.from_environ().database_url))
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        accounts = session.scalars(select(Account.id)).all()
    for account_id in accounts:
        with sessions.begin() as session:
            act_as(session, account_id)
            counted = renew_statistics(session, account_id, datetime.now(UTC))
        click.echo(
            f"account {account_id}: {len(counted.columns)} words of {counted.documents} postings weigh less"
        )
