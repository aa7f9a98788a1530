"""`rolefit vectors`: renew the stored vectors of postings, after an upgrade changed how they are weighed."""

import click
from sqlalchemy import select

from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as, make_engine, make_sessions
from services.shortlist.vectors import renew_vectors
from settings import Settings


@click.command()
def command() -> None:
    """Make the vectors that are missing or of an older version, from stored features: 500 a transaction."""
    sessions = make_sessions(make_engine(Settings.from_environ().database_url))
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        accounts = session.scalars(select(Account.id)).all()
    click.echo(f"{sum(_renew(sessions, account) for account in accounts)} vectors made")


def _renew(sessions: Sessions, account_id: int) -> int:
    made = 0
    while True:
        with sessions.begin() as session:
            act_as(session, account_id)
            some = renew_vectors(session, account_id)
        made += some
        if not some:
            return made
