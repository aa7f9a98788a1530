"""`rolefit ranker`: learn now from what accounts said about their matches."""

import click
from sqlalchemy import select

from models.account import Account
from models.sessions import SYSTEM, Sessions, act_as, make_engine, make_sessions
from settings import Settings


@click.group()
def command() -> None:
    """Learn from verdicts on matches."""


@command.command()
@click.option("--account", type=int, help="Only this account, by row key.")
def train(account: int | None) -> None:
    """Learn every account's ranker anew from its verdicts, and say what came of it."""
    sessions = make_sessions(make_engine(Settings.from_environ().database_url))
    with sessions.begin() as session:
        act_as(session, SYSTEM)
        found = session.scalars(select(Account.id).order_by(Account.id)).all()
    for key in found if account is None else [account]:
        click.echo(f"account {key}: {_trained(sessions, key)}")


def _trained(sessions: Sessions, account_id: int) -> str:
    from domain.problems import Conflict
    from services.learning.train import learn, store
    from services.matching.loading import load_match_tools

    with sessions.begin() as session:
        act_as(session, account_id)
        try:
            learnt = learn(session, load_match_tools())
        except Conflict as too_few:
            return too_few.detail
        store(session, account_id, learnt)
    weights = learnt.weights
    shares = (
        f"skills {weights.skills:.2f}, experience {weights.experience:.2f}, keywords {weights.keywords:.2f}"
    )
    return f"{learnt.version} from {learnt.tally.liked} + {learnt.tally.disliked} verdicts: {shares}"
