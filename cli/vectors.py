"""`rolefit vectors`: renew what is stored to choose and score postings with, after an upgrade."""

from collections.abc import Callable

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as, make_engine, make_sessions
from services.shortlist.dense_rows import renew_dense
from services.shortlist.vectors import renew_vectors
from settings import Settings

Renewal = Callable[[Session, int], int]


@click.command()
def command() -> None:
    """Make the vectors that are missing or of an older version, from stored features: 500 a transaction.

    With RETRIEVAL=pgvector the dense ones as well, from these.
    """
    settings = Settings.from_environ()
    sessions = make_sessions(make_engine(settings.database_url))
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        accounts = session.scalars(select(Account.id)).all()
    kinds: dict[str, Renewal] = {"vectors": renew_vectors}
    if settings.retrieval == "pgvector":
        kinds["dense vectors"] = renew_dense
    for name, renew in kinds.items():
        click.echo(f"{sum(_renew(sessions, account, renew) for account in accounts)} {name} made")


def _renew(sessions: Sessions, account_id: int, renew: Renewal) -> int:
    made = 0
    while True:
        with sessions.begin() as session:
            act_as(session, account_id)
            some = renew(session, account_id)
        made += some
        if not some:
            return made
