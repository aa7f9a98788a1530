"""`rolefit ranker`: learn now from what accounts said about their matches."""

import click
from sqlalchemy import select

from domain.records import to_record
from domain.searches import Weights
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
    from adapters.sentence_model import sentence_model
    from domain.problems import Conflict
    from services.learning.train import gather, learn, store
    from services.matching.loading import load_match_tools

    with sessions.begin() as session:
        act_as(session, account_id)
        try:
            learnt = learn(gather(session, load_match_tools(), sentence_model))
        except Conflict as too_few:
            return too_few.detail
        store(session, account_id, learnt)
    told = f"{learnt.tally.liked} + {learnt.tally.disliked} verdicts"
    named = zip(learnt.versions, learnt.all, strict=True)
    return "; ".join(f"{version} from {told}: {_shares(weights)}" for version, weights in named)


def _shares(weights: Weights) -> str:
    return ", ".join(f"{name} {share:.2f}" for name, share in to_record(weights).items())
