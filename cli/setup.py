"""`rolefit setup`: the owner's account and key on the first start."""

import json
import os

import click
from sqlalchemy import select

from cli.api import owner_file
from cli.database import session
from models.account import Account
from models.sessions import SYSTEM, act_as
from services.accounts.keys import OPERATE, SCOPES, create_account, issue_key
from settings import Settings

OWNER = "owner"


@click.command()
def command() -> None:
    """Create the owner account once and write its key to `owner.json`; again only if that file is gone."""
    path = owner_file()
    if path.exists():
        return
    with session() as database, database.begin():
        act_as(database, SYSTEM)
        account = database.scalar(select(Account).where(Account.name == OWNER).order_by(Account.id).limit(1))
        account = account or create_account(database, OWNER)
        act_as(database, account.id)
        _, secret = issue_key(database, account.id, "owner.json", (*SCOPES, OPERATE))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"url": Settings.from_environ().public_url, "api_key": secret}, file, indent=2)
